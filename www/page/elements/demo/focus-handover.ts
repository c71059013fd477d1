/**
 * Where the focus goes when the element that has it can have it no longer: a reader who pressed Run
 * with the keyboard finds Stop under the fingers, and vice versa.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class FocusHandover implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #next: string | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** As soon as the focus is lost, what this selects has it. */
  to(selector: string): void {
    this.#next = selector;
  }

  hostUpdated(): void {
    if (this.#next === null) return;
    // By now the reader may be in the page around a frame.
    if (!document.hasFocus()) this.#next = null;
    const active = document.activeElement;
    const lost =
      active === null ||
      active === document.body ||
      (this.#host.contains(active) && active.matches(':disabled'));
    if (!lost || this.#next === null) return;
    this.#host.querySelector<HTMLButtonElement>(this.#next)?.focus({ preventScroll: true });
    this.#next = null;
  }
}
