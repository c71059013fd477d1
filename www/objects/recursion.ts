/**
 * A lock that a realm may take again while it has it, as Python's `RLock`: the lock of a shared
 * array.
 *
 * A realm has one thread, but its asynchronous functions interleave. A call made while a function
 * runs under the lock counts as one of that function's; earlier calls wait for the lock.
 */
export class Recursion {
  /** The number of functions of this realm that run with the lock held. */
  #depth = 0;

  async hold<T>(
    acquire: () => Promise<unknown>,
    release: () => Promise<unknown>,
    work: () => T | Promise<T>,
  ): Promise<T> {
    if (this.#depth === 0) await acquire();
    this.#depth += 1;
    try {
      return await work();
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) await release();
    }
  }

  /** The same for a realm that blocks. */
  holdBlocking<T>(acquire: () => void, release: () => void, work: () => T): T {
    if (this.#depth === 0) acquire();
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) release();
    }
  }
}
