/** Shared arrays. */
import type { SharedObject } from './shared-object';

/**
 * Types of elements, named as in Python's `array`: signed and unsigned integers of 8, 16, 32 and 64
 * bits, and floats of 32 and 64.
 */
export type Typecode = 'b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'q' | 'Q' | 'f' | 'd';

/** The typed array whose elements are of that type. */
export type TypedArrayOf<C extends Typecode = Typecode> = {
  /** Signed integers of 8 bits. */
  b: Int8Array<SharedArrayBuffer>;
  /** Unsigned integers of 8 bits. */
  B: Uint8Array<SharedArrayBuffer>;
  /** Signed integers of 16 bits. */
  h: Int16Array<SharedArrayBuffer>;
  /** Unsigned integers of 16 bits. */
  H: Uint16Array<SharedArrayBuffer>;
  /** Signed integers of 32 bits. */
  i: Int32Array<SharedArrayBuffer>;
  /** Unsigned integers of 32 bits. */
  I: Uint32Array<SharedArrayBuffer>;
  /** Signed integers of 64 bits. */
  q: BigInt64Array<SharedArrayBuffer>;
  /** Unsigned integers of 64 bits. */
  Q: BigUint64Array<SharedArrayBuffer>;
  /** Floats of 32 bits. */
  f: Float32Array<SharedArrayBuffer>;
  /** Floats of 64 bits. */
  d: Float64Array<SharedArrayBuffer>;
}[C];

/**
 * Options of `sharedArray` and `value`.
 *
 * @example
 * ```ts
 * const value = pg.value('i', 5, { lock: false });
 * await value.get(); // → 5
 * await value.withLock(() => 1).catch((error) => error.code); // → 'E_UNSUPPORTED'
 * ```
 */
export interface SharedArrayOptions {
  /** False: no lock, and `withLock` is `E_UNSUPPORTED`. Default true. */
  lock?: boolean;
}

/**
 * The blocking form of a shared array.
 *
 * @example Where memory is shared
 * ```ts
 * const counts = pg.sharedArray('i', [0, 5]);
 * await pg.processes.submit((counts) => counts.sync.add(1, 2), counts); // → 5
 * await counts.toArray(); // → [0, 7]
 * ```
 */
export interface SyncSharedArray<C extends Typecode = Typecode> {
  /** The number of elements. */
  readonly length: number;
  /** The elements as a typed array over the shared memory. */
  view(): TypedArrayOf<C>;
  /** An element. */
  get(i: number): number | bigint;
  /** Sets an element. */
  set(i: number, value: number | bigint): void;
  /** Adds atomically, and gives the value from before. */
  add(i: number, value: number | bigint): number | bigint;
  /** Runs the function with the array's lock held; it must not be asynchronous. */
  withLock<T>(work: () => T): T;
  /** Copies of all elements. */
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
  /** The number of elements. */
  readonly length: number;
  /**
   * An element.
   *
   * @example Where memory is shared
   * ```ts
   * const counts = pg.sharedArray('i', [3, 5]);
   * await counts.get(-1); // → 5
   * await counts.get(2).catch((error) => error.code); // → 'E_ARGUMENT'
   * ```
   */
  get(i: number): Promise<number | bigint>;
  /**
   * Sets an element. `E_ARGUMENT` for what the type cannot hold.
   *
   * @example Where memory is shared
   * ```ts
   * const bytes = pg.sharedArray('B', 2);
   * await bytes.set(0, 255);
   * await bytes.set(1, 256).catch((error) => error.code); // → 'E_ARGUMENT'
   * await bytes.toArray(); // → [255, 0]
   * ```
   */
  set(i: number, value: number | bigint): Promise<void>;
  /**
   * Adds atomically, and gives the value from before. The result wraps around at the type's range.
   * Integers only, else `E_UNSUPPORTED`.
   *
   * @example Where memory is shared
   * ```ts
   * const counts = pg.sharedArray('i', 1);
   * const adds = Array.from({ length: 8 }, () => counts);
   * await pg.processes.map((counts) => counts.add(0, 2), adds);
   * await counts.get(0); // → 16
   * ```
   */
  add(i: number, value: number | bigint): Promise<number | bigint>;
  /**
   * Runs the function with the array's lock held; the other calls do not take the lock. As in
   * Python it is recursive: calls that this realm makes while the function runs have the lock as
   * well.
   *
   * @example Where memory is shared
   * ```ts
   * const pair = pg.sharedArray('d', [1, 2]);
   * await pair.withLock(() => pair.view().reverse());
   * await pair.toArray(); // → [2, 1]
   * ```
   */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
  /**
   * Copies of all elements.
   *
   * @example Where memory is shared
   * ```ts
   * await pg.sharedArray('d', [0.5, 2]).toArray(); // → [0.5, 2]
   * ```
   */
  toArray(): Promise<(number | bigint)[]>;
  /**
   * The elements as a typed array over the shared memory itself, in the window and in processes:
   * what one realm writes there others read. Elements are read and written one by one, neither
   * atomically nor under the lock; `Atomics` and `withLock` make them so. As long as the view is
   * kept the array is not freed, unless it is closed everywhere; arrays that are made of the view
   * (`subarray`) do not keep it.
   *
   * @example Where memory is shared
   * ```ts
   * const squares = pg.sharedArray('i', 4);
   * const fill = (a: typeof squares) => a.view().forEach((_, i, view) => (view[i] = i * i));
   * await pg.processes.submit(fill, squares);
   * [...squares.view()]; // → [0, 1, 4, 9]
   * ```
   */
  view(): TypedArrayOf<C>;
}
