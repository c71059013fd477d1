/**
 * Rayon's threads. wasm-bindgen-rayon keeps their workers to itself, so they are caught as they are
 * made: a worker has to end before the one that made it (`tornDown` in `www/common/link.ts`).
 */
import { initThreadPool, leaveThreads, threadsLeft } from '../../pkg/parallel_playground.js';
import { later } from '../common/later';
import { TEARDOWN_MS } from '../common/teardown';
import { withWorker } from '../common/with-worker';

/** The interval of checking whether the threads have left, in ms. */
const LOOK_MS = 2;

export class Threads {
  readonly #workers: Worker[] = [];

  /** It waits for one message of each only, and may never settle. */
  start(count: number): Promise<unknown> {
    const workers = this.#workers;
    class Kept extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        workers.push(this);
      }
    }
    return withWorker(Kept, () => initThreadPool(count));
  }

  /** Resolves when the threads have left their work, and their workers have ended. */
  async end(): Promise<void> {
    leaveThreads();
    while (threadsLeft() > 0) await later(LOOK_MS);
    if (this.#workers.length === 0) return;
    for (const worker of this.#workers) worker.terminate();
    await later(TEARDOWN_MS);
  }
}
