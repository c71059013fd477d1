/** The timelines of a run side by side, on one scale where they are to be compared. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TimelinesData, TimelinesOutline } from '../../demos/figures';
import { filmOf, type Film } from '../../film';
import { say, t } from '../../messages/index';
import { FigureElement } from '../figure-element';
import type { MomentChange } from '../lab/pp-playback';
import { PpTimeline } from './pp-timeline';

/** About so long is what is said of a moment: of a timeline, and of each of its rows. */
const LETTERS = 30;
const LETTERS_A_ROW = 22;
const MOST_ROWS = 6;

export class PpTimelines extends FigureElement<TimelinesOutline, TimelinesData> {
  static readonly tag = 'pp-timelines';

  #film: Film | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('data') && !changed.has('outline')) return;
    this.#film = this.#played();
    this.#show(null);
  }

  /** Those on the common axis are played together. */
  #played(): Film | null {
    const bars = this.data?.bars;
    if (bars === undefined) return null;
    return filmOf(
      this.#common.map(({ id, title, rows }) => () => ({
        title: say(title),
        rows: rows.map(say),
        bars: bars[id] ?? [],
      })),
    );
  }

  get #common(): TimelinesOutline['timelines'] {
    return (this.outline?.timelines ?? []).filter(({ ownAxis }) => ownAxis !== true);
  }

  /** How many lines may be said of a moment: of each timeline what each of its rows does. */
  get #wordsRoom(): string {
    const letters = this.#common.reduce(
      (sum, { rows }) => sum + LETTERS + Math.min(rows.length, MOST_ROWS) * LETTERS_A_ROW,
      LETTERS_A_ROW,
    );
    return `--words-wide: ${Math.ceil(letters / 80)}; --words-narrow: ${Math.ceil(letters / 48)}`;
  }

  #show(atMs: number | null): void {
    const common = new Set<string>(this.#common.map(({ id }) => id));
    for (const timeline of this.querySelectorAll('pp-timeline'))
      if (timeline instanceof PpTimeline && common.has(timeline.outline?.id ?? ''))
        timeline.showMoment(atMs);
  }

  readonly #moment = ({ detail }: CustomEvent<MomentChange>): void => this.#show(detail);

  override render(): TemplateResult | typeof nothing {
    const { demo, outline } = this;
    if (outline === null) return nothing;
    const { timelines } = outline;
    const described = this.#commonWords;
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
      ${described === null ? nothing : html`<p class="hint timelines-are">${described}</p>`}
      <div class=${timelines.length > 1 ? 'side-by-side' : ''}>
        ${timelines.map(
          (one) =>
            html`<pp-timeline
              .demo=${demo}
              .outline=${one}
              .data=${this.data?.bars[one.id] ?? null}
              .recorded=${this.recorded}
              .described=${described !== null}
              .endMs=${one.ownAxis ? this.#endOf(one.id) : endMs}
            ></pp-timeline>`,
        )}
      </div>
      <pp-playback
        class="steps"
        style=${this.#wordsRoom}
        .name="${demo}-steps"
        .film=${this.#film}
        .back=${true}
        @moment-changed=${this.#moment}
      ></pp-playback>
      <p class="hint">${t('timeline.hint')}</p>
    </section>`;
  }

  /** What all of several timelines show, which is said once. */
  get #commonWords(): string | null {
    const { timelines = [] } = this.outline ?? {};
    const [first, ...others] = timelines;
    if (first === undefined || others.length === 0) return null;
    if (timelines.some(({ tones }) => tones.length > 0)) return null;
    const words = say(first.description);
    return others.every(({ description }) => say(description) === words) ? words : null;
  }

  #endOf(id: string): number {
    return (this.data?.bars[id] ?? []).reduce((latest, bar) => Math.max(latest, bar.endMs), 0);
  }
}
