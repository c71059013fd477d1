/** Areas of the heap for what is large and short-lived. */
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

  /** An area of at least so many bytes. `E_MEMORY` where the heap has no room. */
  take(bytes: number): HeapArea {
    return { at: this.#instance.allocate(bytes), bytes };
  }

  /** Nobody uses the area any more. */
  giveBack({ at, bytes }: HeapArea): void {
    this.#instance.free(at, bytes);
  }

  /** All bytes of the heap, up to the end of the area at least. */
  bytes(at: number, length: number): Uint8Array {
    return this.#instance.heap.bytes(at + length);
  }
}
