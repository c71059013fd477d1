/** Semaphores. */
import type { SyncLock } from './lock';
import type { Abortable, SharedObject, WaitOptions } from './shared-object';

/**
 * A counter of units: `acquire` takes one and waits while there is none; any realm may release one.
 */
export interface Semaphore extends SharedObject<SyncLock> {
  /** False when no unit was free at once (`block: false`) or within `timeoutMs`. */
  acquire(options?: WaitOptions & Abortable): Promise<boolean>;
  /**
   * Gives a unit back. `E_ARGUMENT` when 2³¹ − 1 units are free already; of a bounded semaphore,
   * when as many are free as it was made with.
   */
  release(): Promise<void>;
  /** Runs the function with a unit taken, and gives it back afterwards, even after an error. */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}
