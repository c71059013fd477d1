/**
 * The heap: one shared wasm memory in which all objects of a playground lie, known by their addresses. Whoever has the memory may
 * allocate. Nothing is freed as long as the engine lives: an address may lie in any process, in any queue or list, or in a call
 * that still waits, and whoever used one that had been given away would damage another's object. So objects are small.
 *
 *   0          heap.wasm's own data
 *   HEAP_START the address of the first free byte
 *   + 64 …     objects, aligned to 64 bytes, a cache line
 */
import { PlaygroundError } from '../lib/errors';

const MiB = 1024 * 1024;
const PAGE = 65_536;
/** Costs address space only, until it is written to. */
const INITIAL_PAGES = 64;
/** Tried in turn: large ones fail on small devices. The build's import allows the first. */
const MAXIMA_MIB = [1024, 512, 256, 128];
const LINE = 64;

/** Behind all that heap.wasm has itself; `scripts/check-output.mjs` checks it. */
export const HEAP_START = 65_536;

/** Bytes of a queue's ring; longer messages stream through it. */
export const RING_BYTES = 65_536;
/** Bytes of a queue: its header, then its ring. */
export const QUEUE_BYTES = 384 + RING_BYTES;
/** Bytes of a lock, a semaphore, an event or a barrier. */
export const CELL_BYTES = LINE;

export class HeapMemory {
  readonly memory: WebAssembly.Memory;
  readonly #maximumBytes: number;
  #bytes: Uint8Array;
  #words: Int32Array;

  constructor(memory: WebAssembly.Memory, maximumBytes = Infinity) {
    this.memory = memory;
    this.#maximumBytes = maximumBytes;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
  }

  /** A new heap, as large as the device allows. */
  static create(): HeapMemory {
    for (const mib of MAXIMA_MIB) {
      try {
        const maximum = (mib * MiB) / PAGE;
        const memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum, shared: true });
        const heap = new HeapMemory(memory, mib * MiB);
        Atomics.store(heap.#words, HEAP_START / 4, HEAP_START + LINE);
        return heap;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    const least = MAXIMA_MIB.at(-1) ?? 0;
    throw new PlaygroundError('E_MEMORY', `This device refuses a memory of even ${least} MiB.`);
  }

  /** The address of so many bytes, all 0, aligned to 64. */
  allocate(bytes: number): number {
    const size = Math.ceil(Math.max(bytes, 1) / LINE) * LINE;
    for (;;) {
      const at = Atomics.load(this.#words, HEAP_START / 4);
      const end = at + size;
      // Before the address moves on: what cannot be had is not taken from others either.
      if (end > this.memory.buffer.byteLength) this.#grow(end, bytes);
      if (Atomics.compareExchange(this.#words, HEAP_START / 4, at, end) === at) return at;
    }
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

  #grow(end: number, bytes: number): void {
    const missing = end - this.memory.buffer.byteLength;
    // Some ahead: growing is a call to the system.
    for (const extra of [4 * MiB, 0]) {
      try {
        this.memory.grow(Math.ceil((missing + extra) / PAGE));
        return;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    const most = this.#maximumBytes === Infinity ? 'its maximum' : `${this.#maximumBytes} bytes`;
    throw new PlaygroundError(
      'E_MEMORY',
      `${bytes} bytes are needed; the shared memory of this playground, of at most ${most}, has no room for them.`,
    );
  }
}
