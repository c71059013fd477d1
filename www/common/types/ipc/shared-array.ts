/** Shared arrays. */
import type { SharedObject } from './shared-object';

/**
 * Types of elements, named as in Python's `array`: signed and unsigned integers of 8, 16, 32 and 64
 * bits, and floats of 32 and 64.
 */
export type Typecode = 'b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'q' | 'Q' | 'f' | 'd';

/** Options of `sharedArray`. */
export interface SharedArrayOptions {
  /** False: no lock, and `withLock` is `E_UNSUPPORTED`. Default true. */
  lock?: boolean;
}

/** The blocking form of a shared array. */
export interface SyncSharedArray {
  readonly length: number;
  get(i: number): number | bigint;
  set(i: number, value: number | bigint): void;
  add(i: number, value: number | bigint): number | bigint;
  /** Runs the function with the array's lock held; it must not be asynchronous. */
  withLock<T>(work: () => T): T;
  toArray(): (number | bigint)[];
}

/**
 * Numbers in memory that the window and all processes share. Integers of 64 bits are given as
 * numbers where those are exact, else as bigints. Negative indices count from the end. An index or
 * a value that is no number, or out of range, is `E_ARGUMENT`; for typecode `f` so is a finite
 * number that is infinite in 32 bits.
 */
export interface SharedArray extends SharedObject<SyncSharedArray> {
  readonly length: number;
  get(i: number): Promise<number | bigint>;
  set(i: number, value: number | bigint): Promise<void>;
  /**
   * Adds atomically, and gives the value from before. The result wraps around at the type's range.
   * Integers only, else `E_UNSUPPORTED`.
   */
  add(i: number, value: number | bigint): Promise<number | bigint>;
  /**
   * Runs the function with the array's lock held; the other calls do not take the lock. As in
   * Python it is recursive: calls that this realm makes while the function runs have the lock as
   * well.
   */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
  toArray(): Promise<(number | bigint)[]>;
}
