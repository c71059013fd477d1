/** The results of a demo, in the order in which they are read: answer, pictures, numbers, why, code. */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Demo, Outcome, Outline } from '../demos/demo';
import type { Values } from '../demos/params';
import { t, type Message } from '../messages/index';
import type { RunState } from '../runner';
import { LightElement } from './light-element';

export class PpResults extends LightElement {
  @property({ attribute: false }) demo: Demo | null = null;
  @property({ attribute: false }) outline: Outline | null = null;
  @property({ attribute: false }) outcome: Outcome = {};
  /** What could be shown before a run. */
  @property({ attribute: false }) preview: Outcome = {};
  @property({ attribute: false }) state: RunState = { name: 'idle' };
  @property({ attribute: false }) values: Values = {};
  /** The results are of other settings than those now chosen. */
  @property({ attribute: false }) stale = false;
  @property({ attribute: false }) why: readonly Message[] = [];
  /** There can be results on this page. */
  @property({ attribute: false }) runnable = true;

  override render(): TemplateResult | typeof nothing {
    const { demo, outline, outcome, state } = this;
    if (demo === null || outline === null) return nothing;
    const parts = this.preview.parts ?? outcome.parts ?? null;
    const code = html`<pp-code .demo=${demo.name} .snippet=${demo.snippet}></pp-code>`;
    // There will be no results to keep room for.
    if (!this.runnable) return code;
    return html`${state.name === 'stopped' ? html`<p class="notice">${t('state.stopped')}</p>` : nothing}
      ${this.stale ? html`<p class="notice">${t('state.stale')}</p>` : nothing}
      <pp-failure
        .demo=${demo.name}
        .failure=${state.name === 'failed' ? state.failure : null}
      ></pp-failure>
      <div class="headline">
        <pp-answer
          class=${outline.longAnswer ? 'answer-long' : ''}
          .demo=${demo.name}
          .answer=${outcome.answer ?? null}
          .running=${state.name === 'running'}
        ></pp-answer>
        <pp-speedup
          .demo=${demo.name}
          .outline=${outline.speedups}
          .noSpeedup=${outline.noSpeedup}
          .speedups=${outcome.speedups ?? null}
        ></pp-speedup>
      </div>
      ${outline.timelines.length === 0 ? nothing : this.#timelines(demo, outline, outcome)}
      ${
        outline.lab
          ? html`<pp-lab
              .demo=${demo.name}
              .outline=${outline.lab}
              .lab=${outcome.lab ?? null}
              .values=${this.values}
            ></pp-lab>`
          : nothing
      }
      ${this.#studies(demo, outline, outcome)}
      ${outline.parts ? html`<pp-parts .demo=${demo.name} .strategies=${parts}></pp-parts>` : nothing}
      ${
        // Where no time is measured there is nothing to tabulate.
        outline.timings.length === 0
          ? nothing
          : html`<pp-timings
              .demo=${demo.name}
              .outline=${outline}
              .outcome=${outcome}
            ></pp-timings>`
      }
      <pp-why .demo=${demo.name} .sentences=${this.why}></pp-why>
      ${code}`;
  }

  #timelines(demo: Demo, outline: Outline, outcome: Outcome): TemplateResult {
    const endOf = (id: string): number =>
      (outcome.timelines?.[id]?.bars ?? []).reduce((latest, bar) => Math.max(latest, bar.endMs), 0);
    const endMs = Math.max(
      0,
      ...outline.timelines.filter(({ ownAxis }) => !ownAxis).map(({ id }) => endOf(id)),
    );
    return html`<section
      class="panel"
      data-testid="${demo.name}-timeline"
      aria-labelledby="${demo.name}-timelines-name"
    >
      <h3 id="${demo.name}-timelines-name">${t('timelines.heading')}</h3>
      <div class=${outline.timelines.length > 1 ? 'side-by-side' : ''}>
        ${outline.timelines.map(
          (one) =>
            html`<pp-timeline
              .name="${demo.name}-timeline-${one.id}"
              .outline=${one}
              .timeline=${outcome.timelines?.[one.id] ?? null}
              .endMs=${one.ownAxis ? endOf(one.id) : endMs}
            ></pp-timeline>`,
        )}
      </div>
      <p class="hint">${t('timeline.hint')}</p>
    </section>`;
  }

  /** The figures that only some demos have. */
  #studies(demo: Demo, outline: Outline, outcome: Outcome): (TemplateResult | typeof nothing)[] {
    const { comparison, scaling, ownership, costs, figures = [] } = outline;
    return [
      ...figures.map(
        (figure) =>
          html`<pp-figure
            .demo=${demo.name}
            .outline=${figure}
            .figure=${outcome.figures?.[figure.id] ?? null}
          ></pp-figure>`,
      ),
      comparison
        ? html`<pp-comparison
            .demo=${demo.name}
            .outline=${comparison}
            .comparison=${outcome.comparison ?? null}
          ></pp-comparison>`
        : nothing,
      scaling
        ? html`<pp-scaling
            .demo=${demo.name}
            .outline=${scaling}
            .scaling=${outcome.scaling ?? null}
          ></pp-scaling>`
        : nothing,
      ownership
        ? html`<pp-ownership
            .demo=${demo.name}
            .outline=${ownership}
            .ownership=${outcome.ownership ?? null}
          ></pp-ownership>`
        : nothing,
      costs
        ? html`<pp-costs
            .demo=${demo.name}
            .outline=${costs}
            .costs=${outcome.costs ?? null}
          ></pp-costs>`
        : nothing,
    ];
  }
}
