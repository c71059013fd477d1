/**
 * The window's open calls: their progress and their cancellation. Nothing is computed in this
 * realm, so a cancellation arrives at once; the call's work learns of it by the signal.
 */
import type { CallId } from '../common/call-id';
import type { EngineEvents } from '../common/protocol';

/** The shortest time between two reports of progress, in ms. */
const PROGRESS_MS = 50;

/** An open call, as its work sees it. */
export interface OpenCall {
  readonly id: CallId;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
}

export class CallTable {
  readonly #open = new Map<CallId, AbortController>();
  readonly #events: EngineEvents;

  constructor(events: EngineEvents) {
    this.#events = events;
  }

  async run<T>(id: CallId, work: (call: OpenCall) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const { signal } = controller;
    this.#open.set(id, controller);
    let told = -Infinity;
    try {
      return await work({
        id,
        signal,
        progress: (done, total) => {
          const now = performance.now();
          if (now - told < PROGRESS_MS && done < total) return;
          told = now;
          this.#events(id, done, total);
        },
      });
    } finally {
      this.#open.delete(id);
    }
  }

  /** Does nothing for a call that has ended. */
  cancel(id: CallId): void {
    this.#open.get(id)?.abort();
  }
}
