/**
 * The window's calls that are under way: their progress, and whether they have been cancelled. Work that runs here in slices
 * asks between two of them; work elsewhere is told through the signal.
 */
import type { CallId, EngineEvents } from '../common/protocol';
import { PlaygroundError } from '../lib/errors';

/** How long a slice of work may keep the engine's event loop, in ms. */
export const SLICE_MS = 50;
/** Progress is told at most this often, in ms. */
const PROGRESS_MS = 50;

/** One call, as its work sees it. */
export interface Call {
  readonly signal: AbortSignal;
  progress(done: number, total: number): void;
  /** Lets messages in; throws `E_CANCELLED` if the call has been cancelled meanwhile. */
  pause(): Promise<void>;
}

export class CallTable {
  readonly #open = new Map<CallId, AbortController>();
  readonly #events: EngineEvents;

  constructor(events: EngineEvents) {
    this.#events = events;
  }

  async run<T>(id: CallId, work: (call: Call) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const { signal } = controller;
    this.#open.set(id, controller);
    let told = -Infinity;
    try {
      return await work({
        signal,
        progress: (done, total) => {
          const now = performance.now();
          if (now - told < PROGRESS_MS && done < total) return;
          told = now;
          this.#events(id, done, total);
        },
        pause: async () => {
          await nextTask();
          if (signal.aborted) throw cancelled();
        },
      });
    } finally {
      this.#open.delete(id);
    }
  }

  /** For work that is short, has no progress to tell and cannot be cancelled. */
  unnamed(): Call {
    const { signal } = new AbortController();
    return { signal, progress: () => undefined, pause: nextTask };
  }

  /** Does nothing for a call that has ended. */
  cancel(id: CallId): void {
    this.#open.get(id)?.abort();
  }
}

export function cancelled(): PlaygroundError {
  return new PlaygroundError('E_CANCELLED', 'The call was cancelled.');
}

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** The next turn of the event loop. A timer would take 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
