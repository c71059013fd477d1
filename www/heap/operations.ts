/**
 * Operations on the heap for a realm that must not block: each runs in steps, and between them
 * waits for a word to change with `Atomics.waitAsync`.
 *
 * Of the pending operations of one kind on one object, only the first waits for the heap; the
 * others wait behind it in a FIFO. So each change of the object wakes one operation, however many
 * are pending.
 */
import {
  ERRORS,
  OPERATION_ADDRESS,
  OPERATION_BYTES,
  OPERATION_EXPECTED,
  OPERATION_LEFT_MS,
  OPERATION_VALUE,
  OPERATIONS,
  WAITS,
} from '../../pkg/heap';
import { HEAD_BYTES } from '../common/codec';
import { deadline } from '../common/deadline';
import type { Ending } from '../common/ending';
import { Fifo } from '../common/fifo';
import { wordChanged } from '../common/wait-async';
import type { HeapInstance } from './instance';
import { fenceOf, OPERATION_BLOCKS, OPERATIONS_BYTES, operationsOf } from './layout';

export type OperationKind = (typeof OPERATIONS)[number];

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
  /** The agent that operates. */
  agent: number;
  /** The message that is put. */
  message?: Uint8Array | undefined;
  /**
   * Messages are encoded values: with a head of their own, of which only the tag goes through the
   * queue.
   */
  coded?: boolean;
  /** The number of objects in the list of `any`. */
  bodyLength?: number;
  timeoutMs: number;
  /** Comes when its result is not wanted any more. */
  ending?: Ending | undefined;
}

export interface OperationResult {
  /** 0, or below it an error. */
  code: number;
  /** The message that was got. */
  message: Uint8Array;
  /** A number: the index of a party at a barrier. */
  value: number;
  /** Of a put or a get: how many messages were put, or got, before this one. */
  number: number;
}

/** Bytes of a block of records. */
const BLOCK_BYTES = 4096;
const NOTHING = new Uint8Array();

/** An operation that waits behind the first one of its kind. */
interface Waiter {
  operation: Operation;
  deadlineMs: number;
  settle: (ended: OperationResult) => void;
  /** Given up before its turn came. */
  isOver: boolean;
  /** Stops its timer and its listener. */
  unwatch: () => void;
}

export class Operations {
  readonly instance: HeapInstance;
  #freeRecords: number[] = [];
  #usedRecords = 0;
  /** Waiting operations by kind and object; an entry exists while a first one is pending. */
  readonly #lines = new Map<string, Fifo<Waiter>>();

  constructor(instance: HeapInstance) {
    this.instance = instance;
    this.#addRecords(operationsOf(instance.region), OPERATIONS_BYTES);
  }

  /** Whether no operation is under way. */
  get isIdle(): boolean {
    return this.#usedRecords === 0;
  }

