/**
 * An agent's own instance of `heap.wasm`: the algorithms of `src/ipc` over the heap. Each agent has
 * a region of the heap of its own for its stack, its staging area and its fence.
 */
import { HEADER, type HeapExports } from '../../pkg/heap';
import { goesInto, type Target } from '../common/codec';
import { PlaygroundError } from '../common/errors';
import { FIRST_BLOCK, localsOf, STACK_BYTES } from './layout';
import type { HeapMemory } from './heap-memory';

/**
 * A message that is copied directly between the heap and this realm's memory while the instance
 * runs, without the staging area.
 */
export interface Transit {
  sent: Uint8Array;
  received: Uint8Array;
  /** The tag of what is received. */
  tag: number;
  /** The destination of an array that fits there. */
  into: Target | undefined;
  /** Where in `received` the message begins: behind its tag, if that is to be the first byte. */
  first: number;
  /** Memory for a message. */
  allocate: (bytes: number) => Uint8Array;
}

const NOTHING = new Uint8Array();

export class HeapInstance {
  readonly heap: HeapMemory;
  readonly region: number;
  readonly exports: HeapExports;
  readonly transit: Transit = {
    sent: NOTHING,
    received: NOTHING,
    tag: 0,
    into: undefined,
    first: 0,
    allocate: (bytes) => new Uint8Array(bytes),
  };

  constructor(module: WebAssembly.Module, heap: HeapMemory, region: number) {
    this.heap = heap;
    this.region = region;
    const imports = {
      env: { memory: heap.memory },
      agent: { now_ms: () => performance.now(), ...this.#copies() },
    };
    this.exports = new WebAssembly.Instance(module, imports).exports as unknown as HeapExports;
    this.exports.__stack_pointer.value = region + STACK_BYTES;
    this.exports.__wasm_init_tls(localsOf(region));
  }

  /** An instance over a memory. The first instance initialises the heap in it. */
  static over(module: WebAssembly.Module, heap: HeapMemory, region: number): HeapInstance {
    const instance = new HeapInstance(module, heap, region);
    if (heap.words()[HEADER / 4] === 0) {
      instance.exports.heap_create(FIRST_BLOCK, heap.maximumBytes);
    }
    return instance;
  }

  /**
   * The address of a block of that size, all 0. `E_MEMORY` if there is no room; `privileged` may
   * use the reserve.
   */
  allocate(bytes: number, privileged = false): number {
    const at = bytes > 0x3fff_ffff ? 0 : this.exports.heap_allocate(bytes, Number(privileged));
    if (at > 0) return at;
    throw this.noMemory(bytes);
  }

  free(at: number, bytes: number): void {
    this.exports.heap_free(at, bytes);
  }

  /** The error for a block of that size that could not be allocated. */
  noMemory(bytes: number): PlaygroundError {
    const { maximumBytes } = this.heap;
    const most = maximumBytes === Infinity ? 'its maximum' : `${maximumBytes} bytes`;
    const used = `${this.exports.heap_used()} of at most ${most}`;
    return new PlaygroundError(
      'E_MEMORY',
      `${bytes} bytes are needed; the shared memory of this playground has no room for them: ${used} are in use.`,
    );
  }

  /** The imports by which the instance copies messages that bypass the staging area. */
  #copies(): Record<string, (...args: number[]) => void> {
    const { heap, transit } = this;
    return {
      send: (first = 0, n = 0, to = 0) => {
        heap.bytes(to + n).set(transit.sent.subarray(first, first + n), to);
      },
      receive_begin: (length = 0, tag = 0) => {
        transit.tag = tag;
        const { into } = transit;
        if (into && goesInto(into, tag, length)) {
          transit.received = new Uint8Array(into.buffer, into.byteOffset, length);
          return;
        }
        transit.received = transit.allocate(transit.first + length);
        if (transit.first > 0) transit.received[0] = tag;
      },
      receive: (first = 0, n = 0, from = 0) => {
        const bytes = heap.bytes(from + n);
        transit.received.set(bytes.subarray(from, from + n), transit.first + first);
      },
    };
  }
}
