/**
 * The scheduling lab's results: every policy small, the chosen one large with its figures, played
 * back, measured beside predicted, taken along.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { momentAt, nextEvent } from '../../../lib/picture/moments';
import type { PolicyName } from '../../../common/types';
import { POLICIES } from '../../../common/policies';
import type { LabData, LabFigures, LabOutline, LabRun } from '../../demos/scheduling/lab';
import type { Values } from '../../demos/params';
import {
  formatMs,
  formatNumber,
  formatSignificant,
  t,
  type MessageKey,
} from '../../messages/index';
import type { Film } from '../../film';
import { couldLoad } from '../../parts';
import { oneOf } from '../../settings';
import { FigureElement } from '../figure-element';
import { FIGURES, TITLES, written, type FigureName } from './lab-figures';
import { PpGantt, type Prepared } from './pp-gantt';
import { prepare } from './prepare';
import type { MomentChange } from './pp-playback';
import type { PpForeign } from './pp-foreign';

export class PpLab extends FigureElement<LabOutline, LabData> {
  static readonly tag = 'pp-lab';

  @property({ attribute: false }) values: Values = {};
  /** The timelines on the page, and whose they are. */
  @state() shown: {
    run: LabRun;
    measured: Prepared;
    predicted: Prepared | null;
    film: Film;
  } | null = null;
  @state() explained: FigureName | null = null;
  /** What shows runs from elsewhere could not be loaded. */
  @state() foreignMissing = false;
  #job: AbortController | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job?.abort();
  }

  get #chosen(): PolicyName {
    return oneOf(POLICIES, String(this.values['policy'])) ?? POLICIES[0];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('data') && !changed.has('values')) return;
    const run = this.data?.runs.find(({ policy }) => policy === this.#chosen) ?? null;
    if (this.shown?.run === run) return;
    this.#job?.abort();
    if (run === null) {
      this.shown = null;
      return;
    }
    const job = new AbortController();
    this.#job = job;
    void this.#load(run, job.signal);
  }

  /**
   * Gets the timeline and sets it in order, a step a task. What cannot be had any more leaves the
   * figures.
   */
  async #load(run: LabRun, signal: AbortSignal): Promise<void> {
    try {
      const { measured, predicted } = await run.load(signal);
      const prepared = [];
      for (const timeline of [measured, predicted]) {
        prepared.push(timeline && (await prepare(timeline, signal)));
      }
      const [first, second = null] = prepared;
      if (!signal.aborted && first)
        this.shown = { run, measured: first, predicted: second, film: filmOf(first) };
    } catch {
      if (!signal.aborted) this.shown = null;
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { demo, outline, shown } = this;
    if (outline === null) return nothing;
    const name = `${demo}-timeline`;
    const heading = t('scheduling.timelineHeading', { policy: { key: `policy.${this.#chosen}` } });
    const real = outline.load !== 'simulate';
    return html`<pp-policies
        .demo=${demo}
        .lab=${this.data}
        .chosen=${this.#chosen}
        .real=${real}
        .recorded=${this.recorded}
      ></pp-policies>
      <section class="panel" data-testid="${demo}-chosen" aria-labelledby="${demo}-chosen-name">
        <h3 id="${demo}-chosen-name">${heading}</h3>
        <p class="lab-rule">${t(`policy.${this.#chosen}.is`)}</p>
        ${this.#figures(shown?.run.figures ?? null)}
        <pp-gantt
          .name=${name}
          .heading=${heading}
          .workers=${outline.workers}
          .prepared=${shown?.measured ?? null}
          .predicted=${shown?.predicted ?? null}
        ></pp-gantt>
        <pp-playback
          .name="${demo}-playback"
          .film=${shown?.film ?? null}
          @moment-changed=${this.#moment}
        ></pp-playback>
        ${real ? this.#prediction(shown?.run ?? null) : nothing}
        <pp-exports
          .name="${demo}-export"
          .heading=${heading}
          .timeline=${this.recorded ? null : (shown?.measured.timeline ?? null)}
        ></pp-exports>
      </section>
      <details
        class="panel foreign"
        data-testid="${demo}-foreign"
        @toggle=${() => void this.#loadForeign()}
        @dragover=${(event: DragEvent) => event.preventDefault()}
        @drop=${this.#dropped}
      >
        <summary>${t('scheduling.foreign')}</summary>
        ${
          this.foreignMissing
            ? html`<p class="notice" role="status" data-testid="${demo}-foreign-missing">
                ${t('content.missing')}
              </p>`
            : html`<pp-foreign .name="${demo}-foreign"></pp-foreign>`
        }
      </details>`;
  }

  /** Runs from elsewhere are looked at by who opens that; opened again, it tries again. */
  async #loadForeign(): Promise<void> {
    this.foreignMissing = !(await couldLoad(() => import('./pp-foreign')));
    await this.updateComplete;
  }

  readonly #dropped = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    const details = this.querySelector<HTMLDetailsElement>('details.foreign');
    if (file === undefined || details === null) return;
    details.open = true;
    await this.#loadForeign();
    await this.querySelector<PpForeign>('pp-foreign')?.open(file);
  };

  #figures(figures: LabFigures | null): TemplateResult {
    const note = `${this.demo}-formula`;
    return html`<dl class="figures lab-figures" data-testid="${this.demo}-figures">
        ${FIGURES.map(
          (figure) =>
            html`<div
              tabindex="0"
              data-testid="${this.demo}-figure-${figure}"
              aria-describedby="${note}-${figure}"
              @focus=${() => this.#explain(figure)}
              @pointerenter=${() => this.#explain(figure)}
            >
              <dt>${t(TITLES[figure])}</dt>
              <dd>${figures ? written(figure, figures) : t('speedup.none')}</dd>
            </div>`,
        )}
      </dl>
      <div hidden>
        ${FIGURES.map((figure) => html`<p id="${note}-${figure}">${t(`formula.${figure}`)}</p>`)}
      </div>
      <p class="hint lab-formula" data-testid=${note}>
        ${this.explained ? t(`formula.${this.explained}`) : t('formula.none')}
      </p>`;
  }

  #explain(figure: FigureName): void {
    this.explained = figure;
  }

  /** How far the model with the measured overhead is from what was measured. */
  #prediction(run: LabRun | null): TemplateResult {
    const predicted = run?.predicted ?? null;
    if (run === null || predicted === null)
      return html`<p class="lab-prediction">${t('prediction.pending')}</p>`;
    const { makespanMs, overheadPerDispatchMs } = run.figures;
    const off = predicted.makespanMs > 0 ? makespanMs / predicted.makespanMs - 1 : 0;
    const key: MessageKey =
      Math.abs(off) < 0.0005
        ? 'prediction.exact'
        : off > 0
          ? 'prediction.longer'
          : 'prediction.shorter';
    return html`<p class="lab-prediction" data-testid="${this.demo}-lab-prediction" data-off=${off}>
      ${t(key, {
        measured: formatMs(makespanMs),
        predicted: formatMs(predicted.makespanMs),
        overhead: formatSignificant((overheadPerDispatchMs ?? 0) * 1000),
        percent: formatNumber(Math.abs(off) * 100, 1),
      })}
    </p>`;
  }

  readonly #moment = (event: CustomEvent<MomentChange>): void => {
    const gantt = this.querySelector('pp-gantt');
    if (gantt instanceof PpGantt) gantt.atMs = event.detail;
  };
}

function filmOf({ rows, timeline }: Prepared): Film {
  return {
    endMs: timeline.makespanMs,
    next: (atMs) => nextEvent(rows, atMs),
    words: (atMs) => t('playback.words', { ms: formatMs(atMs), ...momentAt(rows, atMs) }),
  };
}
