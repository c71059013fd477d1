/**
 * The window's calls that are under way: their progress, and whether they have been cancelled. Nothing is computed in this realm, so
 * a cancelled call is heard of at once; its work is told through the signal.
 */
import type { CallId } from '../common/call-id';
import type { EngineEvents } from '../common/protocol';

/** Progress is told at most this often, in ms. */
const PROGRESS_MS = 50;

/** One call, as its work sees it. */
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
