/**
 * An agent's own instance of `heap.wasm`: the algorithms of `src/ipc` over the heap. Each agent has
 * a region of the heap of its own for its stack, its staging area and its fence.
 */
import { goesInto, HEAD_BYTES, type Target } from '../common/codec';
import { PlaygroundError } from '../common/errors';
import { FIRST_BLOCK, HEADER, localsOf, STACK_BYTES } from './layout';
import type { HeapMemory } from './heap-memory';

/** What `src/bin/heap` exports. Results below 0 are errors. */
export interface HeapExports {
  __stack_pointer: WebAssembly.Global;
  __wasm_init_tls(at: number): void;
  heap_create(first: number, maximum: number): void;
  heap_allocate(bytes: number, privileged: number): number;
  heap_free(at: number, bytes: number): void;
  heap_block_bytes(bytes: number): number;
  heap_used(): number;
  fence_adopt(fence: number): void;
  fence_off(fence: number): number;
  queue_create(
    at: number,
    me: number,
    capacity: number,
    maxsize: number,
    overflows: number,
  ): number;
  queue_clear(at: number, me: number): number;
  queue_put(
    at: number,
    me: number,
    head: number,
    headLength: number,
    bodyLength: number,
    timeoutMs: number,
  ): number;
  queue_get(at: number, me: number, stage: number, stageLength: number, timeoutMs: number): number;
  queue_poll(at: number, me: number, timeoutMs: number): number;
  queue_join(at: number, me: number, timeoutMs: number): number;
  queue_task_done(at: number, me: number): number;
  queue_size(at: number, me: number): number;
  queue_is_finished(at: number, me: number): number;
  queue_close(at: number, me: number): number;
  queue_finish(at: number, me: number): number;
  queue_supervise(at: number, me: number, dead: number): number;
  lock_acquire(at: number, me: number, timeoutMs: number): number;
  lock_release(at: number): number;
  lock_supervise(at: number, dead: number): number;
  semaphore_create(at: number, units: number): void;
  semaphore_acquire(at: number, timeoutMs: number): number;
  semaphore_release(at: number): number;
  semaphore_supervise(at: number): void;
  event_set(at: number): number;
  event_clear(at: number): number;
  event_is_set(at: number): number;
  event_wait(at: number, timeoutMs: number): number;
  event_supervise(at: number): void;
  barrier_create(at: number, parties: number): void;
  barrier_wait(at: number, timeoutMs: number): number;
  barrier_abort(at: number): number;
  barrier_reset(at: number): number;
  barrier_is_broken(at: number): number;
  barrier_supervise(at: number): void;
  schedule_lane(at: number, worker: number, spin: number, shiftMs: number, stepMs: number): void;
  schedule_done(at: number): number;
  operation_bytes(): number;
  operation_begin(
    slot: number,
    kind: number,
    at: number,
    me: number,
    bodyLength: number,
    timeoutMs: number,
  ): void;
  operation_step(slot: number): number;
  operation_end(slot: number): number;
}

/**
 * A message that is copied directly between the heap and this realm's memory while the instance
 * runs, without the staging area.
 */
export interface Transit {
  sent: Uint8Array;
  received: Uint8Array;
  /**
   * The first byte of a message whose head is kept apart from its body; undefined where it is not.
   */
  tag: number | undefined;
  /** The destination of a body that fits there. */
  into: Target | undefined;
}

const NOTHING = new Uint8Array();

export class HeapInstance {
  readonly heap: HeapMemory;
  readonly region: number;
  readonly exports: HeapExports;
  readonly transit: Transit = { sent: NOTHING, received: NOTHING, tag: undefined, into: undefined };

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
    let bodyLength = 0;
    const apart = (): number => (transit.tag === undefined ? 0 : HEAD_BYTES);
    return {
      send: (first = 0, n = 0, to = 0) => {
        heap.bytes(to + n).set(transit.sent.subarray(first, first + n), to);
      },
      receive_begin: (length = 0) => {
        bodyLength = length - apart();
        if (apart() === 0) transit.received = new Uint8Array(bodyLength);
      },
      receive: (first = 0, n = 0, from = 0) => {
        const bytes = heap.bytes(from + n);
        // A long message begins aligned, so its head is in one piece.
        const skipped = first === 0 ? apart() : 0;
        if (skipped > 0) {
          const tag = bytes[from] ?? 0;
          transit.tag = tag;
          // Only the tag tells whether the body fits into the caller's array.
          const { into } = transit;
          transit.received =
            into && goesInto(into, tag, bodyLength)
              ? new Uint8Array(into.buffer, into.byteOffset, bodyLength)
              : new Uint8Array(bodyLength);
        }
        transit.received.set(bytes.subarray(from + skipped, from + n), first + skipped - apart());
      },
    };
  }
}
