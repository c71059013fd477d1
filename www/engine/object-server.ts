/**
 * The objects of a playground: queues, locks and the rest. They lie in the heap. Where memory can
 * be shared, the window and the processes have the heap too and use the objects directly; elsewhere
 * they call them by messages to the engine. The engine never blocks.
 */
import { FENCE_INSIDE } from '../../pkg/heap';
import * as Comlink from 'comlink';

import { encode } from '../common/codec';
import type {
  Blueprint,
  Handle,
  Holding,
  ObjectCall,
  ObjectReply,
  Opening,
} from '../common/handles';
import { Ending } from '../common/ending';
import { outcomeOf, type Outcome } from '../common/outcome';
import type { SharedMemory } from '../common/memory';
import type { ObjectRealm, ObjectsConfig } from '../common/protocol';
import { wordChanged } from '../common/wait-async';
import { HeapInstance } from '../heap/instance';
import {
  ENGINE_AGENT,
  ENGINE_REGION,
  fenceOf,
  HAS_VIEWS,
  LINE,
  REGION_BYTES,
  REPLY_RING_BYTES,
  replyQueueOf,
  slotOf,
  WINDOW_AGENT,
} from '../heap/layout';
import { HeapMemory } from '../heap/heap-memory';
import { freeRecordsOf } from '../heap/operations';
import { PlaygroundError } from '../common/errors';
import { HeapParts } from '../objects/heap-parts';
import { kindNamed, partNamed } from '../objects/kinds/index';
import { abortable } from '../objects/abort';
import { PendingCalls } from '../objects/pending';
import { HeapAreas } from './heap-areas';
import { Holders } from './holders';

/** The time that an agent which was declared dead has for leaving an operation, in ms. */
const LEAVING_MS = 100;

/** What the engine knows of a process's use of objects. */
interface ObjectClient {
  region: number;
  /** Comes when the process is declared dead. */
  gone: Ending;
  /** Its calls by object, so that they can be ended. */
  calls: PendingCalls;
  /** Those that it may give up, by their ids. */
  aborts: Map<number, AbortController>;
  /** Its calls that have not settled. */
  pending: Set<Promise<unknown>>;
  /** Objects that it was given as arguments, and that are closed when it ends: ends of pipes. */
  given: Handle[];
}

/** Who makes a call. */
interface Caller
  extends Pick<ObjectClient, 'calls' | 'aborts'>, Partial<Pick<ObjectClient, 'gone'>> {
  agent: number;
}

export class ObjectServer {
  /** Memory that the engine shares with processes temporarily; null where it cannot. */
  readonly areas: HeapAreas | null;
  readonly #shared: boolean;
  readonly #owner: string;
  readonly #module: WebAssembly.Module;
  readonly #heap: HeapParts;
  /** The states of parts that live in the engine. */
  readonly #states = new Map<number, unknown>();
  /** The parts that exist. */
  readonly #openings = new Map<number, Opening>();
  readonly #failures = new Map<number, Error>();
  readonly #holders = new Holders((id) => this.#free(id));
  readonly #clients = new Map<number, ObjectClient>();
  /** The window's calls by object. */
  readonly #windowCalls = new PendingCalls();
  readonly #windowAborts = new Map<number, AbortController>();
  /** The highest id that was opened so far, successfully or not. */
  #lastOpened = 0;
  /** Resolvers of calls on objects that the window has made and the engine does not know yet. */
  #awaitOpening: (() => void)[] = [];
  #lastAgent = WINDOW_AGENT;

  /** `memory` is the heap's; the window has it as well if `isShared`. `owner` names it. */
  constructor(module: WebAssembly.Module, memory: SharedMemory, isShared: boolean, owner: string) {
    this.#module = module;
    this.#owner = owner;
    this.#shared = isShared;
    const instance = HeapInstance.over(module, new HeapMemory(memory), ENGINE_REGION);
    this.#heap = new HeapParts(instance, ENGINE_AGENT);
    this.areas = isShared ? new HeapAreas(instance) : null;
  }

  /** Bytes of the heap that are in use, without the regions of processes. */
  get usedBytes(): number {
    const { exports } = this.#heap.instance;
    const regions = this.#shared ? this.#clients.size : 0;
    return (exports.heap_used() >>> 0) - regions * exports.heap_block_bytes(REGION_BYTES);
  }

