/** Messages that are written and read where they lie in the shared memory, without a copy. */
import type { Typecode } from './shared-array';

/** The typed array for each typecode. */
export interface ArrayTypes {
  b: Int8Array;
  B: Uint8Array;
  h: Int16Array;
  H: Uint16Array;
  i: Int32Array;
  I: Uint32Array;
  q: BigInt64Array;
  Q: BigUint64Array;
  f: Float32Array;
  d: Float64Array;
}

/** What can be read in place: any typed array, or the bytes of a buffer. */
export type GrantView = ArrayTypes[Typecode] | Uint8ClampedArray;

/**
 * Room in a queue for one typed array. While it is open, other producers wait; nobody sees anything
 * of the array before `commit`. If the process ends before that, nothing was put.
 */
export interface Reservation<A extends GrantView = Float64Array> extends Disposable {
  /**
   * The elements to be written, in shared memory; what they are at first is not specified.
   * `E_ARGUMENT` after the end; a view that was kept must not be used any more.
   */
  readonly view: A;
  /**
   * Puts the array. `E_CLOSED` when the queue was closed meanwhile, `E_ARGUMENT` after the end.
   */
  commit(): void;
  /** Gives the room up. Also at the end of a `using` block without `commit`. */
  abort(): void;
}

/**
 * A look at the first item of a queue. While it is open, other consumers wait. If the process ends
 * before `release`, the item is still the first.
 */
export interface Peeked<A extends GrantView = GrantView> extends Disposable {
  /**
   * The elements, in shared memory, to be read only. `E_ARGUMENT` after the end; a view that was
   * kept must not be used any more. An array of more than half the ring (32 KiB) of a pipe may be a
   * copy.
   */
  readonly view: A;
  /** Takes the item: its memory is free again. `E_ARGUMENT` after the end. */
  release(): void;
  /** Leaves the item in the queue. Also at the end of a `using` block without `release`. */
  abort(): void;
}

/** The view of an item of that type. */
export type ViewOf<T> = T extends GrantView
  ? T
  : T extends ArrayBuffer
    ? Uint8Array
    : unknown extends T
      ? GrantView
      : Extract<T, GrantView>;
