/**
 * Many values on their way to a process or back. Plain numbers, the common case, are in one array
 * that moves, or that all realms share: then results are written in the place of the items, and
 * parts of it are views. Other values are packed one by one.
 */
import { PlaygroundError } from './errors';
import type { Mark } from './codec/graph';
import { pack, type Packed } from './packed';
import { describe } from './thrown';

export type Items = Float64Array | Packed[];

/** Lists of numbers: item `i` is `args[ends[i − 1] … ends[i])`. */
export interface ArgumentLists {
  args: Float64Array;
  ends: Uint32Array;
}

/** The items of a compiled task: one number each, or a list of them each. */
export type CompiledItems = Float64Array | ArgumentLists;

/**
 * The values, in one array if all are numbers, which `room` may give. `E_CLONE` names the value
 * that cannot be sent.
 */
export function packAll(
  values: readonly unknown[],
  nameOf: (index: number) => string,
  mark?: Mark,
  room?: (length: number) => Float64Array,
): Items {
  return (
    numbers(values, room) ??
    // Holes are items too.
    Array.from(values, (value, index) => {
      try {
        return pack(value, mark);
      } catch (error) {
        throw uncloneable(nameOf(index), error);
      }
    })
  );
}

/** The values in one array, or null if one is no number. */
export function numbers(
  values: readonly unknown[],
  room = (length: number): Float64Array => new Float64Array(length),
): Float64Array | null {
  const { length } = values;
  // Most lists without numbers show that at once.
  if (length > 0 && typeof values[0] !== 'number') return null;
  const side = room(length);
  for (let index = 0; index < length; index += 1) {
    const value = values[index];
    if (typeof value !== 'number') return null;
    side[index] = value;
  }
  return side;
}

export function count(items: Items | CompiledItems): number {
  return 'ends' in items ? items.ends.length : items.length;
}

/** Whether the items are numbers in memory that is shared. */
export function areShared(items: Items | CompiledItems): items is Float64Array<SharedArrayBuffer> {
  return items instanceof Float64Array && !(items.buffer instanceof ArrayBuffer);
}

/** Items `first … first + len − 1`, in buffers of their own unless they are shared. */
export function slice<T extends Items | CompiledItems>(items: T, first: number, len: number): T;
export function slice(
  items: Items | CompiledItems,
  first: number,
  len: number,
): Items | CompiledItems {
  if (areShared(items)) return items.subarray(first, first + len);
  if (!('ends' in items)) return items.slice(first, first + len);
  const start = first === 0 ? 0 : (items.ends[first - 1] ?? 0);
  const ends = items.ends.slice(first, first + len).map((end) => end - start);
  return { args: items.args.slice(start, start + (ends.at(-1) ?? 0)), ends };
}

/** The objects that move with the items. */
export function transferList(items: Items | CompiledItems): Transferable[] {
  if ('ends' in items) return [items.args.buffer, items.ends.buffer];
  if (areShared(items)) return [];
  if (items instanceof Float64Array) return [items.buffer];
  return [...new Set(items.flatMap(({ transfer }) => transfer ?? []))];
}

/** A snapshot of the items; what is marked to move has moved. */
export function keptItems<T extends Items | CompiledItems>(items: T): T {
  // Numbers were copied already.
  return Array.isArray(items) ? structuredClone(items, { transfer: transferList(items) }) : items;
}

/** The values of all pieces, in order. */
export function joined(
  pieces: readonly Items[],
  unpack: (value: Packed) => unknown = ({ packed }) => packed,
): unknown[] {
  const values = new Array<unknown>(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    if (piece instanceof Float64Array) {
      // Browsers optimise a loop over one kind of value.
      for (let index = 0; index < piece.length; index += 1) values[at + index] = piece[index];
    } else {
      for (const [index, value] of piece.entries()) values[at + index] = unpack(value);
    }
    at += piece.length;
  }
  return values;
}

/**
 * The index of the first item that cannot be cloned, for an error's message; 0 if no single item is
 * to blame.
 */
export function firstUncloneable(items: Items | CompiledItems): number {
  if (!Array.isArray(items)) return 0;
  const refused = items.findIndex(({ packed, transfer }) => {
    // What moves cannot be tried without moving it.
    if (transfer) return false;
    try {
      structuredClone(packed);
      return false;
    } catch {
      return true;
    }
  });
  if (refused >= 0) return refused;
  return Math.max(
    0,
    items.findIndex(({ transfer }) => transfer !== undefined),
  );
}

/** The error for arguments that cannot be sent; it names the argument to blame if that is known. */
export function uncloneableArguments({ packed, coded }: Packed, error: unknown): PlaygroundError {
  if (coded) return uncloneable('args', error);
  const args = packed as readonly unknown[];
  return uncloneable(`args[${firstUncloneable(args.map((arg) => ({ packed: arg })))}]`, error);
}

/** The error for a value that cannot be sent; it names the value. */
export function uncloneable(name: string, error: unknown): PlaygroundError {
  const { message } = describe(error);
  // Errors of another code are kept: an object of another playground, missing memory.
  const code = error instanceof PlaygroundError ? error.code : 'E_CLONE';
  return new PlaygroundError(code, `${name} cannot be sent: ${message}`, { cause: error });
}
