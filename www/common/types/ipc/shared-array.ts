/** Shared arrays. */
import type { SharedObject } from './shared-object';

/**
 * Types of elements, named as in Python's `array`: signed and unsigned integers of 8, 16, 32 and 64
 * bits, and floats of 32 and 64.
 */
export type Typecode = 'b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'q' | 'Q' | 'f' | 'd';

/** The typed array whose elements are of that type. */
export type TypedArrayOf<C extends Typecode = Typecode> = {
  b: Int8Array<SharedArrayBuffer>;
  B: Uint8Array<SharedArrayBuffer>;
  h: Int16Array<SharedArrayBuffer>;
  H: Uint16Array<SharedArrayBuffer>;
  i: Int32Array<SharedArrayBuffer>;
  I: Uint32Array<SharedArrayBuffer>;
  q: BigInt64Array<SharedArrayBuffer>;
  Q: BigUint64Array<SharedArrayBuffer>;
  f: Float32Array<SharedArrayBuffer>;
  d: Float64Array<SharedArrayBuffer>;
}[C];

/** Options of `sharedArray` and `value`. */
export interface SharedArrayOptions {
  /** False: no lock, and `withLock` is `E_UNSUPPORTED`. Default true. */
  lock?: boolean;
}

/** The blocking form of a shared array. */
export interface SyncSharedArray<C extends Typecode = Typecode> {
  readonly length: number;
  view(): TypedArrayOf<C>;
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
 *
 *     const counts = pg.sharedArray('i', [0, 0]);
 *     await counts.add(-1, 5); // 0; now it is [0, 5]
 *     counts.view()[0] += 1; // at once, and not atomic
 */
export interface SharedArray<C extends Typecode = Typecode> extends SharedObject<
  SyncSharedArray<C>
> {
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
  /**
   * The elements as a typed array over the shared memory itself, in the window and in processes:
   * what one realm writes there others read. Elements are read and written one by one, neither
   * atomically nor under the lock; `Atomics` and `withLock` make them so. As long as the view is
   * kept the array is not freed, unless it is closed everywhere; arrays that are made of the view
   * (`subarray`) do not keep it.
   */
  view(): TypedArrayOf<C>;
}
