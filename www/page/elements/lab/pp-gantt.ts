/**
 * A timeline of any size: a picture to zoom and move in, by keyboard and pointer, in which every
 * span can be asked for; and its twin as a table. It draws in slices, so that the page stays alive.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  GANTT_LIMITS,
  ganttHeight,
  layoutOf,
  paintGantt,
  placeAt,
  type Layout,
} from '../../charts/gantt';
import { actionOf } from '../../charts/gantt-keys';
import { paintOverlay } from '../../charts/gantt-overlay';
import { moved, sameView, showing, zoomed } from '../../charts/gantt-view';
import type { Kind } from '../../../lib/picture/kinds';
import { marksOf, wholeView, type Marks, type View } from '../../../lib/picture/marks';
import { spanAt, type Rows } from '../../../lib/picture/rows';
import { across, along, firstIn } from '../../../lib/picture/walk';
import type { Timeline } from '../../../common/types';
import { formatMs, t } from '../../messages/index';
import { throughInSlices } from '../../slices';
import { CanvasElement } from '../chart/canvas-element';
import { ganttLegend } from './gantt-legend';
import { ganttTable } from './gantt-table';
import { ganttTools } from './gantt-tools';
import { ganttWords, spanOf, spanWords, type SpanPlace } from './gantt-words';
import { Gestures } from './gestures';
import { sized } from '../chart/look';
import { showTip } from '../chart/tip';

/** A timeline with what is asked of it again and again. */
export interface Prepared {
  timeline: Timeline;
  rows: Rows;
  kinds: readonly Kind[];
}

/** Zooming by a key or a button. */
const STEP = 1.6;
/** Moving by a key, as a share of what is in view. */
const SHIFT = 0.2;
/** Below its point the pointer covers so much. */
const POINTER_PX = 12;

export class PpGantt extends CanvasElement {
  static readonly tag = 'pp-gantt';

  @property() name = '';
  @property() heading = '';
  /** How many there will be, so that their room is kept. */
  @property({ type: Number }) workers = 1;
  @property({ attribute: false }) prepared: Prepared | null = null;
  /** Drawn below the measured spans. */
  @property({ attribute: false }) predicted: Prepared | null = null;
  /** About the span that was pointed at or moved to last. */
  @state() said = '';
  @state() tableOpen = false;
  /** From the timeline's arrival to its first picture, in ms; null before. */
  @state() drawn: number | null = null;
  /** The stretch of time in the picture. */
  @state() looked = '';