  /**
   * Registers parts that the window has made, and makes the others. Throws the first failure; later
   * calls on a part that failed reject with its failure.
   */
  open(openings: readonly Opening[]): void {
    let failure: Error | undefined;
    for (const { id, at, blueprint } of openings) {
      this.#lastOpened = Math.max(this.#lastOpened, id);
      try {
        this.#openings.set(id, { id, at: this.#make(id, at, blueprint), blueprint });
        this.#holders.begin(id, WINDOW_AGENT);
      } catch (error) {
        const reason = error instanceof Error ? error : new Error(String(error));
        this.#failures.set(id, reason);
        failure ??= reason;
      }
    }
    for (const resolve of this.#awaitOpening.splice(0)) resolve();
    if (failure) throw failure;
  }

  /** The window's report of what it holds. */
  holding(holding: Holding): void {
    void this.#receiveReport(WINDOW_AGENT, this.#windowCalls, holding);
  }

  /**
   * A new agent for a process that is about to be made: its configuration, and the port that moves
   * to it.
   */
  admit(): { agent: number; slot: number | null; config: ObjectsConfig; port: MessagePort } {
    this.#lastAgent += 1;
    const agent = this.#lastAgent;
    const { instance } = this.#heap;
    const region = this.#shared ? instance.allocate(REGION_BYTES, true) : 0;
    const client: ObjectClient = {
      region,
      gone: new Ending(),
      calls: new PendingCalls(),
      aborts: new Map(),
      pending: new Set(),
      given: [],
    };
    this.#clients.set(agent, client);
    const { port1, port2 } = new MessageChannel();
    const realm: ObjectRealm = {
      operate: (call) => this.#operateFor(call, agent, client),
      answer: (call) => this.#answer(call, agent, client),
      giveUp: (id) => outcomeOf(() => client.aborts.get(id)?.abort()),
      holding: (holding) => {
        if (!client.gone.hasCome) void this.#receiveReport(agent, client.calls, holding);
        return Promise.resolve({ ok: true, value: undefined });
      },
    };
    Comlink.expose(realm, port1);
    client.gone.listen(() => port1.close());
    const config: ObjectsConfig = { agent, port: port2, owner: this.#owner };
    if (!this.#shared) return { agent, slot: null, config, port: port2 };
    const reply = replyQueueOf(region);
    instance.exports.queue_create(reply, ENGINE_AGENT, REPLY_RING_BYTES, 0, 0);
    const { memory, maximumBytes } = instance.heap;
    const heap = { module: this.#module, memory, maximumBytes, region };
    return { agent, slot: slotOf(region), config: { ...config, heap }, port: port2 };
  }

  /**
   * The process is given these objects, which are closed when the last process that has them ends.
   */
  give(agent: number, handles: readonly Handle[]): void {
    this.#clients.get(agent)?.given.push(...handles);
  }

  /**
   * Declares a process dead although it may run on for a while: from now on it changes no object,
   * and what it held is released. False if that is impossible before it has ended: it has views of
   * shared arrays, or is busy inside an operation.
   */
  async fence(agent: number): Promise<boolean> {
    const client = this.#clients.get(agent);
    if (!client) return true;
    client.gone.come();
    if (this.#shared && !(await this.#isFenced(client.region))) return false;
    this.#retire(agent, client);
    return true;
  }

  /** A process has ended: its region may be reused. */
  agentGone(agent: number): void {
    const client = this.#clients.get(agent);
    if (!client) return;
    client.gone.come();
    this.#retire(agent, client);
    // Only when all calls of this agent have settled.
    void Promise.allSettled(client.pending).then(() => {
      this.#clients.delete(agent);
      if (!this.#shared) return;
      freeRecordsOf(client.region, this.#heap.instance);
      this.#heap.instance.free(client.region, REGION_BYTES);
    });
  }

  /** A call of the window's. */
  operate(call: ObjectCall): Promise<Outcome<ObjectReply>> {
    const caller = { agent: WINDOW_AGENT, calls: this.#windowCalls, aborts: this.#windowAborts };
    return outcomeOf(() => this.#operate(call, caller));
  }

  /** The window gives up the call with that id. */
  giveUp(id: number): void {
    this.#windowAborts.get(id)?.abort();
  }

  /**
   * A realm's report of what it holds. A part that it drops is freed only when its calls on it have
   * settled.
   */
  async #receiveReport(agent: number, calls: PendingCalls, holding: Holding): Promise<void> {
    const { drops = [], closes = [], ...rest } = holding;
    this.#holders.tell(agent, rest);
    const busy = [...closes, ...drops].filter((id) => calls.has(id));
    if (busy.length > 0) await Promise.all(busy.map((id) => calls.end(id, released())));
    for (const id of closes) this.#releaseHeld(id, agent);
    this.#holders.tell(agent, { drops });
  }

  #releaseHeld(id: number, agent: number): void {
    const opening = this.#openings.get(id);
    if (!opening) return;
    const { blueprint, at } = opening;
    if (!isInHeap(opening)) this.#leave(opening, agent);
    // A realm that has the heap has released its locks itself.
    else if (!this.#shared) this.#heap.releaseHeld(blueprint.kind, at, agent);
  }

  /** The agent has no more calls on a part that lives in the engine. */
  #leave({ id, blueprint }: Opening, agent: number): void {
    const part = partNamed(blueprint.kind);
    if (part.lives === 'engine') part.left?.(this.#states.get(id), agent);
  }

  /** Completes what a dead agent had begun, releases what it held, and closes its ends of pipes. */
  #retire(agent: number, client: ObjectClient): void {
    for (const opening of this.#openings.values()) {
      const { at, blueprint } = opening;
      if (isInHeap(opening)) this.#heap.supervise(blueprint.kind, at, agent);
      else this.#leave(opening, agent);
    }
    for (const handle of client.given.splice(0)) this.#abandonIfLast(handle);
    // Only when the calls of this agent on them have settled.
    const over = client.calls.endAll(released());
    client.pending.add(over);
    void over.then(() => this.#holders.gone(agent));
  }

  async #isFenced(region: number): Promise<boolean> {
    const { exports, heap } = this.#heap.instance;
    const fence = fenceOf(region);
    const words = heap.words(fence + LINE);
    if (exports.fence_off(fence) !== 0) {
      await wordChanged(words, fence / 4 + FENCE_INSIDE, 1, LEAVING_MS);
    }
    const isInside = Atomics.load(words, fence / 4 + FENCE_INSIDE) !== 0;
    return !isInside && Atomics.load(words, fence / 4 + HAS_VIEWS) === 0;
  }

  #operateFor(
    call: ObjectCall,
    agent: number,
    client: ObjectClient,
  ): Promise<Outcome<ObjectReply>> {
    const operating = outcomeOf(() => this.#operate(call, { agent, ...client }));
    client.pending.add(operating);
    void operating.then(() => client.pending.delete(operating));
    return operating;
  }

  /** A call of a process that blocks until the outcome is in its reply queue. */
  async #answer(call: ObjectCall, agent: number, client: ObjectClient): Promise<Outcome<void>> {
    const answering = this.#operateFor(call, agent, client).then((outcome) =>
      this.#heap.put(replyQueueOf(client.region), ENGINE_AGENT, encode(outcome), client.gone),
    );
    client.pending.add(answering);
    await answering.catch(() => undefined);
    client.pending.delete(answering);
    return { ok: true, value: undefined };
  }

  #operate(call: ObjectCall, caller: Caller): Promise<ObjectReply> {
    const { calls, aborts } = caller;
    const { id } = call;
    return calls.run(call.by ?? call.object, async (ending) => {
      if (id === undefined) return this.#perform(call, caller, ending);
      const abort = new AbortController();
      aborts.set(id, abort);
      try {
        return await abortable(abort.signal, ending, (own) => this.#perform(call, caller, own));
      } finally {
        aborts.delete(id);
      }
    });
  }

  async #perform(call: ObjectCall, { agent, gone }: Caller, ending: Ending): Promise<ObjectReply> {
    // A process may receive an object before the engine knows it, through another port.
    while (call.object > this.#lastOpened) {
      await new Promise<void>((resolve) => this.#awaitOpening.push(resolve));
    }
    if (gone?.hasCome) throw new PlaygroundError('E_WORKER_LOST', 'The process has ended.');
    const opening = this.#openings.get(call.object);
    if (!opening || ending.hasCome) throw this.#failures.get(call.object) ?? released();
    const { id, at, blueprint } = opening;
    const { kind } = blueprint;
    const part = partNamed(kind);
    if (part.lives === 'engine') {
      return part.operate(this.#states.get(id), call, { agent, ending });
    }
    return this.#heap.operate({ kind, at, agent, ending }, call);
  }

  #abandonIfLast(handle: Handle): void {
    for (const { given } of this.#clients.values()) {
      if (given.some(({ id }) => id === handle.id)) return;
    }
    const addressOf = (id: number): number | undefined => this.#openings.get(id)?.at;
    kindNamed(handle.kind).abandon?.(this.#heap, handle, addressOf);
  }

  /** Makes the part, unless the window has, and gives its address. */
  #make(id: number, at: number, blueprint: Blueprint): number {
    const part = partNamed(blueprint.kind);
    if (part.lives === 'heap') return at > 0 ? at : this.#heap.make(blueprint);
    this.#states.set(id, part.create());
    return 0;
  }

  /** Frees a part that is not held any more. */
  #free(id: number): void {
    const opening = this.#openings.get(id);
    this.#openings.delete(id);
    this.#failures.delete(id);
    if (!opening) return;
    this.#states.delete(id);
    if (isInHeap(opening)) this.#heap.free(opening.blueprint, opening.at);
  }
}

function isInHeap({ blueprint }: Opening): boolean {
  return partNamed(blueprint.kind).lives === 'heap';
}

function released(): PlaygroundError {
  return new PlaygroundError('E_CLOSED', 'The object has been released.');
}
