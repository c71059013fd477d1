/**
 * Values on their way to another realm. Most are structured-cloned as they are. Values that contain
 * objects of the library, errors, or views of parts of buffers are encoded as bytes; only their
 * memory and the platform's own objects are structured-cloned beside the bytes.
 */
import { PlaygroundError } from './errors';
import { Reader, Writer } from './codec/bytes';
import { GraphWriter, markerOf, markOf, type Mark } from './codec/graph';
import { GraphReader } from './codec/graph-reader';
import { bytesRefused, unreadable } from './codec/value-kinds';
import { tight } from './codec/leaves';
import type { Marker } from './markers';
import { looksMarked, survey } from './survey';

export type { Mark } from './codec/graph';
export { isMarked, MARK, type Marked, type Marker } from './markers';

/** A value, as it is or encoded. */
export interface Packed {
  readonly packed: unknown;
  /** `packed` is encoded. */
  readonly coded?: true;
  /** The objects that move with it, as marked by `transfer`. */
  readonly transfer?: Transferable[];
  /**
   * It contains shared memory or a port, by which its receiver can affect others without an
   * operation on the heap.
   */
  readonly shares?: true;
}

interface Coded {
  bytes: Uint8Array;
  leaves: readonly object[];
  /** The objects of the library in it. */
  markers: readonly Marker[];
}

/** `mark` gives the marker of an object of the library; it is called once for each. */
export function pack(value: unknown, mark: Mark = markOf): Packed {
  if (isPrimitive(value)) return { packed: value };
  try {
    const { plain, transfer, memory, shares } = survey(value);
    const moves = {
      ...(transfer.size > 0 && { transfer: [...transfer] }),
      ...(shares && { shares: true as const }),
    };
    if (plain && memory.every(isWhole)) return { packed: value, ...moves };
    // What moves is not copied, and shared or resizable memory cannot be copied faithfully.
    const isFixed = (buffer: ArrayBufferLike): boolean =>
      transfer.has(buffer as ArrayBuffer) || bytesRefused(buffer) !== null;
    const own = tight(memory, isFixed);
    if (plain && own.every((leaf, i) => leaf === memory[i])) return { packed: value, ...moves };
    const ownOf = new Map(memory.map((leaf, i) => [leaf, own[i]]));
    const out = new Writer();
    const graph = new GraphWriter(out, {
      mark: (object) =>
        markerOf(object, mark) ?? (looksMarked(object) ? (object as Marker) : undefined),
      lenient: true,
    });
    graph.write(value);
    const coded: Coded = {
      bytes: out.bytes.slice(0, out.at),
      leaves: graph.leaves.map((leaf) => ownOf.get(leaf) ?? leaf),
      markers: graph.markers,
    };
    return { packed: coded, coded: true, ...moves };
  } catch (error) {
    throw unreadable(error);
  }
}

/**
 * Decodes a value; `revive` is called for each marker. `E_CLONE` for data that only looks like a
 * marker.
 */
export function unpack({ packed, coded }: Packed, revive: (marker: Marker) => unknown): unknown {
  if (!coded) return packed;
  const { bytes, leaves } = packed as Coded;
  return new GraphReader(new Reader(bytes), leaves, (marker) => {
    try {
      return revive(marker);
    } catch (error) {
      if (error instanceof PlaygroundError) throw error;
      const message = 'What came is no object of this playground.';
      throw new PlaygroundError('E_CLONE', message, { cause: error });
    }
  }).read();
}

/**
 * A snapshot of the value; what is marked to move has moved. Throws the platform's error for what
 * cannot be cloned.
 */
export function kept(value: Packed): Packed {
  return structuredClone(value, { transfer: value.transfer ? [...value.transfer] : [] });
}

/** The markers of the library's objects in the value. */
export function markersIn({ packed, coded }: Packed): readonly Marker[] {
  return coded ? (packed as Coded).markers : [];
}

/** Whether structured clone keeps the value as it is, without looking into it. */
export function isPrimitive(value: unknown): boolean {
  const type = typeof value;
  return value === null || (type !== 'object' && type !== 'function' && type !== 'symbol');
}

/** Whether it is a buffer, or a view of a whole buffer. */
function isWhole(leaf: object): boolean {
  return !ArrayBuffer.isView(leaf) || leaf.byteLength === leaf.buffer.byteLength;
}
