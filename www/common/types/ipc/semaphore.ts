/** Semaphores. */
import type { SyncLock } from './lock';
import type { Abortable, SharedObject, WaitOptions } from './shared-object';

/**
 * A counter of units: `acquire` takes one and waits while there is none; any realm may release one.
 */
export interface Semaphore extends SharedObject<SyncLock> {
  /**
   * Waits until a unit is free, and takes it. False when none was free at once (`block: false`) or
   * within `timeoutMs`.
   *
   * @example
   * ```ts
   * const semaphore = pg.semaphore(1);
   * await semaphore.acquire(); // → true
   * await semaphore.acquire({ block: false }); // → false
   * ```
   */
  acquire(options?: WaitOptions & Abortable): Promise<boolean>;
  /**
   * Gives a unit back. `E_ARGUMENT` when 2³¹ − 1 units are free already; of a bounded semaphore,
   * when as many are free as it was made with.
   *
   * @example
   * ```ts
   * const semaphore = pg.semaphore(0);
   * pg.spawn((semaphore) => semaphore.release(), semaphore);
   * await semaphore.acquire(); // → true
   * ```
   */
  release(): Promise<void>;
  /**
   * Runs the function with a unit taken, and gives it back afterwards, even after an error.
   *
   * @example
   * ```ts
   * const semaphore = pg.semaphore(2);
   * await semaphore.withLock(() => 7); // → 7
   * ```
   */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}
