/**
 * A shared array: numbers of one of Python's typecodes, in the heap itself. Reading and writing goes to the memory at once, in the
 * window and in processes alike; integers are read and written atomically.
 */
import type { ArrayHandle } from '../common/handles';
import { CELL_BYTES } from '../heap/layout';
import type { HeapMemory } from '../heap/heap-memory';
import { callable, integer, refused } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import type { SharedArray, SyncSharedArray, Typecode } from '../common/types';
import type { Home } from './home';
import { Proxy } from './proxies';
import { Recursion } from './recursion';

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

/** Bytes of an array's elements. */
export function elementBytes(typecode: Typecode, length: number): number {
  return KINDS[typecode].bytes * length;
}

/** The elements. */
export class Elements {
  readonly length: number;
  readonly #handle: ArrayHandle;
  readonly #view: View;
  readonly #kind: Kind;

  constructor(heap: HeapMemory, handle: ArrayHandle) {
    const { at, typecode, length } = handle;
    this.#kind = KINDS[typecode];
    this.#handle = handle;
    this.length = length;
    const first = at + CELL_BYTES;
    const { buffer } = heap.bytes(first + this.#kind.bytes * length);
    // The memory may grow later; the bytes stay where they are.
    this.#view = new this.#kind.make(buffer, first, length);
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
    const { range, bytes } = this.#kind;
    if (!range) {
      const why = `An array of typecode '${this.#handle.typecode}' cannot be added to atomically; use withLock.`;
      throw new PlaygroundError('E_UNSUPPORTED', why);
    }
    // A counter of an unsigned type goes down as well.
    const most = range[1] - range[0];
    const whole = wholeNumber('value', value, -most, most);
    const added = bytes === 8 ? BigInt.asIntN(64, whole) : Number(BigInt.asIntN(32, whole));
    return shown(Atomics.add(view as Int32Array, index, added as number));
  }

  toArray(): (number | bigint)[] {
    return Array.from({ length: this.length }, (_, i) => this.get(i));
  }

  /** The first values, before anybody else has the array. */
  fill(values: readonly unknown[]): void {
    values.forEach((value, i) => this.#write(i, value as number, `lengthOrValues[${i}]`));
  }

  #write(index: number, value: number | bigint, name: string): void {
    const view = this.#view;
    const stored = this.#stored(value, name);
    if (view instanceof Float32Array || view instanceof Float64Array)
      view[index] = stored as number;
    else Atomics.store(view as Int32Array, index, stored as number);
  }

  /** Negative ones count from the end, as in Python. */
  #index(i: unknown): number {
    const { length } = this;
    if (typeof i === 'number' && Number.isInteger(i) && i >= 0 && i < length) return i;
    if (length === 0) throw refused('i', i, 'an index, and the array is empty');
    const index = integer('i', i, -length, length - 1);
    return index < 0 ? length + index : index;
  }

  /** The value as the view takes it. */
  #stored(value: unknown, name: string): number | bigint {
    const { range, bytes } = this.#kind;
    if (range) {
      const whole = wholeNumber(name, value, ...range);
      return bytes === 8 ? whole : Number(whole);
    }
    if (typeof value !== 'number') throw refused(name, value, 'a number');
    if (bytes === 4 && Number.isFinite(value) && !Number.isFinite(Math.fround(value))) {
      throw refused(name, value, 'in the range of 32-bit floating-point numbers');
    }
    return value;
  }
}

/** The array as all realms have it. */
export class ArrayProxy extends Proxy<ArrayHandle, SyncSharedArray> implements SharedArray {
  readonly elements: Elements;
  /** Shared with the blocking form: they are one holder. */
  readonly recursion = new Recursion();

  constructor(home: Home, heap: HeapMemory, handle: ArrayHandle) {
    super(home, handle);
    this.elements = new Elements(heap, handle);
  }

  get length(): number {
    return this.handle.length;
  }

  // Asynchronous, so that what is refused rejects as everywhere.
  async get(i: number): Promise<number | bigint> {
    this.check();
    return Promise.resolve(this.elements.get(i));
  }

  async set(i: number, value: number | bigint): Promise<void> {
    this.check();
    this.elements.set(i, value);
    return Promise.resolve();
  }

  async add(i: number, value: number | bigint): Promise<number | bigint> {
    this.check();
    return Promise.resolve(this.elements.add(i, value));
  }

  async withLock<T>(work: () => T | Promise<T>): Promise<T> {
    callable('work', work);
    this.check();
    const { home, handle } = this;
    expectLock(handle);
    const { id, at } = handle;
    const operate = (operation: 'acquire' | 'release'): Promise<unknown> =>
      home.operate({ kind: 'lock', id, at }, { operation });
    return this.recursion.hold(
      () => operate('acquire'),
      () => (this.isClosed ? Promise.resolve() : operate('release')),
      () => home.untilOver(work),
    );
  }

  async toArray(): Promise<(number | bigint)[]> {
    this.check();
    return Promise.resolve(this.elements.toArray());
  }
}

export function expectLock({ hasLock }: ArrayHandle): void {
  if (!hasLock) throw new PlaygroundError('E_UNSUPPORTED', 'This array was made without a lock.');
}

function wholeNumber(name: string, value: unknown, least: bigint, most: bigint): bigint {
  const isWhole =
    typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
  if (isWhole && value >= least && value <= most) return BigInt(value);
  throw refused(name, value, `an integer from ${least} to ${most}`);
}

/** Integers of 64 bits are bigints only where a number could not hold them. */
function shown(value: number | bigint): number | bigint {
  if (typeof value === 'number') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
