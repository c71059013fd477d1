/**
 * The bytes of a message where it lies in the heap: in one piece, or in two, where it crosses the
 * edge of its queue's ring.
 */
import { QUEUE_HEADER_BYTES } from '../../pkg/heap';
import { ARRAY_KINDS } from '../common/codec/value-kinds';
import type { Target } from '../common/codec';
import type { HeapMemory } from './heap-memory';

/** Where a message of a queue is. */
export interface Place {
  /** The address of its first byte, a multiple of 8. */
  readonly address: number;
  /** Its length in bytes. */
  readonly length: number;
  readonly tag: number;
}

/** Copies between a realm's own arrays and the heap. */
export class InPlace {
  readonly #heap: HeapMemory;
  /** Views of the whole heap, by the kind of array. */
  readonly #views: Target[] = [];

  constructor(heap: HeapMemory) {
    this.#heap = heap;
  }

  /** Elements of the heap, without a copy; `length` is in bytes. */
  view(kind: number, address: number, length: number): Target {
    const { buffer } = this.#heap.bytes(address + length);
    const Kind = ARRAY_KINDS[kind] ?? Uint8Array;
    // The buffer is shared, which the constructor's type does not allow.
    return new Kind(buffer as ArrayBuffer, address, length / Kind.BYTES_PER_ELEMENT);
  }

  /** Copies the array into the message's place in the queue at `at`. */
  write(at: number, address: number, kind: number, array: Target): void {
    const { byteLength, BYTES_PER_ELEMENT: size } = array;
    const rest = this.#behindEdge(at, address, byteLength);
    if (rest === 0) {
      put(this.#viewOf(kind, address + byteLength), array, address / size);
      return;
    }
    const n = (byteLength - rest) / size;
    put(this.#viewOf(kind, address + byteLength - rest), array.subarray(0, n), address / size);
    put(this.#viewOf(kind, at), array.subarray(n), (at + QUEUE_HEADER_BYTES) / size);
  }

  /** Copies the message, of a queue at `at`, to the beginning of an array of that kind. */
  read(at: number, { address, length }: Omit<Place, 'tag'>, kind: number, array: Target): void {
    const size = array.BYTES_PER_ELEMENT;
    const rest = this.#behindEdge(at, address, length);
    const n = (length - rest) / size;
    take(this.#viewOf(kind, address + length - rest), address / size, n, array, 0);
    if (rest === 0) return;
    take(this.#viewOf(kind, at), (at + QUEUE_HEADER_BYTES) / size, rest / size, array, n);
  }

  /** Whether the message is in one piece. */
  isWhole(at: number, { address, length }: Omit<Place, 'tag'>): boolean {
    return this.#behindEdge(at, address, length) === 0;
  }

  /** How many bytes of the message are at the beginning of the ring, behind its edge. */
  #behindEdge(at: number, address: number, length: number): number {
    const ring = at + QUEUE_HEADER_BYTES;
    const edge = ring + (this.#heap.words(at + 8)[at / 4 + 1] ?? 0);
    // Beyond the ring messages are in one piece.
    return address >= ring && address < edge ? Math.max(0, address + length - edge) : 0;
  }

  #viewOf(kind: number, end: number): Target {
    const view = this.#views[kind];
    if (view && end <= view.byteLength) return view;
    const { buffer } = this.#heap.bytes(end);
    const Kind = ARRAY_KINDS[kind] ?? Uint8Array;
    return (this.#views[kind] = new Kind(buffer as ArrayBuffer));
  }
}

function put(view: Target, array: Target, index: number): void {
  (view as Float64Array).set(array as Float64Array, index);
}

function take(view: Target, index: number, n: number, array: Target, first: number): void {
  const from = (view as Float64Array).subarray(index, index + n);
  (array as Float64Array).set(from, first);
}
