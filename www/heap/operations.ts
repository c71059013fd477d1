/**
 * Operations of the engine on the heap: it must not block, so each goes in steps, and waits for a word in between with
 * `Atomics.waitAsync`.
 */
import { instantiateHeap, type HeapExports, type Transit } from './agent';
import type { HeapMemory } from './memory';

/** In the order of `State` in `src/bin/heap/operations.rs`. */
const KINDS = ['put', 'get', 'poll', 'join', 'lock', 'semaphore', 'event', 'barrier'] as const;

export type OperationKind = (typeof KINDS)[number];

export interface Operation {
  kind: OperationKind;
  at: number;
  /** Whose operation it is. */
  agent: number;
  /** What is put. */
  message?: Uint8Array | undefined;
  timeoutMs: number;
  /** Aborted when nobody waits for it any more. */
  signal?: AbortSignal | undefined;
}

export interface Ended {
  /** 0, or below it an error. */
  code: number;
  /** What was got. */
  message: Uint8Array;
  /** An index. */
  value: number;
}

const WAITS = 1;
/** How often a word is looked at where `Atomics.waitAsync` is missing, in ms. */
const POLL_MS = 4;
const NOTHING = new Uint8Array();

// The slot's first fields.
const ADDRESS = 0;
const EXPECTED = 4;
const LEFT_MS = 8;
const VALUE = 16;

export class Operations {
  readonly exports: HeapExports;
  readonly #heap: HeapMemory;
  readonly #transit: Transit = { sent: NOTHING, received: NOTHING };
  readonly #slotBytes: number;
  readonly #freeSlots: number[] = [];

  constructor(module: WebAssembly.Module, heap: HeapMemory, region: number) {
    this.#heap = heap;
    this.exports = instantiateHeap(module, heap, region, this.#transit);
    this.#slotBytes = this.exports.operation_bytes();
  }

  async run({ kind, at, agent, message = NOTHING, timeoutMs, signal }: Operation): Promise<Ended> {
    const slot = this.#freeSlots.pop() ?? this.#heap.allocate(this.#slotBytes);
    const { exports } = this;
    exports.operation_begin(slot, KINDS.indexOf(kind), at, agent, message.length, timeoutMs);
    let received: Uint8Array = NOTHING;
    const act = (end: boolean): number => {
      // Others are under way at the same time: each brings its own message, and takes it away.
      Object.assign(this.#transit, { sent: message, received });
      const code = end ? exports.operation_end(slot) : exports.operation_step(slot);
      ({ received } = this.#transit);
      Object.assign(this.#transit, { sent: NOTHING, received: NOTHING });
      return code;
    };
    try {
      let code = act(false);
      while (code === WAITS) {
        const view = new DataView(this.#heap.bytes(slot + this.#slotBytes).buffer, slot);
        const address = view.getUint32(ADDRESS, true);
        const words = this.#heap.words(address + 4);
        const leftMs = view.getFloat64(LEFT_MS, true);
        await wordChanged(words, address / 4, view.getInt32(EXPECTED, true), leftMs, signal);
        code = act(signal?.aborted === true);
      }
      const value = this.#heap.words(slot + this.#slotBytes)[(slot + VALUE) / 4] ?? 0;
      return { code, message: received, value };
    } finally {
      this.#freeSlots.push(slot);
    }
  }
}

interface WaitAsync {
  waitAsync?: (
    words: Int32Array,
    index: number,
    expected: number,
    timeoutMs: number,
  ) => { async: false; value: string } | { async: true; value: Promise<string> };
}

async function wordChanged(
  words: Int32Array,
  index: number,
  expected: number,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal?.aborted) return;
  // Newer than the language level that the types speak of.
  const { waitAsync } = Atomics as WaitAsync;
  if (waitAsync) {
    const wait = waitAsync(words, index, expected, timeoutMs);
    if (!wait.async) return;
    await (signal ? Promise.race([wait.value, aborted(signal)]) : wait.value);
    return;
  }
  const start = performance.now();
  while (
    Atomics.load(words, index) === expected &&
    performance.now() - start < timeoutMs &&
    !signal?.aborted
  ) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const abortions = new WeakMap<AbortSignal, Promise<void>>();

/** One promise for each signal, however many operations ask. */
function aborted(signal: AbortSignal): Promise<void> {
  const known = abortions.get(signal);
  if (known) return known;
  const promise = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  abortions.set(signal, promise);
  return promise;
}
