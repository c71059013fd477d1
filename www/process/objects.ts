/**
 * The library's objects inside a process. Where memory is shared their calls block and return values, as in Python; elsewhere they ask
 * the engine and return promises. `await` does for both.
 */
import * as Comlink from 'comlink';

import { spinRate } from '../../pkg/parallel_playground.js';
import { SLOT_BYTES, SlotListener } from '../common/call-slot';
import type { ArrayHandle, ObjectCall } from '../common/handles';
import { unwrap, type Outcome } from '../common/outcome';
import type { Marker } from '../common/packed';
import type { ObjectRealm, ObjectsConfig } from '../common/protocol';
import type { LaneRequest } from '../common/schedule';
import { HeapAgent, slotOf } from '../heap/agent';
import { HeapMemory } from '../heap/memory';
import { ArrayInHeap } from '../objects/array';
import { askingObject, type Asker } from '../objects/asking';
import { acquire, blockingObject, holding, type Blocker } from '../objects/blocking';
import { PlaygroundError } from '../lib/errors';
import { heapError } from '../heap/errors';

export class ProcessObjects {
  /** For small calls from the window, where memory is shared. */
  readonly slot: SlotListener | null = null;
  readonly #asker: Asker;
  readonly #blocker: Blocker | undefined;

  constructor({ agent, port, heap }: ObjectsConfig) {
    const remote = Comlink.wrap<ObjectRealm>(port);
    const revive = (marker: Marker): unknown => this.revive(marker);
    this.#asker = { revive, ask: async (call) => unwrap(await remote.operate(call)) };
    if (!heap) return;
    const memory = new HeapMemory(heap.memory);
    const own = new HeapAgent(heap.module, memory, heap.region, agent, revive);
    const slot = slotOf(heap.region);
    this.slot = new SlotListener(memory.bytes(slot + SLOT_BYTES).buffer, slot);
    // Whoever had the region before may have died while it listened.
    this.slot.leave();
    this.#blocker = {
      agent: own,
      call: (call: ObjectCall) => {
        // Posted now; its own answer comes when nobody waits for it any more.
        remote.answer(call).catch(() => undefined);
        return unwrap(own.reply() as Outcome<unknown>);
      },
    };
  }

  /** This process's own object for what was sent. */
  revive({ '@parallel-playground': handle }: Marker): unknown {
    if (handle.kind === 'array') return this.#array(handle);
    if (this.#blocker) return blockingObject(this.#blocker, handle);
    return askingObject(this.#asker, handle);
  }

  /** A lane of a run whose board is in the heap. */
  runLane({ at, worker, spin, originMs, stepMs }: LaneRequest): void {
    if (!this.#blocker)
      throw new PlaygroundError('E_NOT_ISOLATED', 'Memory cannot be shared here.');
    // The difference first: both are large. The instance reads `performance.now()`.
    const shiftMs = performance.timeOrigin - originMs;
    this.#blocker.agent.exports.schedule_lane(at, worker, spin ? spinRate() : 0, shiftMs, stepMs);
  }

  #array(handle: ArrayHandle): ArrayInHeap {
    if (!this.#blocker)
      throw new PlaygroundError('E_NOT_ISOLATED', 'Memory cannot be shared here.');
    const { agent } = this.#blocker;
    const { lock } = handle;
    return new ArrayInHeap(
      agent.heap,
      handle,
      lock &&
        ((work) =>
          holding(
            () => void acquire(agent, lock),
            () => {
              const code = agent.exports.lock_release(lock.at);
              if (code < 0) throw heapError(code);
            },
            work,
          )),
    );
  }
}
