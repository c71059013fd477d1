/** Semaphores. */
import type { SyncLock } from './lock';
import type { SharedObject, WaitOptions } from './shared-object';

/** A counter that is acquired as often as it has units, and given back by anybody. */
export interface Semaphore extends SharedObject<SyncLock> {
  /** False when there was no unit at once (`block: false`) or in time. */
  acquire(options?: WaitOptions): Promise<boolean>;
  /** `E_ARGUMENT` where 2³¹ − 1 units are free already. */
  release(): Promise<void>;
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}
