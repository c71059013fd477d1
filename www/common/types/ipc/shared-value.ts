/** Shared values. */
import type { SharedObject } from './shared-object';

/** The blocking form of a shared value. */
export interface SyncSharedValue {
  get(): number | bigint;
  set(value: number | bigint): void;
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
  get(): Promise<number | bigint>;
  set(value: number | bigint): Promise<void>;
  /**
   * Adds atomically, and gives the value from before. The result wraps around at the type's range.
   * Integers only, else `E_UNSUPPORTED`.
   */
  add(value: number | bigint): Promise<number | bigint>;
  /**
   * Runs the function with the value's lock held; the other calls do not take the lock. It is
   * recursive, as that of an array.
   */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}
