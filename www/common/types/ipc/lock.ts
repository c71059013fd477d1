/** Locks. */
import type { Abortable, SharedObject, WaitOptions } from './shared-object';

/** The blocking form of a lock or a semaphore. */
export interface SyncLock {
  acquire(options?: WaitOptions): boolean;
  release(): void;
  /** Runs the function with the lock held; it must not be asynchronous. */
  withLock<T>(work: () => T): T;
}

/** A mutual exclusion lock. One whose holder dies is released. */
export interface Lock extends SharedObject<SyncLock> {
  /** False when it was not free at once (`block: false`) or within `timeoutMs`. */
  acquire(options?: WaitOptions & Abortable): Promise<boolean>;
  /** Releases it, even if another holds it, as in Python. `E_ARGUMENT` when it is not held. */
  release(): Promise<void>;
  /** Runs the function with the lock held, and releases it afterwards, even after an error. */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}

/**
 * A recursive lock, as Python's `RLock`: the realm that holds it may acquire it again, and has to
 * release it as often. A realm is one holder, whichever of its functions calls; a call that already
 * waits goes on waiting until the lock is free.
 */
export interface RLock extends SharedObject<SyncLock> {
  /** False when it was not free at once (`block: false`) or within `timeoutMs`. */
  acquire(options?: WaitOptions & Abortable): Promise<boolean>;
  /** Releases it once. `E_ARGUMENT` when this realm does not hold it. */
  release(): Promise<void>;
  /** Runs the function with the lock held, and releases it once afterwards, even after an error. */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}
