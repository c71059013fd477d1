/**
 * Values on their way to another realm. They are structured-cloned as they are, but the library's own objects (a queue)
 * travel as markers, which the other realm turns into its own object for the same thing.
 */
import { PlaygroundError } from '../lib/errors';
import type { Handle } from './handles';
import { transferredWith } from './transfer';

/** A value whose objects of the library have been replaced by markers. */
export interface Packed {
  readonly packed: unknown;
  /** What moves with it, as `transfer` has marked it. */
  readonly transfer?: Transferable[];
}

/** What a marker stands for. */
export interface Marker {
  readonly '@parallel-playground': Handle;
}

/** The method by which an object of the library gives its marker. */
export const MARK = Symbol('parallel-playground marker');

export interface Marked {
  [MARK](): Marker;
}

/** Gives what stands for an object of the library in another realm. */
export type Mark = (object: Marked) => Marker;

export function pack(value: unknown, mark: Mark = (object) => object[MARK]()): Packed {
  const transfer: Transferable[] = [];
  const packed = replace(value, (object) => {
    const moved = transferredWith(object);
    if (moved) transfer.push(...moved);
    return isMarked(object) ? mark(object) : undefined;
  });
  return transfer.length > 0 ? { packed, transfer } : { packed };
}

/** The value, with `revive` called for each marker. `E_CLONE` for what only looks like one. */
export function unpack({ packed }: Packed, revive: (marker: Marker) => unknown): unknown {
  return replace(packed, (object) => {
    if (!isMarker(object)) return undefined;
    try {
      return revive(object);
    } catch (error) {
      if (error instanceof PlaygroundError) throw error;
      const message = 'What came is no object of this playground.';
      throw new PlaygroundError('E_CLONE', message, { cause: error });
    }
  });
}

/** A copy of plain arrays and objects in which what `swap` knows is replaced; the value itself where nothing is. */
function replace(
  value: unknown,
  swap: (object: object) => unknown,
  ancestors: readonly object[] = [],
): unknown {
  if (typeof value === 'function') {
    throw new PlaygroundError('E_CLONE', 'A function cannot be sent as a value.');
  }
  if (typeof value !== 'object' || value === null) return value;
  const swapped = swap(value);
  if (swapped !== undefined) return swapped;
  // A cycle is the structured clone's business: it keeps them.
  if (ancestors.includes(value)) return value;
  const path = [...ancestors, value];
  if (Array.isArray(value)) {
    const elements: unknown[] = value;
    const copy = elements.map((element) => replace(element, swap, path));
    return copy.some((other, index) => !Object.is(other, elements[index])) ? copy : value;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value);
  const others = entries.map(([key, property]) => [key, replace(property, swap, path)] as const);
  const changed = others.some(([, other], index) => !Object.is(other, entries[index]?.[1]));
  return changed ? Object.fromEntries(others) : value;
}

export function isMarked(object: object): object is Marked {
  return MARK in object;
}

function isMarker(object: object): object is Marker {
  return '@parallel-playground' in object;
}
