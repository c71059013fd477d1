/** Shared arrays. */
import type { SharedObject } from './shared-object';

/** Types of elements, named as in Python's `array`: signed and unsigned integers of 8, 16, 32 and 64 bits, floats of 32 and 64. */
export type Typecode = 'b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'q' | 'Q' | 'f' | 'd';

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
 * Numbers in memory that the window and all processes share. Integers of 64 bits are numbers as long as those are exact, else bigints.
 * Negative indices count from the end. What is no index, no number or out of the type's range is `E_ARGUMENT`: of an array of typecode
 * `f`, finite numbers that are not finite with 32 bits.
 */
export interface SharedArray extends SharedObject<SyncSharedArray> {
  readonly length: number;
  get(i: number): Promise<number | bigint>;
  set(i: number, value: number | bigint): Promise<void>;
  /**
   * Adds in one step that nobody can come between, and gives what was there before; what leaves the type's range comes round. Integers
   * only: else `E_UNSUPPORTED`.
   */
  add(i: number, value: number | bigint): Promise<number | bigint>;
  /**
   * Runs the function with the array's lock held. The other calls do not ask for the lock. It is recursive, as Python's: what the realm
   * begins while its function runs has the lock as well.
   */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
  toArray(): Promise<(number | bigint)[]>;
}
