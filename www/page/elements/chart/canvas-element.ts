/**
 * The base of the elements that draw on a canvas: again whenever their size, their data or the
 * colours of the page change.
 */
import type { Look } from '../../charts/gantt';
import { LightElement } from '../light-element';
import { lookOf, onLookChange } from './look';

export abstract class CanvasElement extends LightElement {
  #frame = 0;
  #look: Look | null = null;
  #observer: ResizeObserver | null = null;
  #release: (() => void) | null = null;

  /** In the next frame, and once however often it was asked for. */
  protected abstract paint(): Promise<void>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(() => this.redraw());
    this.#observer.observe(this);
    this.#release = onLookChange(() => {
      this.#look = null;
      this.redraw();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#release?.();
    cancelAnimationFrame(this.#frame);
  }

  /** The colours as they are now; the same object until they change. */
  protected get look(): Look {
    return (this.#look ??= lookOf(this));
  }

  protected redraw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => void this.paint());
  }
}
