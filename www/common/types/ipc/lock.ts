/** Locks. */
import type { SharedObject, WaitOptions } from './shared-object';

/** The blocking form of a lock or a semaphore. */
export interface SyncLock {
  acquire(options?: WaitOptions): boolean;
  release(): void;
  /** Runs the function with the lock held; it must not be asynchronous. */
  withLock<T>(work: () => T): T;
}

/** A mutual exclusion lock. One whose holder dies is released. */
export interface Lock extends SharedObject<SyncLock> {
  /** False when it was not to be had at once (`block: false`) or in time. */
  acquire(options?: WaitOptions): Promise<boolean>;
  /** As in Python, whoever holds it may be another. `E_ARGUMENT` when nobody does. */
  release(): Promise<void>;
  /** Runs the function with the lock held, and releases it whatever happens. */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}
