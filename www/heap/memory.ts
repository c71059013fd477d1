/**
 * The heap: one shared wasm memory in which all objects of a playground lie, known by their addresses. What is allocated in it is the
 * business of `src/ipc/allocator.rs`; here are the memory itself and the views of it.
 */
import { PlaygroundError } from '../lib/errors';
import { FIRST_BLOCK } from './layout';

const MiB = 1024 * 1024;
const PAGE = 65_536;
/** Costs address space only, until it is written to. */
const INITIAL_PAGES = 64;
/** Tried in turn: large ones fail on small devices. The build's import allows the first. */
const MAXIMA_MIB = [1024, 512, 256, 128];

export class HeapMemory {
  readonly memory: WebAssembly.Memory;
  /** The most that it can have; known to whoever has made it. */
  readonly maximumBytes: number;
  #bytes: Uint8Array;
  #words: Int32Array;

  constructor(memory: WebAssembly.Memory, maximumBytes = Infinity) {
    this.memory = memory;
    this.maximumBytes = maximumBytes;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
  }

  /** A new memory, as large as the device allows, without a heap in it. */
  static create(): HeapMemory {
    for (const mib of MAXIMA_MIB) {
      try {
        const maximum = (mib * MiB) / PAGE;
        const memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum, shared: true });
        return new HeapMemory(memory, mib * MiB);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    const least = MAXIMA_MIB.at(-1) ?? 0;
    throw new PlaygroundError('E_MEMORY', `This device refuses a memory of even ${least} MiB.`);
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

  /** The buffer as large as it is now; another agent may have made the memory grow. */
  #seen(end: number): ArrayBufferLike {
    if (this.memory.buffer.byteLength < end) this.memory.grow(0);
    return this.memory.buffer;
  }
}

if (FIRST_BLOCK > INITIAL_PAGES * PAGE) throw new Error('the first pages do not hold the regions');
