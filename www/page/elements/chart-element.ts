/** A chart's place on the page: draws it once Plot is there, and again when its data, its width or the language changes. */
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { loadPlot, type Plot } from '../charts/plot';
import { nextTask } from '../slices';
import { t } from '../messages/index';
import { LightElement } from './light-element';

type State = 'empty' | 'waiting' | 'drawn' | 'failed';

/** The base of the elements that hold a chart. */
export abstract class ChartElement extends LightElement {
  #state: State = 'empty';
  #width = 0;
  #frame = 0;
  #observer: ResizeObserver | null = null;

  /** The height the chart will have, so that its room is kept. */
  protected abstract readonly height: number;
  /** Said in the empty room. */
  protected abstract readonly emptyWords: string;
  /** Nothing to draw yet. */
  protected abstract readonly empty: boolean;
  protected abstract draw(plot: Plot, width: number): Element;

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

  /** The room itself; the subclass's `render` places it. */
  protected canvas(): TemplateResult {
    return html`<div class="canvas" style="min-block-size: ${this.height}px">
      <div class="canvas-chart"></div>
      ${
        this.empty || this.#state === 'failed'
          ? html`<p class="canvas-empty">${this.empty ? this.emptyWords : t('timeline.failed')}</p>`
          : ''
      }
    </div>`;
  }

  protected override updated(_changed: PropertyValues): void {
    void this.#redraw();
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
    const place = this.querySelector('.canvas-chart');
    if (place === null) return;
    if (this.#nothingToDraw()) {
      place.replaceChildren();
      this.#state = 'empty';
      return;
    }
    try {
      const plot = await loadPlot();
      // A task of its own for each chart, so that none of them holds the page up.
      await nextTask();
      if (!this.isConnected || this.#nothingToDraw()) return;
      this.#width ||= Math.floor(this.clientWidth);
      if (this.#width < 80) return;
      place.replaceChildren(withOneName(this.draw(plot, this.#width)));
      this.#state = 'drawn';
    } catch {
      if (this.#state !== 'failed') {
        this.#state = 'failed';
        this.requestUpdate();
      }
    }
  }
}

/** Plot names every group of marks by its kind: in a picture, which is read out as one, that says nothing and is not allowed. */
function withOneName(chart: Element): Element {
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  return chart;
}
