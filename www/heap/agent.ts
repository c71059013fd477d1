/**
 * Messages of an agent that may block. Values pass through its staging area; the bytes of long ones
 * are copied from and to their own arrays.
 */
import { ERRORS } from '../../pkg/heap';
import {
  beginning,
  decodeStaged,
  encodeStaged,
  fromBytes,
  type Revive,
  type Stage,
  type Target,
} from '../common/codec';
import type { Mark } from '../common/packed';
import { heapError } from './errors';
import type { HeapInstance } from './instance';
import { replyQueueOf, STAGE_BYTES, stageOf } from './layout';

export class HeapAgent {
  readonly id: number;
  readonly instance: HeapInstance;
  readonly #mark: Mark;
  readonly #revive: Revive;
  readonly #stageAt: number;
  readonly #stage: Stage;

  constructor(instance: HeapInstance, id: number, mark: Mark, revive: Revive) {
    this.id = id;
    this.instance = instance;
    this.#mark = mark;
    this.#revive = revive;
    this.#stageAt = stageOf(instance.region);
    const { buffer } = instance.heap.bytes(this.#stageAt + STAGE_BYTES);
    this.#stage = {
      bytes: new Uint8Array(buffer, this.#stageAt, STAGE_BYTES),
      view: new DataView(buffer, this.#stageAt, STAGE_BYTES),
    };
  }

  /** Puts a value. Throws `E_FULL`, `E_CLOSED`, `E_CLONE`, `E_MEMORY`. */
  put(at: number, value: unknown, timeoutMs: number): void {
    // The head of a message is in the staging area; a long body is copied from the value itself.
    const stage = this.#stage;
    const head = encodeStaged(value, stage, this.#mark);
    const { body } = stage;
    let length = 0;
    if (body) {
      stage.body = undefined;
      this.instance.transit.sent = body;
      ({ length } = body);
      if (length > 0x7fff_ffff - head) throw heapError(-5);
    }
    const { exports } = this.instance;
    const code = exports.queue_put(at, this.id, this.#stageAt, head, length, timeoutMs);
    if (code === ERRORS.NO_MEMORY) throw this.instance.noMemory(head + length);
    if (code < 0) throw heapError(code);
  }

  /** Gets a value, in `into` if it is an array that fits there, or the number of an error. */
  get(at: number, timeoutMs: number, into?: Target): { code: number; value: unknown } {
    const { exports, transit } = this.instance;
    transit.into = into;
    transit.tag = 0;
    const length = exports.queue_get(at, this.id, this.#stageAt, STAGE_BYTES, timeoutMs);
    const { tag = 0, received } = transit;
    transit.into = undefined;
    transit.tag = undefined;
    if (length < 0) return { code: length, value: undefined };
    if (length <= STAGE_BYTES) {
      return { code: 0, value: decodeStaged(this.#stage, length, this.#revive, into) };
    }
    transit.received = new Uint8Array();
    const value =
      into && received.buffer === into.buffer
        ? beginning(into, received.length / into.BYTES_PER_ELEMENT)
        : fromBytes(tag, received, this.#revive);
    return { code: 0, value };
  }

  /** Blocks until the engine's answer to a call is there. */
  reply(): unknown {
    const { code, value } = this.get(replyQueueOf(this.instance.region), Infinity);
    if (code < 0) throw heapError(code);
    return value;
  }
}
