/** Conditions. */
import type { SharedObject, TimeLimit, WaitOptions, Abortable } from './shared-object';

/** The blocking form of a condition. */
export interface SyncCondition {
  acquire(options?: WaitOptions): boolean;
  release(): void;
  /** Runs the function with the lock held; it must not be asynchronous. */
  withLock<T>(work: () => T): T;
  wait(timeoutMs?: number): boolean;
  /** `predicate` must not be asynchronous. */
  waitFor<T>(predicate: () => T, timeoutMs?: number): T;
  notify(n?: number): void;
  notifyAll(): void;
}

/**
 * A condition, as Python's: whoever holds its lock may wait until another realm, holding the lock,
 * says that something has changed.
 *
 *     await condition.withLock(async () => {
 *       await condition.waitFor(async () => (await list.length()) > 0);
 *       use(await list.pop());
 *     });
 *
 * `wait`, `notify` and `notifyAll` are `E_ARGUMENT` where this realm does not hold the lock. Only
 * those are woken that waited before `notify` was called, in the order in which they began; one
 * whose process dies leaves its place.
 */
export interface Condition extends SharedObject<SyncCondition> {
  /** Acquires the lock: see there. */
  acquire(options?: WaitOptions & Abortable): Promise<boolean>;
  release(): Promise<void>;
  /** Runs the function with the lock held, and releases it afterwards, even after an error. */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
  /**
   * Releases the lock, waits to be notified, and acquires the lock again, however long that takes.
   * False when it was not notified within the limit; `E_CANCELLED` after an abort. Then, too, the
   * lock is held again.
   */
  wait(limit?: TimeLimit): Promise<boolean>;
  /**
   * Waits until the predicate, which may be asynchronous and is called with the lock held, gives a
   * true value. Gives its last value, which is false where the time was over.
   */
  waitFor<T>(predicate: () => T | Promise<T>, limit?: TimeLimit): Promise<Awaited<T>>;
  /** Wakes at most that many that wait, an integer 0…2³¹ − 1. Default 1. */
  notify(n?: number): Promise<void>;
  /** Wakes all that wait. */
  notifyAll(): Promise<void>;
}
