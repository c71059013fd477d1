/** The timelines of a run side by side, on one scale where they are to be compared. */
import { html, nothing, type TemplateResult } from 'lit';
import type { TimelinesData, TimelinesOutline } from '../../demos/figures';
import { t } from '../../messages/index';
import { FigureElement } from '../figure-element';

export class PpTimelines extends FigureElement<TimelinesOutline, TimelinesData> {
  static readonly tag = 'pp-timelines';

  override render(): TemplateResult | typeof nothing {
    const { demo, outline } = this;
    if (outline === null) return nothing;
    const { timelines } = outline;
    const endMs = Math.max(
      0,
      ...timelines.filter(({ ownAxis }) => !ownAxis).map(({ id }) => this.#endOf(id)),
    );
    return html`<section
      class="panel"
      data-testid="${demo}-timeline"
      aria-labelledby="${demo}-timelines-name"
    >
      <h3 id="${demo}-timelines-name">${t('timelines.heading')}</h3>
      <div class=${timelines.length > 1 ? 'side-by-side' : ''}>
        ${timelines.map(
          (one) =>
            html`<pp-timeline
              .demo=${demo}
              .outline=${one}
              .data=${this.data?.bars[one.id] ?? null}
              .recorded=${this.recorded}
              .endMs=${one.ownAxis ? this.#endOf(one.id) : endMs}
            ></pp-timeline>`,
        )}
      </div>
      <p class="hint">${t('timeline.hint')}</p>
    </section>`;
  }

  #endOf(id: string): number {
    return (this.data?.bars[id] ?? []).reduce((latest, bar) => Math.max(latest, bar.endMs), 0);
  }
}