  #view: View | null = null;
  #marks: Marks | null = null;
  #layout: Layout | null = null;
  #selected: number | null = null;
  /** Up to where it is played back; null shows all. */
  #atMs: number | null = null;
  #arrivedMs = 0;
  #job: AbortController | null = null;
  readonly #gestures = new Gestures({
    drag: (dx, dy) => this.#drag(dx, dy),
    pinch: (factor, x, y) => this.#zoomAt(factor, x, y),
    tap: (x, y) => this.#point(x, y, true),
    hover: (x, y) => this.#point(x, y, false),
    leave: () => this.#tip(null),
  });

  /** Shows the timeline as it was at that moment; null shows all of it. */
  set atMs(ms: number | null) {
    this.#atMs = ms;
    this.#overlay();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('prepared')) return;
    this.#arrivedMs = performance.now();
    this.#view = null;
    this.#marks = null;
    this.#selected = null;
    this.#atMs = null;
    this.said = '';
    this.drawn = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // What only this element itself has changed is drawn already.
    const own = ['said', 'drawn', 'looked', 'tableOpen'];
    if (changed.size > 0 && [...changed.keys()].every((name) => own.includes(String(name)))) return;
    this.redraw();
  }

  override render(): TemplateResult {
    const { name, prepared } = this;
    const height = ganttHeight(prepared?.timeline.workers ?? this.workers);
    const ready = prepared !== null;
    return html`<figure
      class="gantt"
      data-testid=${name}
      data-spans=${prepared?.timeline.columns.task.length ?? nothing}
      data-drawn-ms=${this.drawn ?? nothing}
      data-view=${this.looked}
    >
      <figcaption>
        ${ganttLegend(prepared?.kinds ?? [], this.predicted !== null)}
        ${ganttTools(name, ready, {
          in: () => this.#zoom(1 / STEP),
          out: () => this.#zoom(STEP),
          whole: () => this.#lookAt(null),
        })}
      </figcaption>
      <div
        class="gantt-stage"
        style="block-size: ${height}px"
        tabindex=${ready ? 0 : -1}
        role="application"
        aria-roledescription=${t('gantt.role')}
        aria-label=${this.heading}
        aria-describedby="${name}-keys"
        data-testid="${name}-stage"
        @keydown=${this.#key}
        @wheel=${this.#wheel}
        @pointerdown=${this.#gestures.down}
        @pointermove=${this.#gestures.move}
        @pointerup=${this.#gestures.up}
        @pointercancel=${this.#gestures.cancel}
        @pointerleave=${this.#gestures.cancel}
      >
        <canvas
          class="gantt-picture"
          role="img"
          aria-label="${this.heading}. ${t('gantt.description')}"
        ></canvas>
        <canvas class="gantt-overlay" aria-hidden="true"></canvas>
        <div class="chart-tip" hidden></div>
        ${ready ? nothing : html`<p class="canvas-empty">${t('timeline.empty')}</p>`}
      </div>
      <p class="gantt-said" role="status" data-testid="${name}-said">
        ${this.said === '' ? t('gantt.nothingChosen') : this.said}
      </p>
      <p class="hint" id="${name}-keys">${t('gantt.keys')}</p>
      ${ganttTable(name, prepared, this.tableOpen, (open) => (this.tableOpen = open))}
    </figure>`;
  }

  get #whole(): View {
    return wholeView(this.prepared?.timeline ?? { makespanMs: 1, workers: this.workers });
  }

  /** Looks elsewhere; null at the whole. */
  #lookAt(view: View | null): void {
    if (this.prepared === null) return;
    const next = view ?? this.#whole;
    if (this.#view && sameView(this.#view, next)) return;
    this.#view = next;
    this.redraw();
  }

  protected override async paint(): Promise<void> {
    this.#job?.abort();
    const { prepared, predicted } = this;
    const canvas = this.querySelector<HTMLCanvasElement>('.gantt-picture');
    const width = Math.floor(this.clientWidth);
    if (canvas === null || width < 80) return;
    if (prepared === null) {
      canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
      this.#overlay();
      return;
    }
    const job = new AbortController();
    this.#job = job;
    try {
      const { timeline, rows, kinds } = prepared;
      const view = (this.#view ??= this.#whole);
      const marks = await throughInSlices(
        marksOf(timeline, rows, kinds, view, GANTT_LIMITS),
        job.signal,
      );
      const below =
        predicted &&
        (await throughInSlices(
          marksOf(predicted.timeline, predicted.rows, predicted.kinds, view, GANTT_LIMITS),
          job.signal,
        ));
      const words = ganttWords();
      const layout = layoutOf(timeline.workers, marks, width, words);
      const context = sized(canvas, width, layout.height);
      if (context === null) return;
      const { makespanMs, lowerBoundMs } = timeline;
      const same = below?.workersPerLane === marks.workersPerLane;
      paintGantt(
        context,
        layout,
        { marks, predicted: same ? below : null, makespanMs, lowerBoundMs },
        words,
        this.look,
      );
      this.#marks = marks;
      this.#layout = layout;
      this.#overlay();
      this.looked = `${view.fromMs} ${view.toMs}`;
      this.drawn ??= performance.now() - this.#arrivedMs;
    } catch (thrown) {
      // Another picture is on its way.
      if (!job.signal.aborted) throw thrown;
    }
  }

  #overlay(): void {
    const canvas = this.querySelector<HTMLCanvasElement>('.gantt-overlay');
    const layout = this.#layout;
    const context = canvas && sized(canvas, layout?.width ?? 1, layout?.height ?? 1);
    if (!context) return;
    if (layout && this.#marks && this.prepared)
      paintOverlay(
        context,
        layout,
        this.#marks,
        { atMs: this.#atMs, chosen: this.#chosen },
        this.look,
      );
    else context.clearRect(0, 0, 1, 1);
  }

  get #chosen(): SpanPlace | null {
    return this.#selected === null || !this.prepared
      ? null
      : spanOf(this.prepared.timeline.columns, this.#selected);
  }

  /** Around the span that was chosen, else around the middle. */
  #zoom(factor: number): void {
    const view = this.#view;
    if (!view || !this.prepared) return;
    const chosen = this.#chosen;
    const middle = (view.fromMs + view.toMs) / 2;
    const ms = chosen ? Math.max(chosen.startMs, Math.min(chosen.endMs, middle)) : middle;
    const row = chosen?.worker ?? Math.floor((view.fromRow + view.toRow) / 2);
    this.#lookAt(zoomed(view, this.#whole, factor, ms, row));
  }

  #zoomAt(factor: number, x: number, y: number): void {
    const { view, place } = this.#at(x, y);
    if (view && place) this.#lookAt(zoomed(view, this.#whole, factor, place.ms, place.worker));
  }

  #drag(dx: number, dy: number): void {
    const layout = this.#layout;
    const view = this.#view;
    const marks = this.#marks;
    if (!layout || !view || !marks) return;
    const byMs = (-dx / layout.plotWidth) * (view.toMs - view.fromMs);
    const byRows = Math.round((-dy / layout.lanePx) * marks.workersPerLane);
    this.#lookAt(moved(view, this.#whole, byMs, byRows));
  }

  #at(x: number, y: number): { view: View | null; place: ReturnType<typeof placeAt> } {
    const place = this.#layout && this.#marks ? placeAt(this.#layout, this.#marks, x, y) : null;
    return { view: this.#view, place };
  }

  /** Says what is at a place, and chooses it. */
  #point(x: number, y: number, choose: boolean): void {
    const { place } = this.#at(x, y);
    if (!place || !this.prepared) {
      this.#tip(null);
      return;
    }
    const span = spanAt(this.prepared.rows, place.worker, place.ms);
    if (span !== null && choose) this.#choose(span);
    const beyond = place.ms > this.prepared.timeline.makespanMs;
    const text =
      span === null
        ? t('gantt.idleAt', { worker: place.worker + 1, ms: formatMs(place.ms) })
        : spanWords(this.prepared.timeline, span);
    this.#tip(beyond ? null : text, x, y);
  }

  #tip(text: string | null, x = 0, y = 0): void {
    const tip = this.querySelector<HTMLElement>('.chart-tip');
    if (tip) showTip(tip, text, { x, y, width: 0, height: POINTER_PX });
  }

  #choose(span: number): void {
    if (!this.prepared) return;
    this.#selected = span;
    this.said = spanWords(this.prepared.timeline, span);
    const { worker, startMs, endMs } = spanOf(this.prepared.timeline.columns, span);
    if (this.#view) this.#lookAt(showing(this.#view, this.#whole, startMs, endMs, worker));
    this.#overlay();
  }

  readonly #wheel = (event: WheelEvent): void => {
    // Without the key the wheel scrolls the page, as everywhere.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.#zoomAt(Math.exp(event.deltaY / 300), event.clientX - left, event.clientY - top);
  };

  readonly #key = (event: KeyboardEvent): void => {
    const action = actionOf(event);
    const view = this.#view;
    if (action === null || view === null || this.prepared === null) return;
    event.preventDefault();
    switch (action.kind) {
      case 'along':
      case 'across':
        this.#walk(action.kind, action.step);
        break;
      case 'zoom':
        this.#zoom(action.way === 'in' ? 1 / STEP : STEP);
        break;
      case 'whole':
        this.#lookAt(null);
        break;
      case 'move': {
        const byMs = action.x * SHIFT * (view.toMs - view.fromMs);
        const byRows = action.y * Math.ceil(SHIFT * (view.toRow - view.fromRow));
        this.#lookAt(moved(view, this.#whole, byMs, byRows));
        break;
      }
    }
  };

  /** To the next task of the same worker, or to another worker's near that time. */
  #walk(way: 'along' | 'across', step: 1 | -1): void {
    const { prepared } = this;
    if (!prepared || !this.#view) return;
    const from = this.#selected;
    const next =
      from === null
        ? firstIn(prepared.rows, this.#view)
        : (way === 'along' ? along : across)(prepared.rows, from, step);
    if (next !== null) this.#choose(next);
  }
}
