/** How many times faster than the baseline of the same run, with its spread. */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Outline } from '../../demos/demo';
import type { Ratio } from '../../measure';
import { say, t, type Message } from '../../messages/index';
import { LightElement } from '../light-element';
import { ratioText, ratioWords } from './ratio-words';

export class PpSpeedup extends LightElement {
  static readonly tag = 'pp-speedup';

  @property() demo = '';
  @property({ attribute: false }) outline: Outline['speedups'] = [];
  /** What is divided by what. */
  @property({ attribute: false }) definition: Message | null = null;
  @property({ attribute: false }) noSpeedup: Message | null = null;
  /** Of a run that was recorded elsewhere: its values are none of this machine. */
  @property({ type: Boolean }) recorded = false;
  /** Null before the first run. */
  @property({ attribute: false }) speedups: Readonly<Record<string, Ratio | null>> | null = null;

  override render(): TemplateResult {
    const first = this.outline[0];
    const headline = first ? this.speedups?.[first.id] : null;
    const own = this.speedups === null ? 'speedup.heading' : 'speedup.own';
    return html`<section
      class="speedup"
      data-testid="${this.demo}-speedup"
      data-value=${headline && !this.recorded ? headline.value : nothing}
    >
      <h3>${t(this.recorded ? 'recorded.speedup' : own)}</h3>
      ${
        this.noSpeedup
          ? html`<p class="muted">${say(this.noSpeedup)}</p>`
          : html`<dl class="ratios">
                ${this.outline.map((line) => this.#ratio(line.id, say(line.label)))}
              </dl>
              <p class="hint" data-testid="${this.demo}-speedup-definition">
                ${this.definition ? say(this.definition) : nothing}
              </p>`
      }
    </section>`;
  }

  #ratio(id: string, label: string): TemplateResult {
    const ratio = this.speedups?.[id];
    const words = ratio
      ? ratioWords(ratio)
      : t(ratio === null ? 'speedup.unmeasurable' : 'speedup.pending');
    return html`<div
      class="ratio"
      data-testid="${this.demo}-speedup-${id}"
      data-value=${ratio && !this.recorded ? ratio.value : nothing}
      data-doubt=${ratio?.doubt ?? nothing}
    >
      <dt>${label}</dt>
      <dd>
        <span class=${ratio?.doubt === undefined ? 'ratio-value' : 'ratio-value ratio-said'}
          >${ratio ? ratioText(ratio) : t('speedup.none')}</span
        >
        <span class="ratio-words">${words}</span>
      </dd>
    </div>`;
  }
}
