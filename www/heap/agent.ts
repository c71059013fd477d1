/**
 * An agent's own instance of `heap.wasm`: the algorithms of `src/ipc` over the heap. Each agent has a region of the heap for its
 * stack and its staging area, which nobody else uses.
 */
import { SLOT_BYTES } from '../common/call-slot';
import {
  beginning,
  decodeStaged,
  encodeStaged,
  fromBytes,
  goesInto,
  HEAD_BYTES,
  type Revive,
  type Stage,
  type Target,
} from '../common/codec';
import { heapError } from './errors';
import type { HeapMemory } from './memory';

const STACK_BYTES = 32_768;
const STAGE_BYTES = 65_536;
const REPLY_BYTES = 4096;
/** For the instance's thread-local data; `scripts/check-output.mjs` checks that they fit. */
const LOCAL_BYTES = 64;
/** Bytes of the ring for answers to blocking calls. */
export const REPLY_RING_BYTES = 2048;

/** Bytes of the heap for each agent. */
export const REGION_BYTES = STACK_BYTES + STAGE_BYTES + REPLY_BYTES + SLOT_BYTES + LOCAL_BYTES;

/** Where the region's queue is by which the engine answers to blocking calls. */
export function replyQueueOf(region: number): number {
  return region + STACK_BYTES + STAGE_BYTES;
}

/** Where the region's slot for calls from the window is. */
export function slotOf(region: number): number {
  return replyQueueOf(region) + REPLY_BYTES;
}

/** What `src/bin/heap` exports. Results below 0 are errors. */
export interface HeapExports {
  __stack_pointer: WebAssembly.Global;
  __wasm_init_tls(at: number): void;
  queue_create(at: number, me: number, capacity: number, maxsize: number): number;
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
  semaphore_release(at: number): void;
  semaphore_supervise(at: number): void;
  event_set(at: number): void;
  event_clear(at: number): void;
  event_is_set(at: number): number;
  event_wait(at: number, timeoutMs: number): number;
  event_supervise(at: number): void;
  barrier_create(at: number, parties: number): void;
  barrier_wait(at: number, timeoutMs: number): number;
  barrier_abort(at: number): void;
  barrier_reset(at: number): void;
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

/** The long message that an instance sends or receives at this moment, outside the heap. */
export interface Transit {
  sent: Uint8Array;
  received: Uint8Array;
  /** Where a message's first byte goes when its head is kept apart from its body. */
  tag?: number;
  /** Where a body goes that fits there. */
  into?: Target | undefined;
}

/** An instance for the agent with that region. `transit` is where it finds and leaves long messages. */
export function instantiateHeap(
  module: WebAssembly.Module,
  heap: HeapMemory,
  region: number,
  transit: Transit,
): HeapExports {
  const apart = transit.tag === undefined ? 0 : HEAD_BYTES;
  let bodyLength = 0;
  const imports = {
    env: { memory: heap.memory },
    agent: {
      now_ms: () => performance.now(),
      send: (first: number, n: number, to: number) => {
        heap.bytes(to + n).set(transit.sent.subarray(first, first + n), to);
      },
      receive_begin: (length: number) => {
        bodyLength = length - apart;
        if (apart === 0) transit.received = new Uint8Array(bodyLength);
      },
      receive: (first: number, n: number, from: number) => {
        const bytes = heap.bytes(from + n);
        // A long message begins aligned in the ring, so its head is in one piece.
        const skipped = first === 0 ? apart : 0;
        if (skipped > 0) {
          const tag = bytes[from] ?? 0;
          transit.tag = tag;
          // Only here is it known what it is.
          const { into } = transit;
          transit.received =
            into && goesInto(into, tag, bodyLength)
              ? new Uint8Array(into.buffer, into.byteOffset, bodyLength)
              : new Uint8Array(bodyLength);
        }
        transit.received.set(bytes.subarray(from + skipped, from + n), first + skipped - apart);
      },
    },
  };
  const exports = new WebAssembly.Instance(module, imports).exports as unknown as HeapExports;
  exports.__stack_pointer.value = region + STACK_BYTES;
  exports.__wasm_init_tls(region + REGION_BYTES - LOCAL_BYTES);
  return exports;
}

/** The agent of a process: its calls block. */
export class HeapAgent {
  readonly id: number;
  readonly heap: HeapMemory;
  readonly exports: HeapExports;
  readonly revive: Revive;
  readonly #region: number;
  readonly #stageAt: number;
  readonly #stage: Stage;
  readonly #transit: Transit = {
    sent: new Uint8Array(),
    received: new Uint8Array(),
    tag: 0,
  };

  constructor(
    module: WebAssembly.Module,
    heap: HeapMemory,
    region: number,
    id: number,
    revive: Revive,
  ) {
    this.id = id;
    this.heap = heap;
    this.revive = revive;
    this.#region = region;
    this.#stageAt = region + STACK_BYTES;
    const { buffer } = heap.bytes(this.#stageAt + STAGE_BYTES);
    this.#stage = {
      bytes: new Uint8Array(buffer, this.#stageAt, STAGE_BYTES),
      view: new DataView(buffer, this.#stageAt, STAGE_BYTES),
    };
    this.exports = instantiateHeap(module, heap, region, this.#transit);
  }

  /** Puts a value. Throws `E_FULL`, `E_CLOSED`, `E_CLONE`. */
  put(at: number, value: unknown, timeoutMs: number): void {
    // The value of a head is in the staging area; a long body is copied from where it is.
    const stage = this.#stage;
    const head = encodeStaged(value, stage);
    const { body } = stage;
    let length = 0;
    if (body) {
      stage.body = undefined;
      this.#transit.sent = body;
      ({ length } = body);
      if (length > 0x7fff_ffff - head) throw heapError(-5);
    }
    const code = this.exports.queue_put(at, this.id, this.#stageAt, head, length, timeoutMs);
    if (code < 0) throw heapError(code);
  }

  /** Gets a value, in `into` if it is an array that goes there, or gives the error's number. */
  get(at: number, timeoutMs: number, into?: Target): { code: number; value: unknown } {
    const transit = this.#transit;
    transit.into = into;
    const length = this.exports.queue_get(at, this.id, this.#stageAt, STAGE_BYTES, timeoutMs);
    transit.into = undefined;
    if (length < 0) return { code: length, value: undefined };
    if (length <= STAGE_BYTES) {
      return { code: 0, value: decodeStaged(this.#stage, length, this.revive, into) };
    }
    const { tag = 0, received } = transit;
    transit.received = new Uint8Array();
    const value =
      into && received.buffer === into.buffer
        ? beginning(into, received.length / into.BYTES_PER_ELEMENT)
        : fromBytes(tag, received, this.revive);
    return { code: 0, value };
  }

  /** Waits for the engine's answer to a blocking call. */
  reply(): unknown {
    const { code, value } = this.get(replyQueueOf(this.#region), Infinity);
    if (code < 0) throw heapError(code);
    return value;
  }
}
