/**
 * Operations on the heap of a realm that must not block: each goes in steps, and waits for a word in between with
 * `Atomics.waitAsync`.
 *
 * Of the operations of one kind on one object that this realm has under way, only the first waits for the heap; the others wait
 * for their turn behind it, in the order in which they were asked for. So however many there are, each change of the object costs
 * one look.
 */
import { deadline } from '../common/deadline';
import type { Ending } from '../common/ending';
import { Fifo } from '../common/fifo';
import { NO_MEMORY } from './errors';
import type { HeapInstance } from './instance';
import { fenceOf, OPERATION_BLOCKS, OPERATIONS_BYTES, operationsOf } from './layout';

/** In the order of `State` in `src/bin/heap/operations.rs`. */
const KINDS = ['put', 'get', 'poll', 'join', 'lock', 'semaphore', 'event', 'barrier'] as const;

export type OperationKind = (typeof KINDS)[number];

/** How an operation behaves where it cannot end at once. */
export interface OperationRules {
  /**
   * Only one operation of this kind can proceed at a time on an object, so those of this realm take
   * turns. The code is the result of one whose time is over before its turn.
   */
  tooLate?: number;
  /** The operation stays in effect when its agent dies: it is left as it is and not withdrawn. */
  outlivesAgent?: boolean;
}

export interface Operation extends OperationRules {
  kind: OperationKind;
  at: number;
  /** Whose operation it is. */
  agent: number;
  /** What is put. */
  message?: Uint8Array | undefined;
  timeoutMs: number;
  /** Comes when nobody waits for it any more. */
  ending?: Ending | undefined;
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
/** The answer for an agent that is dead. */
const ABANDONED = -6;
/** How often a word is looked at where `Atomics.waitAsync` is missing, in ms. */
const POLL_MS = 4;
/** Bytes of a block of records. */
const BLOCK_BYTES = 4096;
const NOTHING = new Uint8Array();

// The record's first fields.
const ADDRESS = 0;
const EXPECTED = 1;
const LEFT_MS = 2;
const VALUE = 4;

/** An operation that waits for its turn. */
interface Waiter {
  operation: Operation;
  deadlineMs: number;
  settle: (ended: Ended) => void;
  /** Given up before its turn came. */
  isOver: boolean;
  /** Undoes what watches its time and its end meanwhile. */
  unwatch: () => void;
}

export class Operations {
  readonly instance: HeapInstance;
  readonly #recordBytes: number;
  #freeRecords: number[] = [];
  #usedRecords = 0;
  /** Operations of one kind on one object, the first of which has begun. */
  readonly #lines = new Map<string, Fifo<Waiter>>();

  constructor(instance: HeapInstance) {
    this.instance = instance;
    this.#recordBytes = instance.exports.operation_bytes();
    this.#addRecords(operationsOf(instance.region), OPERATIONS_BYTES);
  }