  run(operation: Operation): Promise<OperationResult> {
    const { kind, at, tooLate } = operation;
    if (tooLate === undefined) return this.#begin(operation, deadlineOf(operation));
    const key = `${kind}${at}`;
    const line = this.#lines.get(key);
    if (line) return waitForTurn(line, operation, tooLate);
    return this.#begin(operation, deadlineOf(operation), () => {
      // It has to wait; later operations queue up behind it.
      this.#lines.set(key, new Fifo());
    });
  }

  /**
   * Runs the operation to its end. `waits` is called synchronously if the operation has to wait.
   */
  #begin(operation: Operation, deadlineMs: number, waits?: () => void): Promise<OperationResult> {
    const record = this.#freeRecords.pop() ?? this.#moreRecords();
    this.#usedRecords += 1;
    const { kind, at, agent } = operation;
    const { body, tag } = partsOf(operation);
    const { bodyLength = body.length } = operation;
    const { exports } = this.instance;
    const leftMs = deadlineMs - performance.now();
    const index = OPERATIONS.indexOf(kind);
    exports.operation_begin(record, index, at, agent, bodyLength, tag, Math.max(0, leftMs));
    const step = { received: NOTHING };
    const code = this.#step(record, operation, step, false);
    if (code !== WAITS) return Promise.resolve(this.#end(record, code, step.received));
    waits?.();
    return this.#finish(record, operation, step).finally(() => {
      if (waits) this.#nextTurn(`${kind}${at}`);
    });
  }

  async #finish(
    record: number,
    operation: Operation,
    step: { received: Uint8Array },
  ): Promise<OperationResult> {
    const { ending, outlivesAgent } = operation;
    let code = WAITS;
    while (code === WAITS) {
      const words = this.instance.heap.words(record + OPERATION_BYTES);
      const address = (words[(record + OPERATION_ADDRESS) / 4] ?? 0) >>> 0;
      const expected = words[(record + OPERATION_EXPECTED) / 4] ?? 0;
      const [leftMs = 0] = new Float64Array(words.buffer, record + OPERATION_LEFT_MS, 1);
      const target = this.instance.heap.words(address + 4);
      await wordChanged(target, address / 4, expected, leftMs, ending);
      if (outlivesAgent && ending?.isDeath) code = ERRORS.ABANDONED;
      else code = this.#step(record, operation, step, ending?.hasCome === true);
    }
    return this.#end(record, code, step.received);
  }

  /** The first operation of the line has ended: starts the next ones until one has to wait. */
  #nextTurn(key: string): void {
    const line = this.#lines.get(key);
    for (let waiter = line?.shift(); waiter; waiter = line?.shift()) {
      if (waiter.isOver) continue;
      waiter.unwatch();
      // When that one ends, this is called again.
      if (this.#takesTurn(waiter)) return;
    }
    this.#lines.delete(key);
  }

  /** Begins an operation whose turn has come. True if it has to wait for the heap. */
  #takesTurn({ operation, deadlineMs, settle }: Waiter): boolean {
    const turn = { waits: false };
    try {
      void this.#begin(operation, deadlineMs, () => {
        turn.waits = true;
      }).then(settle);
    } catch {
      // There is no room for its record.
      settle({ code: ERRORS.NO_MEMORY, message: NOTHING, value: 0, number: 0 });
    }
    return turn.waits;
  }

  #step(
    record: number,
    operation: Operation,
    step: { received: Uint8Array },
    end: boolean,
  ): number {
    const { exports, transit } = this.instance;
    // The instance is shared by all pending operations: each sets its own message for its step.
    transit.sent = partsOf(operation).body;
    transit.first = operation.coded ? HEAD_BYTES : 0;
    transit.received = step.received;
    const code = end ? exports.operation_end(record) : exports.operation_step(record);
    step.received = transit.received;
    transit.sent = NOTHING;
    transit.first = 0;
    transit.received = NOTHING;
    return code;
  }

  #end(record: number, code: number, message: Uint8Array): OperationResult {
    const value =
      this.instance.heap.words(record + OPERATION_BYTES)[(record + OPERATION_VALUE) / 4] ?? 0;
    this.#freeRecords.push(record);
    this.#usedRecords -= 1;
    if (this.#usedRecords === 0) this.#giveBack();
    return { code, message, value, number: this.instance.exports.queue_number() };
  }

  #addRecords(first: number, bytes: number): void {
    for (let at = first; at + OPERATION_BYTES <= first + bytes; at += OPERATION_BYTES) {
      this.#freeRecords.push(at);
    }
  }

  /** No operation is pending: the records of the region suffice. */
  #giveBack(): void {
    const { region } = this.instance;
    if (!freeRecordsOf(region, this.instance)) return;
    this.#freeRecords = [];
    this.#addRecords(operationsOf(region), OPERATIONS_BYTES);
  }

  /**
   * Allocates a block of records. It is linked to the fence, so that the engine can free it after
   * the agent's death.
   */
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

/**
 * Frees an agent's blocks of records, if it has any. None may be in use, unless the agent has
 * ended.
 */
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

/** What of the message goes into the queue. */
function partsOf({ message = NOTHING, coded }: Operation): { body: Uint8Array; tag: number } {
  return coded
    ? { body: message.subarray(HEAD_BYTES), tag: message[0] ?? 0 }
    : { body: message, tag: 0 };
}

function deadlineOf({ timeoutMs }: Operation): number {
  return performance.now() + timeoutMs;
}

function waitForTurn(
  line: Fifo<Waiter>,
  operation: Operation,
  tooLate: number,
): Promise<OperationResult> {
  const { timeoutMs, ending } = operation;
  const late = { code: tooLate, message: NOTHING, value: 0, number: 0 };
  // It could not proceed either: those before it wait.
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
