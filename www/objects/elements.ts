/**
 * The elements of a shared array: numbers of one of Python's typecodes, in the heap itself.
 * Integers are read and written atomically.
 */
import type { PartHandle } from '../common/handles';
import { integer, refused } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import type { TypedArrayOf, Typecode } from '../common/types';
import type { HeapMemory } from '../heap/heap-memory';
import { CELL_BYTES } from '../heap/layout';

/** The array's lock is the cell at `at`; its elements follow. */
export interface ArrayHandle extends PartHandle {
  readonly typecode: Typecode;
  readonly length: number;
  readonly hasLock: boolean;
}

interface ElementType {
  make: new (buffer: SharedArrayBuffer, offset: number, length: number) => TypedArrayOf;
  bytes: number;
  /** The least and the largest integer; null for floating-point numbers. */
  range: readonly [bigint, bigint] | null;
}

const signed = (bits: bigint): ElementType['range'] => [
  -(1n << (bits - 1n)),
  (1n << (bits - 1n)) - 1n,
];
const unsigned = (bits: bigint): ElementType['range'] => [0n, (1n << bits) - 1n];

/** As in Python's `array`, with `i` of 32 bits. */
const TYPES: Readonly<Record<Typecode, ElementType>> = {
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

export const TYPECODES = Object.keys(TYPES) as Typecode[];

/** The class of arrays of that type. */
export function elementClass(typecode: Typecode): ElementType['make'] {
  return TYPES[typecode].make;
}

/** Bytes of an array's elements. */
export function elementBytes(typecode: Typecode, length: number): number {
  return TYPES[typecode].bytes * length;
}

/** The elements. */
export class Elements {
  readonly length: number;
  readonly #typecode: Typecode;
  /** Over the elements themselves. */
  readonly view: TypedArrayOf;
  readonly #type: ElementType;

  constructor(
    heap: HeapMemory,
    { at, typecode, length }: Pick<ArrayHandle, 'at' | 'typecode' | 'length'>,
  ) {
    this.#type = TYPES[typecode];
    this.#typecode = typecode;
    this.length = length;
    const first = at + CELL_BYTES;
    const { buffer } = heap.bytes(
      first + this.#type.bytes * length,
    ) as Uint8Array<SharedArrayBuffer>;
    // The memory may grow later; the addresses stay valid.
    this.view = new this.#type.make(buffer, first, length);
  }

  get(i: number): number | bigint {
    const { view } = this;
    const index = this.#index(i);
    if (view instanceof Float32Array || view instanceof Float64Array) return view[index] ?? 0;
    return asNumber(Atomics.load(view as Int32Array, index));
  }

  set(i: number, value: number | bigint): void {
    this.#write(this.#index(i), value, 'value');
  }

  /** Adds atomically and returns the value from before. The result wraps around, as in hardware. */
  add(i: number, value: number | bigint): number | bigint {
    const { view } = this;
    const index = this.#index(i);
    const { range, bytes } = this.#type;
    if (!range) {
      const why = `Elements of typecode '${this.#typecode}' cannot be added to atomically; use withLock.`;
      throw new PlaygroundError('E_UNSUPPORTED', why);
    }
    // Subtraction is allowed for unsigned types too.
    const most = range[1] - range[0];
    const whole = wholeNumber('value', value, -most, most);
    const added = bytes === 8 ? BigInt.asIntN(64, whole) : Number(BigInt.asIntN(32, whole));
    return asNumber(Atomics.add(view as Int32Array, index, added as number));
  }

  toArray(): (number | bigint)[] {
    return Array.from({ length: this.length }, (_, i) => this.get(i));
  }

  /** Stores the initial values, before another realm has the array. */
  fill(values: readonly unknown[]): void {
    values.forEach((value, i) => this.#write(i, value as number, `lengthOrValues[${i}]`));
  }

  #write(index: number, value: number | bigint, name: string): void {
    const { view } = this;
    const element = stored(this.#type, value, name) as number;
    if (view instanceof Float32Array || view instanceof Float64Array) view[index] = element;
    else Atomics.store(view as Int32Array, index, element);
  }

  /** Negative ones count from the end, as in Python. */
  #index(i: unknown): number {
    const { length } = this;
    if (typeof i === 'number' && Number.isInteger(i) && i >= 0 && i < length) return i;
    if (length === 0) throw refused('i', i, 'an index, and the array is empty');
    const index = integer('i', i, -length, length - 1);
    return index < 0 ? length + index : index;
  }
}

/** Throws `E_ARGUMENT` where no element of that type can have the value. */
export function expectElement(typecode: Typecode, value: unknown, name: string): void {
  stored(TYPES[typecode], value, name);
}

/** The value in the form that the view accepts. */
function stored({ range, bytes }: ElementType, value: unknown, name: string): number | bigint {
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

function wholeNumber(name: string, value: unknown, least: bigint, most: bigint): bigint {
  const isWhole =
    typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
  if (isWhole && value >= least && value <= most) return BigInt(value);
  throw refused(name, value, `an integer from ${least} to ${most}`);
}

/** Integers of 64 bits are bigints only where a number could not represent them. */
function asNumber(value: number | bigint): number | bigint {
  if (typeof value === 'number') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
