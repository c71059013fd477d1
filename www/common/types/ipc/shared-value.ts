/** Shared values. */
import type { SharedObject } from './shared-object';

/**
 * The blocking form of a shared value.
 *
 * @example Where memory is shared
 * ```ts
 * const value = pg.value('i', 5);
 * await pg.processes.submit((value) => value.sync.add(2), value); // → 5
 * await value.get(); // → 7
 * ```
 */
export interface SyncSharedValue {
  /** The number. */
  get(): number | bigint;
  /** Sets it. */
  set(value: number | bigint): void;
  /** Adds atomically, and gives the value from before. */
  add(value: number | bigint): number | bigint;
  /** Runs the function with the value's lock held; it must not be asynchronous. */
  withLock<T>(work: () => T): T;
}

/**
 * One number that the window and all processes share, as Python's `Value`. It has the types, checks
 * and lock of a shared array's element; without shared memory it lies in the engine.
 *
 *     const counter = pg.value('i', 0);
 *     await counter.add(1); // 0, and the counter is 1
 *     await counter.withLock(async () => counter.set(2 * Number(await counter.get())));
 */
export interface SharedValue extends SharedObject<SyncSharedValue> {
  /**
   * The number: a bigint where it is not exact as a number.
   *
   * @example
   * ```ts
   * await pg.value('d', 0.5).get(); // → 0.5
   * await pg.value('q', 2n ** 60n).get(); // → 2n ** 60n
   * ```
   */
  get(): Promise<number | bigint>;
  /**
   * Sets it. `E_ARGUMENT` for what the type cannot hold.
   *
   * @example
   * ```ts
   * const value = pg.value('B');
   * await value.set(255);
   * await value.set(256).catch((error) => error.code); // → 'E_ARGUMENT'
   * await value.get(); // → 255
   * ```
   */
  set(value: number | bigint): Promise<void>;
  /**
   * Adds atomically, and gives the value from before. The result wraps around at the type's range.
   * Integers only, else `E_UNSUPPORTED`.
   *
   * @example
   * ```ts
   * const counter = pg.value('i');
   * await pg.processes.map((counter) => counter.add(1), Array.from({ length: 8 }, () => counter));
   * await counter.get(); // → 8
   * ```
   */
  add(value: number | bigint): Promise<number | bigint>;
  /**
   * Runs the function with the value's lock held; the other calls do not take the lock. It is
   * recursive, as that of an array.
   *
   * @example
   * ```ts
   * const value = pg.value('i', 4);
   * await value.withLock(async () => value.set(2 * Number(await value.get())));
   * await value.get(); // → 8
   * ```
   */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}
