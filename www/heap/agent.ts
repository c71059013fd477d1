/**
 * Messages of an agent that may block. Values pass through its staging area; the elements of longer
 * arrays (`SHORT_BYTES`) are copied once, from and to their place in the heap.
 */
import { ERRORS, PLACE_BYTES, SHORT_BYTES } from '../../pkg/heap';
import {
  beginning,
  decodeStaged,
  encodeStaged,
  expectBytes,
  fromBytes,
  goesInto,
  kindOf,
  kindOfTag,
  newArray,
  type Revive,
  type Stage,
  tagOfKind,
  type Target,
} from '../common/codec';
import { ARRAY_KINDS } from '../common/codec/value-kinds';
import type { Mark } from '../common/packed';
import { heapError } from './errors';
import { InPlace, type Place } from './in-place';
import type { HeapInstance } from './instance';
import { replyQueueOf, STAGE_BYTES, stageOf } from './layout';

const BYTES = ARRAY_KINDS.indexOf(Uint8Array);

export class HeapAgent {
  readonly id: number;
  readonly instance: HeapInstance;
  readonly inPlace: InPlace;
  /** Of the last `get`: the length of the message, or below 0 an error. */
  code = 0;
  readonly #mark: Mark;
  readonly #revive: Revive;
  /** Where the doors say where a message is: at the beginning of the staging area. */
  readonly #placeAt: number;
  readonly #places: Uint32Array;
  /** The rest of the staging area. */
  readonly #stageAt: number;
  readonly #stage: Stage;

  constructor(instance: HeapInstance, id: number, mark: Mark, revive: Revive) {
    this.id = id;
    this.instance = instance;
    this.inPlace = new InPlace(instance.heap);
    this.#mark = mark;
    this.#revive = revive;
    this.#placeAt = stageOf(instance.region);
    this.#stageAt = this.#placeAt + PLACE_BYTES;
    const length = STAGE_BYTES - PLACE_BYTES;
    const { buffer } = instance.heap.bytes(this.#stageAt + length);
    this.#places = new Uint32Array(buffer, this.#placeAt, PLACE_BYTES / 4);
    this.#stage = {
      bytes: new Uint8Array(buffer, this.#stageAt, length),
      view: new DataView(buffer, this.#stageAt, length),
      tag: 0,
    };
  }

  /** Puts a value. Throws `E_FULL`, `E_CLOSED`, `E_CLONE`, `E_MEMORY`. */
  put(at: number, value: unknown, timeoutMs: number): void {
    const isLong =
      typeof value === 'object' && ArrayBuffer.isView(value) && value.byteLength > SHORT_BYTES;
    if (!isLong || !this.#putArray(at, value as Target, timeoutMs)) {
      this.#putStaged(at, value, timeoutMs);
    }
  }

  /**
   * Gets a value, in `into` if it is an array that fits there. Where there is none, `code` is below
   * 0 afterwards, and `undefined` is returned.
   */
  get(at: number, timeoutMs: number, into?: Target): unknown {
    const { exports, transit } = this.instance;
    transit.into = into;
    const length = exports.queue_take(at, this.id, this.#placeAt, STAGE_BYTES, timeoutMs);
    transit.into = undefined;
    this.code = length;
    if (length < 0) return undefined;
    // Not destructured: that would go by an iterator.
    const address = this.#places[0] ?? 0;
    const tag = this.#places[1] ?? 0;
    if (address === this.#stageAt) {
      return decodeStaged(this.#stage, length, tag, this.#revive, into);
    }
    if (address > 0) return this.#takeAway(at, { address, length, tag }, into);
    const { received } = transit;
    transit.received = new Uint8Array();
    return into && received.buffer === into.buffer
      ? beginning(into, received.length / into.BYTES_PER_ELEMENT)
      : fromBytes(tag, received, this.#revive);
  }

  /**
   * Reserves room in one piece until `queue_commit` or `queue_abandon`; the address of its
   * bytes. Errors as `put`.
   */
  grantRoom(at: number, tag: number, length: number, timeoutMs: number): number {
    const { exports } = this.instance;
    const code = exports.queue_grant_room(at, this.id, tag, length, this.#placeAt, timeoutMs);
    this.#expectPut(code, length);
    return this.#places[0] ?? 0;
  }

  /** Where the first message is, until `queue_release` or `queue_put_back`; or an error. */
  grantFirst(at: number, timeoutMs: number): Place | number {
    const { exports } = this.instance;
    const length = exports.queue_grant_first(at, this.id, this.#placeAt, timeoutMs);
    if (length < 0) return length;
    return { address: this.#places[0] ?? 0, length, tag: this.#places[1] ?? 0 };
  }

  /** Blocks until the engine's answer to a call is there. */
  reply(): unknown {
    const value = this.get(replyQueueOf(this.instance.region), Infinity);
    if (this.code < 0) throw heapError(this.code);
    return value;
  }

  /** False for a view that is no array, and where the array is to be sent in pieces. */
  #putArray(at: number, array: Target, timeoutMs: number): boolean {
    const kind = kindOf(array);
    const { buffer, byteLength } = array;
    if (kind < 0 || byteLength > 0x7fff_ffff) return false;
    expectBytes(buffer);
    const { exports } = this.instance;
    const tag = tagOfKind(kind);
    const code = exports.queue_reserve(at, this.id, tag, byteLength, this.#placeAt, timeoutMs);
    if (code === ERRORS.TOO_LARGE) return false;
    this.#expectPut(code, byteLength);
    try {
      this.inPlace.write(at, this.#places[0] ?? 0, kind, array);
    } catch (error) {
      exports.queue_abandon(at, this.id);
      throw error;
    }
    this.#expectPut(exports.queue_commit(at, this.id), byteLength);
    return true;
  }

  #putStaged(at: number, value: unknown, timeoutMs: number): void {
    // A long message is copied from where it is.
    const stage = this.#stage;
    const length = encodeStaged(value, stage, this.#mark);
    const { body, tag } = stage;
    if (body) {
      stage.body = undefined;
      this.instance.transit.sent = body;
      if (body.length > 0x7fff_ffff) throw heapError(ERRORS.TOO_LARGE);
    }
    const bodyLength = body?.length ?? 0;
    const { exports } = this.instance;
    const code = exports.queue_put(at, this.id, tag, this.#stageAt, length, bodyLength, timeoutMs);
    this.#expectPut(code, length + bodyLength);
  }

  #expectPut(code: number, length: number): void {
    if (code === ERRORS.NO_MEMORY) throw this.instance.noMemory(length);
    if (code < 0) throw heapError(code);
  }

  /** Copies the message that this agent looks at, and takes it. */
  #takeAway(at: number, place: Place, into: Target | undefined): unknown {
    const { exports } = this.instance;
    const { length, tag } = place;
    const kind = kindOfTag(tag);
    const isInto = into !== undefined && goesInto(into, tag, length);
    let array: Target;
    try {
      array = isInto ? into : newArray(kind < 0 ? BYTES : kind, length);
      this.inPlace.read(at, place, kind < 0 ? BYTES : kind, array);
    } catch (error) {
      exports.queue_put_back(at, this.id);
      throw error;
    }
    const code = exports.queue_release(at, this.id);
    if (code < 0) throw heapError(code);
    if (isInto) return beginning(array, length / array.BYTES_PER_ELEMENT);
    return kind < 0 ? fromBytes(tag, array as Uint8Array, this.#revive) : array;
  }
}
