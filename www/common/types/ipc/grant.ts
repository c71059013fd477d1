/** Messages that are written and read where they lie in the shared memory, without a copy. */
import type { Typecode } from './shared-array';

/** The typed array for each typecode. */
export interface ArrayTypes {
  /** Signed integers of 8 bits. */
  b: Int8Array;
  /** Unsigned integers of 8 bits. */
  B: Uint8Array;
  /** Signed integers of 16 bits. */
  h: Int16Array;
  /** Unsigned integers of 16 bits. */
  H: Uint16Array;
  /** Signed integers of 32 bits. */
  i: Int32Array;
  /** Unsigned integers of 32 bits. */
  I: Uint32Array;
  /** Signed integers of 64 bits. */
  q: BigInt64Array;
  /** Unsigned integers of 64 bits. */
  Q: BigUint64Array;
  /** Floats of 32 bits. */
  f: Float32Array;
  /** Floats of 64 bits. */
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
   *
   * @example Where memory is shared
   * ```ts
   * const queue = pg.queue<Float64Array>();
   * await pg.processes.submit((queue) => {
   *   const room = queue.sync.reserve(2);
   *   room.view.set([1.5, 2]);
   *   room.commit();
   * }, queue);
   * [...(await queue.get())]; // → [1.5, 2]
   * ```
   */
  commit(): void;
  /**
   * Gives the room up. Also at the end of a `using` block without `commit`.
   *
   * @example Where memory is shared
   * ```ts
   * const it = pg.queue();
   * const giveUp = (queue: typeof it) => queue.sync.reserve(2).abort();
   * await pg.processes.submit(giveUp, it);
   * await it.size(); // → 0
   * ```
   */
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
  /**
   * Takes the item: its memory is free again. `E_ARGUMENT` after the end.
   *
   * @example Where memory is shared
   * ```ts
   * const queue = pg.queue<Float64Array>();
   * await queue.put(Float64Array.of(1.5, 2));
   * await pg.processes.submit((queue) => {
   *   const item = queue.sync.peek();
   *   const sum = item.view.reduce((a, b) => a + b);
   *   item.release();
   *   return sum;
   * }, queue); // → 3.5
   * ```
   */
  release(): void;
  /**
   * Leaves the item in the queue. Also at the end of a `using` block without `release`.
   *
   * @example Where memory is shared
   * ```ts
   * const queue = pg.queue<Float64Array>();
   * await queue.put(Float64Array.of(1.5, 2));
   * await pg.processes.submit((queue) => queue.sync.peek().abort(), queue);
   * await queue.size(); // → 1
   * ```
   */
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
