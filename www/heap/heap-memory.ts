/**
 * The heap: one shared wasm memory that contains all objects of a playground, identified by their
 * addresses. `src/ipc/allocator.rs` allocates in it; here are the memory itself and the views of
 * it.
 */
import { INITIAL_BYTES, type SharedMemory } from '../common/memory';
import { FIRST_BLOCK } from './layout';

export class HeapMemory implements SharedMemory {
  readonly memory: WebAssembly.Memory;
  readonly maximumBytes: number;
  #bytes: Uint8Array;
  #words: Int32Array;

  constructor({ memory, maximumBytes }: SharedMemory) {
    this.memory = memory;
    this.maximumBytes = maximumBytes;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
  }

  /** All bytes, up to `end` at least. */
  bytes(end = 0): Uint8Array {
    if (end > this.#bytes.length) this.#bytes = new Uint8Array(this.#seen(end));
    return this.#bytes;
  }

  /** All words, up to the byte `end` at least. */
  words(end = 0): Int32Array {
    if (end > this.#words.length * 4) this.#words = new Int32Array(this.#seen(end));
    return this.#words;
  }

  /** The buffer at its present size; another agent may have grown the memory. */
  #seen(end: number): ArrayBufferLike {
    if (this.memory.buffer.byteLength < end) this.memory.grow(0);
    return this.memory.buffer;
  }
}

if (FIRST_BLOCK > INITIAL_BYTES) throw new Error('the first pages do not hold the regions');
