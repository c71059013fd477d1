/**
 * A chart's place on the page: draws it once Plot is there, and again when its data, its width or
 * the language changes. What is the same for all charts is here: its legend, its values by pointer
 * and keyboard, and what can be taken along of it.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { KeyEntry } from '../../charts/picture';
import { loadPlot, type Plot } from '../../charts/plot';
import { nextTask } from '../../slices';
import { t } from '../../messages/index';
import type { Twin } from '../../twin';
import { chartLegend } from './chart-legend';
import type { ChartReader } from './chart-reader';
import { FigureElement } from '../figure-element';
import { inLookOf } from './look';
import type { TakenPicture } from './pp-picture-exports';

type State = 'empty' | 'waiting' | 'drawn' | 'failed';

/** A saved chart is at least so wide, even on a phone. */
const TAKEN_PX = 640;

/** The base of the elements that hold a chart. */
export abstract class ChartElement<Outline, Data> extends FigureElement<Outline, Data> {
  #state: State = 'empty';
  #width = 0;
  #frame = 0;
  #observer: ResizeObserver | null = null;
  #reader: ChartReader | null = null;

  /** Of its files, and of what tests look for. */
  protected abstract readonly chartName: string;
  /** What the chart is called. */
  protected abstract readonly heading: string;
  /** The height the chart will have, so that its room is kept. */
  protected abstract readonly height: number;
  /** Said in the empty room. */
  protected abstract readonly emptyWords: string;
  protected abstract draw(plot: Plot, width: number): Element;
  /** The chart's values as rows and columns. */
  protected abstract twin(): Twin;

  /** Nothing to draw yet. */
  protected get empty(): boolean {
    return this.data === null;
  }

  /** What the tones and signs stand for. */
  protected get key(): readonly KeyEntry[] {
    return [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(() => this.#resized());
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#observer = null;
    cancelAnimationFrame(this.#frame);
  }

  /** The chart's width in px. */
  protected get widthPx(): number {
    return this.#width;
  }

  /** What lies over the chart. */
  protected overlay(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** The chart has been drawn, as wide as the element is now. */
  protected drawn(): void {}

  /** The legend above the chart. */
  protected legend(): ReturnType<typeof chartLegend> {
    return chartLegend(this.key);
  }

  /** The room itself; the subclass's `render` places it. */
  protected canvas(): TemplateResult {
    return html`<div class="canvas" style="min-block-size: ${this.height}px">
        <div class="canvas-chart" data-testid="${this.chartName}-chart"></div>
        ${this.overlay()}
        <div class="chart-tip" aria-hidden="true" hidden></div>
        ${
          this.empty || this.#state === 'failed'
            ? html`<p class="canvas-empty">
                ${this.empty ? this.emptyWords : t('timeline.failed')}
              </p>`
            : ''
        }
      </div>
      <pp-picture-exports
        .name=${this.chartName}
        .picture=${this.empty || this.recorded ? null : this.#taken()}
      ></pp-picture-exports>`;
  }

  protected override updated(_changed: PropertyValues): void {
    void this.#redraw();
  }

  #taken(): TakenPicture {
    return {
      title: this.heading,
      svg: async () => {
        const [plot, { standAlone }] = await Promise.all([
          loadPlot(),
          import('../../charts/picture'),
        ]);
        const chart = this.draw(plot, Math.max(TAKEN_PX, this.#width));
        return inLookOf(this, (look) => standAlone(chart, this.key, look));
      },
      twin: () => this.twin(),
    };
  }

  #resized(): void {
    const width = Math.floor(this.clientWidth);
    if (width === this.#width || width === 0) return;
    this.#width = width;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => void this.#redraw());
  }

  #nothingToDraw(): boolean {
    return this.empty;
  }

  async #redraw(): Promise<void> {
    const place = this.querySelector<HTMLElement>('.canvas-chart');
    const tip = this.querySelector<HTMLElement>('.chart-tip');
    if (place === null || tip === null) return;
    if (this.#nothingToDraw()) {
      this.#reader?.clear();
      place.replaceChildren();
      this.#state = 'empty';
      return;
    }
    try {
      const [plot, { ChartReader }] = await Promise.all([loadPlot(), import('./chart-reader')]);
      // A task of its own for each chart, so that none of them holds the page up.
      await nextTask();
      if (!this.isConnected || this.#nothingToDraw()) return;
      this.#width ||= Math.floor(this.clientWidth);
      if (this.#width < 80) return;
      const chart = withOneName(this.draw(plot, this.#width));
      place.replaceChildren(chart);
      this.#reader ??= new ChartReader(place, tip);
      this.#reader.read(chart);
      this.#state = 'drawn';
      this.drawn();
    } catch {
      if (this.#state !== 'failed') {
        this.#state = 'failed';
        this.requestUpdate();
      }
    }
  }
}

/**
 * Plot names every group of marks by its kind: in a picture, which is read out as one, that says
 * nothing and is not allowed.
 */
function withOneName(chart: Element): Element {
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  return chart;
}
