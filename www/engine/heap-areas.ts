/**
 * Areas of the heap that are used again. The heap never frees; what is large and short-lived comes from here. Sizes are powers of two,
 * so that an area that was given back fits whatever is about as large.
 */
import type { HeapExports } from '../heap/agent';
import type { HeapMemory } from '../heap/memory';

export interface HeapArea {
  at: number;
  bytes: number;
}

/** The least size, in bytes. */
const LEAST = 4096;

export class HeapAreas {
  /** The engine's own instance over the heap. */
  readonly exports: HeapExports;
  readonly #heap: HeapMemory;
  readonly #free: HeapArea[] = [];

  constructor(heap: HeapMemory, exports: HeapExports) {
    this.#heap = heap;
    this.exports = exports;
  }

  /** An area of at least so many bytes, whatever was in it. `E_MEMORY` where the heap has no room. */
  take(bytes: number): HeapArea {
    const size = Math.max(LEAST, 2 ** Math.ceil(Math.log2(bytes)));
    const found = this.#free.findIndex((area) => area.bytes === size);
    const [area] = found < 0 ? [] : this.#free.splice(found, 1);
    return area ?? { at: this.#heap.allocate(size), bytes: size };
  }

  /** Nobody uses the area any more. */
  giveBack(area: HeapArea): void {
    this.#free.push(area);
  }

  /** All bytes of the heap, up to the end of the area at least. */
  bytes(at: number, length: number): Uint8Array {
    return this.#heap.bytes(at + length);
  }
}
