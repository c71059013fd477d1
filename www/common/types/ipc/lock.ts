/** Locks. */
import type { Abortable, SharedObject, WaitOptions } from './shared-object';

/**
 * The blocking form of a lock or a semaphore.
 *
 * @example Where memory is shared
 * ```ts
 * const it = pg.lock();
 * await it.acquire();
 * const acquire = (lock: typeof it) => lock.sync.acquire({ timeoutMs: 1 });
 * await pg.processes.submit(acquire, it); // → false
 * ```
 */
export interface SyncLock {
  /** False when it was not free at once (`block: false`) or within `timeoutMs`. */
  acquire(options?: WaitOptions): boolean;
  /** Releases it. */
  release(): void;
  /** Runs the function with the lock held; it must not be asynchronous. */
  withLock<T>(work: () => T): T;
}

/** A mutual exclusion lock. One whose holder dies is released. */
export interface Lock extends SharedObject<SyncLock> {
  /**
   * Waits until it is free, and takes it. False when it was not free at once (`block: false`) or
   * within `timeoutMs`.
   *
   * @example
   * ```ts
   * const lock = pg.lock();
   * await lock.acquire(); // → true
   * await lock.acquire({ timeoutMs: 5 }); // → false
   * ```
   */
  acquire(options?: WaitOptions & Abortable): Promise<boolean>;
  /**
   * Releases it, even if another holds it, as in Python. `E_ARGUMENT` when it is not held.
   *
   * @example
   * ```ts
   * const lock = pg.lock();
   * await lock.acquire();
   * await lock.release();
   * await lock.release().catch((error) => error.code); // → 'E_ARGUMENT'
   * ```
   */
  release(): Promise<void>;
  /**
   * Runs the function with the lock held, and releases it afterwards, even after an error.
   *
   * @example
   * ```ts
   * const [lock, sum] = [pg.lock(), pg.value('i')];
   * await pg.processes.map(
   *   ([lock, sum]) => lock.withLock(async () => sum.set(Number(await sum.get()) + 1)),
   *   Array.from({ length: 8 }, () => [lock, sum] as const),
   * );
   * await sum.get(); // → 8
   * ```
   */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}

/**
 * A recursive lock, as Python's `RLock`: the realm that holds it may acquire it again, and has to
 * release it as often. A realm is one holder, whichever of its functions calls; a call that already
 * waits goes on waiting until the lock is free.
 */
export interface RLock extends SharedObject<SyncLock> {
  /**
   * Waits until it is free or this realm holds it, and takes it. False when it was not free at once
   * (`block: false`) or within `timeoutMs`.
   *
   * @example
   * ```ts
   * const lock = pg.rlock();
   * [await lock.acquire(), await lock.acquire()]; // → [true, true]
   * ```
   */
  acquire(options?: WaitOptions & Abortable): Promise<boolean>;
  /**
   * Releases it once. `E_ARGUMENT` when this realm does not hold it.
   *
   * @example
   * ```ts
   * const lock = pg.rlock();
   * await lock.acquire();
   * await lock.release();
   * await lock.release().catch((error) => error.code); // → 'E_ARGUMENT'
   * ```
   */
  release(): Promise<void>;
  /**
   * Runs the function with the lock held, and releases it once afterwards, even after an error.
   *
   * @example
   * ```ts
   * const lock = pg.rlock();
   * await lock.withLock(() => lock.withLock(() => 7)); // → 7
   * ```
   */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}
