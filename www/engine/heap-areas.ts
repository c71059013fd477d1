/** Areas of the heap for large and short-lived data. */
import type { HeapExports } from '../../pkg/heap';
import type { HeapInstance } from '../heap/instance';

export interface HeapArea {
  at: number;
  bytes: number;
}

export class HeapAreas {
  readonly #instance: HeapInstance;

  constructor(instance: HeapInstance) {
    this.#instance = instance;
  }

  /** The engine's own instance over the heap. */
  get exports(): HeapExports {
    return this.#instance.exports;
  }

  /** Allocates an area of at least that many bytes. `E_MEMORY` if the heap has no room. */
  take(bytes: number): HeapArea {
    return { at: this.#instance.allocate(bytes), bytes };
  }

  /** Frees the area. */
  giveBack({ at, bytes }: HeapArea): void {
    this.#instance.free(at, bytes);
  }

  /** All bytes of the heap, at least up to the end of the area. */
  bytes(at: number, length: number): Uint8Array {
    return this.#instance.heap.bytes(at + length);
  }
}
