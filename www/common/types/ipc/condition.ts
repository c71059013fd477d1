/** Conditions. */
import type { SharedObject, TimeLimit, WaitOptions, Abortable } from './shared-object';

/**
 * The blocking form of a condition.
 *
 * @example Where memory is shared
 * ```ts
 * const it = pg.condition();
 * const waits = (condition: typeof it) => condition.sync.withLock(() => condition.sync.wait(1));
 * await pg.processes.submit(waits, it); // → false
 * ```
 */
export interface SyncCondition {
  /** Acquires the lock. */
  acquire(options?: WaitOptions): boolean;
  /** Releases it. */
  release(): void;
  /** Runs the function with the lock held; it must not be asynchronous. */
  withLock<T>(work: () => T): T;
  /** Waits to be notified, with the lock released meanwhile. */
  wait(timeoutMs?: number): boolean;
  /** Waits for a true value of the predicate, which must not be asynchronous. */
  waitFor<T>(predicate: () => T, timeoutMs?: number): T;
  /** Wakes at most that many that wait. Default 1. */
  notify(n?: number): void;
  /** Wakes all that wait. */
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
  /**
   * Acquires the lock: see there.
   *
   * @example
   * ```ts
   * const condition = pg.condition();
   * await condition.acquire(); // → true
   * await condition.release();
   * ```
   */
  acquire(options?: WaitOptions & Abortable): Promise<boolean>;
  /**
   * Releases the lock, as the lock's own `release`: `E_ARGUMENT` when it is not held.
   *
   * @example
   * ```ts
   * const condition = pg.condition();
   * await condition.release().catch((error) => error.code); // → 'E_ARGUMENT'
   * ```
   */
  release(): Promise<void>;
  /**
   * Runs the function with the lock held, and releases it afterwards, even after an error.
   *
   * @example
   * ```ts
   * const condition = pg.condition();
   * await condition.withLock(() => 7); // → 7
   * ```
   */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
  /**
   * Releases the lock, waits to be notified, and acquires the lock again, however long that takes.
   * False when it was not notified within the limit; `E_CANCELLED` after an abort. Then, too, the
   * lock is held again.
   *
   * @example
   * ```ts
   * const condition = pg.condition();
   * await condition.withLock(() => condition.wait(10)); // → false
   * ```
   */
  wait(limit?: TimeLimit): Promise<boolean>;
  /**
   * Waits until the predicate, which may be asynchronous and is called with the lock held, gives a
   * true value. Gives its last value, which is false where the time was over.
   *
   * @example
   * ```ts
   * const [condition, list] = [pg.condition(), pg.list<number>()];
   * pg.spawn(async (condition, list) => {
   *   await list.append(7);
   *   await condition.withLock(() => condition.notify());
   * }, condition, list);
   * await condition.withLock(() => condition.waitFor(() => list.length())); // → 1
   * ```
   */
  waitFor<T>(predicate: () => T | Promise<T>, limit?: TimeLimit): Promise<Awaited<T>>;
  /**
   * Wakes at most that many that wait, an integer 0…2³¹ − 1. Default 1.
   *
   * @example
   * ```ts
   * const condition = pg.condition();
   * await condition.notify().catch((error) => error.code); // → 'E_ARGUMENT'
   * await condition.withLock(() => condition.notify(2)); // → undefined
   * ```
   */
  notify(n?: number): Promise<void>;
  /**
   * Wakes all that wait.
   *
   * @example
   * ```ts
   * const condition = pg.condition();
   * await condition.withLock(() => condition.notifyAll()); // → undefined
   * ```
   */
  notifyAll(): Promise<void>;
}
