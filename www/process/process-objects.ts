/**
 * The library's objects inside a process. Where memory is shared they use the heap directly and
 * have a blocking form; elsewhere they call the engine.
 */
import { FENCE_DEAD } from '../../pkg/heap';
import * as Comlink from 'comlink';

import { spinRate } from '../../pkg/parallel_playground.js';
import { SLOT_BYTES, SlotListener } from '../common/call-slot';
import { decode, encode } from '../common/codec';
import type { Ending } from '../common/ending';
import type { Handle, ObjectCall, ObjectReply } from '../common/handles';
import { unwrap, type Outcome } from '../common/outcome';
import type { Marked, Marker } from '../common/packed';
import type { ObjectRealm, ObjectsConfig } from '../common/protocol';
import type { LaneRequest } from '../common/schedule-messages';
import { HeapAgent } from '../heap/agent';
import { HeapInstance } from '../heap/instance';
import { fenceOf, HAS_VIEWS, LINE, slotOf } from '../heap/layout';
import { HeapMemory } from '../heap/heap-memory';
import { PlaygroundError } from '../common/errors';
import { HeapParts } from '../objects/heap-parts';
import { blockingForm, partNamed, proxyFor } from '../objects/kinds/index';
import { abortable } from '../objects/abort';
import { PendingCalls } from '../objects/pending';
import type { BlockingRealm, LocalObject, Operand, Realm } from '../objects/realm';
import { Registry } from '../objects/registry';
import { closedHere } from '../objects/rules';

/** What a process has where memory is shared. */
interface SharedHeap {
  parts: HeapParts;
  blocking: BlockingRealm;
}

export class ProcessObjects implements Realm {
  /** For small calls from the window, where memory is shared. */
  readonly slot: SlotListener | null = null;
  readonly #agent: number;
  readonly #remote: Comlink.Remote<ObjectRealm>;
  readonly #registry: Registry;
  readonly #pending = new PendingCalls();
  /** The id of the last call that can be given up. */
  #lastCall = 0;
  readonly #heap: SharedHeap | undefined;

