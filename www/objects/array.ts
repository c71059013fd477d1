/**
 * A shared array: numbers of one of Python's typecodes, in the heap itself. Reading and writing goes to the memory at once, in the
 * window and in processes alike; integers are read and written atomically.
 */
import type { ArrayHandle } from '../common/handles';
import { MARK, type Marker } from '../common/packed';
import type { HeapMemory } from '../heap/memory';
import { integer, refused } from '../lib/checks';
import { PlaygroundError } from '../lib/errors';
import type { Typecode } from '../lib/types';

type Integers =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;
type View = Integers | Float32Array | Float64Array;

interface Kind {
  make: new (buffer: ArrayBufferLike, offset: number, length: number) => View;
  bytes: number;
  /** The least and the largest integer; null for floating-point numbers. */
  range: readonly [bigint, bigint] | null;
}

const signed = (bits: bigint): Kind['range'] => [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
const unsigned = (bits: bigint): Kind['range'] => [0n, (1n << bits) - 1n];

/** As in Python's `array`, with `i` of 32 bits. */
const KINDS: Readonly<Record<Typecode, Kind>> = {
  b: { make: Int8Array, bytes: 1, range: signed(8n) },
  B: { make: Uint8Array, bytes: 1, range: unsigned(8n) },
  h: { make: Int16Array, bytes: 2, range: signed(16n) },
  H: { make: Uint16Array, bytes: 2, range: unsigned(16n) },
  i: { make: Int32Array, bytes: 4, range: signed(32n) },
  I: { make: Uint32Array, bytes: 4, range: unsigned(32n) },
  q: { make: BigInt64Array, bytes: 8, range: signed(64n) },
  Q: { make: BigUint64Array, bytes: 8, range: unsigned(64n) },
  f: { make: Float32Array, bytes: 4, range: null },
  d: { make: Float64Array, bytes: 8, range: null },
};

export const TYPECODES = Object.keys(KINDS) as Typecode[];

/** Bytes of an array in the heap. */
export function bytesOf(typecode: Typecode, length: number): number {
  return KINDS[typecode].bytes * length;
}

/** How a realm works with the array's lock held. */
export type Holder = <T>(work: () => T | Promise<T>) => T | Promise<T>;

export class ArrayInHeap {
  readonly handle: ArrayHandle;
  readonly length: number;
  readonly #view: View;
  readonly #kind: Kind;
  readonly #hold: Holder | null;

  constructor(heap: HeapMemory, handle: ArrayHandle, hold: Holder | null) {
    const { at, typecode, length } = handle;
    this.#kind = KINDS[typecode];
    this.handle = handle;
    this.length = length;
    // The memory may grow later; the bytes stay where they are.
    this.#view = new this.#kind.make(heap.bytes(at + this.#kind.bytes * length).buffer, at, length);
    this.#hold = hold;
  }

  get(i: number): number | bigint {
    const view = this.#view;
    const index = this.#index(i);
    if (view instanceof Float32Array || view instanceof Float64Array) return view[index] ?? 0;
    return shown(Atomics.load(view as Int32Array, index));
  }

  set(i: number, value: number | bigint): void {
    this.#write(this.#index(i), value, 'value');
  }

  /** Adds, and returns what was there before; what is too large comes round, as in the machine. */
  add(i: number, value: number | bigint): number | bigint {
    const view = this.#view;
    const index = this.#index(i);
    if (view instanceof Float32Array || view instanceof Float64Array) {
      const why = `An array of typecode '${this.handle.typecode}' cannot be added to atomically; use withLock.`;
      throw new PlaygroundError('E_UNSUPPORTED', why);
    }
    const stored = this.#stored(value, 'value');
    return shown(Atomics.add(view as Int32Array, index, stored as number));
  }

  withLock<T>(work: () => T | Promise<T>): T | Promise<T> {
    if (this.#hold) return this.#hold(work);
    throw new PlaygroundError('E_UNSUPPORTED', 'This array was made without a lock.');
  }

  toArray(): (number | bigint)[] {
    return Array.from({ length: this.length }, (_, i) => this.get(i));
  }

  /** The first values, before anybody else has the array. */
  fill(values: readonly unknown[]): void {
    values.forEach((value, i) => this.#write(i, value as number, `lengthOrValues[${i}]`));
  }

  [MARK](): Marker {
    return { '@parallel-playground': this.handle };
  }

  #write(index: number, value: number | bigint, name: string): void {
    const view = this.#view;
    const stored = this.#stored(value, name);
    if (view instanceof Float32Array || view instanceof Float64Array)
      view[index] = stored as number;
    else Atomics.store(view as Int32Array, index, stored as number);
  }

  #index(i: unknown): number {
    if (typeof i === 'number' && Number.isInteger(i) && i >= 0 && i < this.length) return i;
    if (this.length === 0) throw refused('i', i, 'an index, and the array is empty');
    return integer('i', i, 0, this.length - 1);
  }

  /** The value as the view takes it. */
  #stored(value: unknown, name: string): number | bigint {
    const { range } = this.#kind;
    if (!range) {
      if (typeof value === 'number') return value;
      throw refused(name, value, 'a number');
    }
    const [least, most] = range;
    const whole =
      typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
    if (!whole || value < least || value > most) {
      throw refused(name, value, `an integer from ${least} to ${most}`);
    }
    return this.#kind.bytes === 8 ? BigInt(value) : Number(value);
  }
}

/** Integers of 64 bits are bigints only where a number could not hold them. */
function shown(value: number | bigint): number | bigint {
  if (typeof value === 'number') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