  run(operation: Operation): Promise<Ended> {
    const { kind, at, tooLate } = operation;
    if (tooLate === undefined) return this.#begin(operation, deadlineOf(operation));
    const key = `${kind}${at}`;
    const line = this.#lines.get(key);
    if (line) return waitForTurn(line, operation, tooLate);
    return this.#begin(operation, deadlineOf(operation), () => {
      // It has to wait: those that come now wait behind it.
      this.#lines.set(key, new Fifo());
    });
  }

  /** Runs the operation to its end; `waits` is called, at once, if that takes longer than this call. */
  #begin(operation: Operation, deadlineMs: number, waits?: () => void): Promise<Ended> {
    const record = this.#freeRecords.pop() ?? this.#moreRecords();
    this.#usedRecords += 1;
    const { kind, at, agent, message = NOTHING } = operation;
    const { exports } = this.instance;
    const leftMs = deadlineMs - performance.now();
    const index = KINDS.indexOf(kind);
    exports.operation_begin(record, index, at, agent, message.length, Math.max(0, leftMs));
    const step = { received: NOTHING };
    const code = this.#step(record, message, step, false);
    if (code !== WAITS) return Promise.resolve(this.#end(record, code, step.received));
    waits?.();
    return this.#finish(record, operation, step).finally(() => {
      if (waits) this.#nextTurn(`${kind}${at}`);
    });
  }

  async #finish(
    record: number,
    { message = NOTHING, ending, outlivesAgent }: Operation,
    step: { received: Uint8Array },
  ): Promise<Ended> {
    let code = WAITS;
    while (code === WAITS) {
      const words = this.instance.heap.words(record + this.#recordBytes);
      const address = (words[record / 4 + ADDRESS] ?? 0) >>> 0;
      const expected = words[record / 4 + EXPECTED] ?? 0;
      const [leftMs = 0] = new Float64Array(words.buffer, record + 4 * LEFT_MS, 1);
      const target = this.instance.heap.words(address + 4);
      await wordChanged(target, address / 4, expected, leftMs, ending);
      if (outlivesAgent && ending?.isDeath) code = ABANDONED;
      else code = this.#step(record, message, step, ending?.hasCome === true);
    }
    return this.#end(record, code, step.received);
  }

  /** The first operation of the line has ended: the next ones go as far as they can. */
  #nextTurn(key: string): void {
    const line = this.#lines.get(key);
    for (let waiter = line?.shift(); waiter; waiter = line?.shift()) {
      if (waiter.isOver) continue;
      waiter.unwatch();
      // The end of one that has to wait calls for the next.
      if (this.#takesTurn(waiter)) return;
    }
    this.#lines.delete(key);
  }

  /** Begins an operation whose turn has come; whether it has to wait for the heap. */
  #takesTurn({ operation, deadlineMs, settle }: Waiter): boolean {
    const turn = { waits: false };
    try {
      void this.#begin(operation, deadlineMs, () => {
        turn.waits = true;
      }).then(settle);
    } catch {
      // There is not even room for it to wait.
      settle({ code: NO_MEMORY, message: NOTHING, value: 0 });
    }
    return turn.waits;
  }

  #step(record: number, sent: Uint8Array, step: { received: Uint8Array }, end: boolean): number {
    const { exports, transit } = this.instance;
    // Others are under way at the same time: each brings its own message, and takes it away.
    transit.sent = sent;
    transit.received = step.received;
    const code = end ? exports.operation_end(record) : exports.operation_step(record);
    step.received = transit.received;
    transit.sent = NOTHING;
    transit.received = NOTHING;
    return code;
  }

  #end(record: number, code: number, message: Uint8Array): Ended {
    const value = this.instance.heap.words(record + this.#recordBytes)[record / 4 + VALUE] ?? 0;
    this.#freeRecords.push(record);
    this.#usedRecords -= 1;
    if (this.#usedRecords === 0) this.#giveBack();
    return { code, message, value };
  }

  #addRecords(first: number, bytes: number): void {
    for (let at = first; at + this.#recordBytes <= first + bytes; at += this.#recordBytes) {
      this.#freeRecords.push(at);
    }
  }

  /** Nothing is under way: the records of the region will do. */
  #giveBack(): void {
    const { region } = this.instance;
    if (!freeRecordsOf(region, this.instance)) return;
    this.#freeRecords = [];
    this.#addRecords(operationsOf(region), OPERATIONS_BYTES);
  }

  /** A block of records, which is found again by whoever buries this agent. */
  #moreRecords(): number {
    const { heap, region } = this.instance;
    const block = this.instance.allocate(BLOCK_BYTES, true);
    const last = fenceOf(region) / 4 + OPERATION_BLOCKS;
    const words = heap.words(block + BLOCK_BYTES);
    words[block / 4] = words[last] ?? 0;
    words[last] = block;
    this.#addRecords(block + 64, BLOCK_BYTES - 64);
    return this.#freeRecords.pop() ?? 0;
  }
}

/** Frees the blocks of records of an agent, if it has any; none of them is in use, or the agent runs no more. */
export function freeRecordsOf(region: number, { heap, exports }: HeapInstance): boolean {
  const last = fenceOf(region) / 4 + OPERATION_BLOCKS;
  const words = heap.words((last + 1) * 4);
  if (words[last] === 0) return false;
  for (let block = words[last] ?? 0; block > 0;) {
    const before = heap.words(block + 4)[block / 4] ?? 0;
    exports.heap_free(block, BLOCK_BYTES);
    block = before;
  }
  words[last] = 0;
  return true;
}

function deadlineOf({ timeoutMs }: Operation): number {
  return performance.now() + timeoutMs;
}

function waitForTurn(line: Fifo<Waiter>, operation: Operation, tooLate: number): Promise<Ended> {
  const { timeoutMs, ending } = operation;
  const late = { code: tooLate, message: NOTHING, value: 0 };
  // Those before it would not wait if it could go on.
  if (timeoutMs <= 0 || ending?.hasCome) return Promise.resolve(late);
  return new Promise((settle) => {
    const giveUp = (): void => {
      waiter.isOver = true;
      waiter.unwatch();
      settle(late);
    };
    const callOff = deadline(timeoutMs, giveUp);
    const ignore = ending?.listen(giveUp);
    const waiter: Waiter = {
      operation,
      deadlineMs: deadlineOf(operation),
      settle,
      isOver: false,
      unwatch: () => {
        callOff();
        ignore?.();
      },
    };
    line.push(waiter);
  });
}

interface WaitAsync {
  waitAsync?: (
    words: Int32Array,
    index: number,
    expected: number,
    timeoutMs: number,
  ) => { async: false; value: string } | { async: true; value: Promise<string> };
}

/** Resolves when the word has changed, or perhaps has, or the time is over, or the end has come. */
export async function wordChanged(
  words: Int32Array,
  index: number,
  expected: number,
  timeoutMs: number,
  ending?: Ending,
): Promise<void> {
  if (ending?.hasCome) return;
  // Newer than the language level that the types speak of.
  const { waitAsync } = Atomics as WaitAsync;
  if (waitAsync) {
    const wait = waitAsync(words, index, expected, timeoutMs);
    if (!wait.async) return;
    // A waiter cannot be taken back, but woken: others that wait for the word look once in vain.
    const ignore = ending?.listen(() => void Atomics.notify(words, index));
    await wait.value;
    ignore?.();
    return;
  }
  const start = performance.now();
  while (
    Atomics.load(words, index) === expected &&
    performance.now() - start < timeoutMs &&
    !ending?.hasCome
  ) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