  constructor({ agent, port, owner, heap }: ObjectsConfig) {
    this.#agent = agent;
    this.#remote = Comlink.wrap<ObjectRealm>(port);
    this.#registry = new Registry(owner, (holding) => void this.#remote.holding(holding));
    if (!heap) return;
    const memory = new HeapMemory(heap);
    const instance = new HeapInstance(heap.module, memory, heap.region);
    instance.exports.fence_adopt(fenceOf(heap.region));
    const slot = slotOf(heap.region);
    this.slot = new SlotListener(memory.bytes(slot + SLOT_BYTES).buffer, slot);
    // The previous owner of the region may have died while it listened.
    this.slot.leave();
    const mark = (object: Marked): Marker => this.#registry.send(object);
    const own = new HeapAgent(instance, agent, mark, (marker) => this.#revive(marker, true));
    const blocking: BlockingRealm = {
      agent: own,
      call: (call) => {
        // The outcome comes through the reply queue; the answer to this message is not needed.
        this.#remote.answer(call).catch(() => undefined);
        return unwrap(own.reply() as Outcome<unknown>);
      },
      encode: (value) => this.encode(value),
      decode: (bytes, isLast) => this.decode(bytes, isLast),
      viewHeap: () => {
        expectViews(instance);
      },
    };
    this.#heap = { parts: new HeapParts(instance, agent), blocking };
  }

  /**
   * This process's own object for a marker in an argument: the sender holds it until the call has
   * settled.
   */
  receive(marker: Marker): object {
    return this.#revive(marker, false);
  }

  /** To be called before this process gets or sends shared memory or a port. */
  beforeSharing(): void {
    if (this.#heap) expectViews(this.#heap.parts.instance);
  }

  /**
   * Whether this process was declared dead. Where memory is not shared nothing of the heap says so
   * here, and no call fails for it.
   */
  get isDead(): boolean {
    return this.#heap !== undefined && isFencedOff(this.#heap.parts.instance);
  }

  /** The marker of an object in a result. */
  send(object: Marked): Marker {
    return this.#registry.send(object);
  }

  async operate(
    operand: Operand,
    call: Omit<ObjectCall, 'object'>,
    signal?: AbortSignal,
  ): Promise<ObjectReply> {
    const { kind, id, at, by } = operand;
    const parts = partNamed(kind).lives === 'heap' ? this.#heap?.parts : undefined;
    const operate = (ending: Ending): Promise<ObjectReply> =>
      parts
        ? parts.operate({ kind, at, agent: this.#agent, ending }, { object: id, ...call })
        : this.#ask({ object: id, by, ...call }, signal && ending);
    return this.#pending.run(by ?? id, (ending) =>
      signal ? abortable(signal, ending, operate) : operate(ending),
    );
  }

  objectFor(handle: Handle): LocalObject {
    return this.#revive({ '@parallel-playground': handle }, false) as LocalObject;
  }

  async untilOver<T>(work: () => T | Promise<T>): Promise<T> {
    return work();
  }

  encode(value: unknown): Uint8Array {
    return encode(value, (object) => this.#registry.send(object));
  }

  decode(bytes: Uint8Array, isLast: boolean): unknown {
    return decode(bytes, (marker) => this.#revive(marker, isLast));
  }

  markerOf(handle: Handle): Marker {
    return { '@parallel-playground': handle };
  }

  blockingForm(object: LocalObject): unknown {
    if (!this.#heap) throw notShared();
    return blockingForm(this.#heap.blocking, object);
  }

  viewHeap(): HeapMemory {
    if (!this.#heap) throw notShared();
    const { instance } = this.#heap.parts;
    expectViews(instance);
    return instance.heap;
  }

  async release(object: LocalObject): Promise<void> {
    const { handle } = object;
    const over = this.#pending.end(handle.id, closedHere());
    // Calls that went to the engine are ended there.
    if (this.#heap) {
      await over;
      this.#heap.parts.releaseHeldOf(handle, this.#agent);
    }
    this.#registry.release(object, handle);
  }

  /** Runs a lane of a run whose board is in the heap. */
  runLane({ at, worker, spin, originMs, stepMs }: LaneRequest): void {
    if (!this.#heap) throw notShared();
    // The difference is taken first, since both are large. The instance reads `performance.now()`.
    const shiftMs = performance.timeOrigin - originMs;
    const { exports } = this.#heap.parts.instance;
    exports.schedule_lane(at, worker, spin ? spinRate() : 0, shiftMs, stepMs);
  }

  /** Calls the engine; with an ending, the call is given up when that comes. */
  async #ask(call: ObjectCall, ending?: Ending): Promise<ObjectReply> {
    if (!ending) return unwrap(await this.#remote.operate(call));
    this.#lastCall += 1;
    const id = this.#lastCall;
    const ignore = ending.listen(() => void this.#remote.giveUp(id));
    try {
      return unwrap(await this.#remote.operate({ ...call, id }));
    } finally {
      ignore();
    }
  }

  #revive(marker: Marker, wasSent: boolean): object {
    return this.#registry.revive(marker, wasSent, (handle) => proxyFor(this, handle));
  }
}

/** Whether the agent with that region was declared dead. */
function isFencedOff({ heap, region }: HeapInstance): boolean {
  const fence = fenceOf(region);
  return Atomics.load(heap.words(fence + LINE), fence / 4 + FENCE_DEAD) !== 0;
}

/**
 * This process is about to have a view of shared memory, or a port, by which it can affect others
 * without an operation on the heap. From now on it can be declared dead only by waiting for its
 * end. Throws if it was declared dead already.
 */
function expectViews(instance: HeapInstance): void {
  const fence = fenceOf(instance.region);
  // The store precedes the load: see `Fence` in `src/ipc/native.rs`.
  Atomics.store(instance.heap.words(fence + LINE), fence / 4 + HAS_VIEWS, 1);
  if (isFencedOff(instance)) {
    throw new PlaygroundError('E_WORKER_LOST', 'This process was declared dead.');
  }
}

function notShared(): PlaygroundError {
  return new PlaygroundError('E_NOT_ISOLATED', 'Memory cannot be shared here.');
}
