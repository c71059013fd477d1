/** How far a run is and what it is doing; its room is kept while there is nothing to show. */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { formatNumber, say, t, type Message } from '../../messages/index';
import { LightElement } from '../light-element';

export interface Position {
  fraction: number;
  phase: Message;
}

export class PpProgress extends LightElement {
  static readonly tag = 'pp-progress';

  @property() demo = '';
  /** Null while nothing runs for long. */
  @property({ attribute: false }) position: Position | null = null;

  override render(): TemplateResult | typeof nothing {
    if (this.position === null) return nothing;
    const percent = Math.floor(this.position.fraction * 100);
    return html`<div
        class="bar"
        role="progressbar"
        data-testid="${this.demo}-progress"
        aria-label=${t('run.progress')}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${percent}
        aria-valuetext="${say(this.position.phase)}, ${t('run.percent', { percent: formatNumber(percent) })}"
      >
        <div class="bar-done" style="inline-size: ${percent}%"></div>
      </div>
      <p class="bar-words" aria-hidden="true">
        <span>${say(this.position.phase)}</span>
        <span>${t('run.percent', { percent: formatNumber(percent) })}</span>
      </p>`;
  }
}
