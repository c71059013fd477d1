/**
 * The statistics of the pool of threads, as far as the engine knows: rayon's scheduler does not
 * report which thread works.
 */
import type { PoolStats } from '../common/types';

export class ThreadStats {
  readonly #workers: number;
  #running = 0;
  #pending = 0;
  #done = 0;

  constructor(workers: number) {
    this.#workers = workers;
  }

  /** Counts tasks while the threads work on them; `work` reports how many are done. */
  async during<T>(total: number, work: (tell: (done: number) => void) => Promise<T>): Promise<T> {
    this.#running += 1;
    this.#pending += total;
    let told = 0;
    try {
      return await work((done) => {
        this.#pending -= done - told;
        this.#done += done - told;
        told = done;
      });
    } finally {
      this.#running -= 1;
      this.#pending -= total - told;
    }
  }

  stats(): PoolStats {
    const workers = this.#workers;
    const busy = this.#running > 0 ? workers : 0;
    return { workers, busy, idle: workers - busy, pending: this.#pending, done: this.#done };
  }
}
