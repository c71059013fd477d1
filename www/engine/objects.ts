/**
 * The objects of a playground: queues, locks and the rest, in the heap. Where the page can share it, processes have it too and use
 * the objects themselves; elsewhere it stays here and they ask by messages, as the window always does. The engine never blocks.
 */
import * as Comlink from 'comlink';

import { encode } from '../common/codec';
import type { Blueprint, ConnectionHandle, ObjectCall, ObjectReply } from '../common/handles';
import { outcomeOf, type Outcome } from '../common/outcome';
import type { ObjectRealm, ObjectsConfig } from '../common/protocol';
import { REGION_BYTES, REPLY_RING_BYTES, replyQueueOf, slotOf } from '../heap/agent';
import { CLOSED, EMPTY, endOfFile, heapError, TIMED_OUT } from '../heap/errors';
import { CELL_BYTES, HeapMemory, QUEUE_BYTES, RING_BYTES } from '../heap/memory';
import { Operations, type Ended, type OperationKind } from '../heap/operations';
import { PlaygroundError } from '../lib/errors';
import { HeapAreas } from './heap-areas';

/** The engine itself, which also speaks for the window. */
const ENGINE = 1;

/** An object as the engine has made it. */
type Made =
  | { kind: 'queue' | 'lock' | 'semaphore' | 'event' | 'barrier'; at: number }
  | { kind: 'list'; items: Uint8Array[] };
type InHeap = Exclude<Made, { kind: 'list' }>;

/** A process, as far as objects are concerned. */
interface Member {
  region: number;
  /** Aborted when the process is gone: what it asked for is given up. */
  gone: AbortController;
  /** Calls of its that are under way here. */
  pending: Set<Promise<unknown>>;
  /** The ends of pipes that it was given. */
  ends: ConnectionHandle[];
}

export class Objects {
  /** Memory that the engine and its processes share for a while; null where they cannot. */
  readonly areas: HeapAreas | null;
  readonly #shared: boolean;
  readonly #heap: HeapMemory;
  readonly #module: WebAssembly.Module;
  readonly #operations: Operations;
  readonly #objects = new Map<number, Made>();
  readonly #members = new Map<number, Member>();
  readonly #freeRegions: number[] = [];
  /** Every operation of the engine's own takes an identity: several are under way at once. */
  #agents = ENGINE;

  /** `memory` is the heap, where the window has shared it. */
  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory | null) {
    this.#module = module;
    this.#shared = memory !== null;
    // A shared wasm memory may be made anywhere, only not posted: so waiting for words works the same on every tier.
    this.#heap = memory ? new HeapMemory(memory) : HeapMemory.create();
    this.#operations = new Operations(module, this.#heap, this.#heap.allocate(REGION_BYTES));
    this.areas = memory && new HeapAreas(this.#heap, this.#operations.exports);
  }

  open(blueprints: readonly Blueprint[]): void {
    for (const blueprint of blueprints) this.#objects.set(blueprint.id, this.#make(blueprint));
  }

  /** A new agent, for a process that is about to be made: what to tell it, and what moves to it. */
  admit(): { agent: number; slot: number | null; config: ObjectsConfig; port: MessagePort } {
    const agent = this.#newAgent();
    const gone = new AbortController();
    const region = this.#shared
      ? (this.#freeRegions.pop() ?? this.#heap.allocate(REGION_BYTES))
      : 0;
    const member: Member = { region, gone, pending: new Set(), ends: [] };
    this.#members.set(agent, member);
    const { port1, port2 } = new MessageChannel();
    const realm: ObjectRealm = {
      operate: (call) => this.#operateFor(call, agent, member),
      answer: (call) => this.#answer(call, agent, member),
    };
    Comlink.expose(realm, port1);
    gone.signal.addEventListener('abort', () => port1.close());
    const { memory } = this.#heap;
    if (!this.#shared) return { agent, slot: null, config: { agent, port: port2 }, port: port2 };
    const reply = replyQueueOf(region);
    this.#operations.exports.queue_create(reply, ENGINE, REPLY_RING_BYTES, 0);
    const heap = { module: this.#module, memory, region };
    return { agent, slot: slotOf(region), config: { agent, port: port2, heap }, port: port2 };
  }

  /** The process has these ends of pipes until it ends; then they are closed, unless another process has them as well. */
  give(agent: number, ends: readonly ConnectionHandle[]): void {
    this.#members.get(agent)?.ends.push(...ends);
  }

  /** A process runs no more: what it left undone is repaired, what it held is released. */
  agentGone(agent: number): void {
    const member = this.#members.get(agent);
    if (!member) return;
    this.#members.delete(agent);
    member.gone.abort();
    for (const made of this.#objects.values()) if (made.kind !== 'list') this.#repair(made, agent);
    for (const end of member.ends) this.#closeIfLast(end);
    // Only when nothing of this agent's is under way any more can its region be another's.
    void Promise.allSettled(member.pending).then(() => {
      if (this.#shared) this.#freeRegions.push(member.region);
    });
  }

  /** For the window. */
  operate(call: ObjectCall): Promise<Outcome<ObjectReply>> {
    return outcomeOf(() => this.#operate(call, ENGINE));
  }

  #operateFor(call: ObjectCall, agent: number, member: Member): Promise<Outcome<ObjectReply>> {
    const operating = outcomeOf(() => this.#operate(call, agent, member.gone.signal));
    member.pending.add(operating);
    void operating.then(() => member.pending.delete(operating));
    return operating;
  }

  /** Operates for a process that sleeps until the outcome is in its queue. */
  async #answer(call: ObjectCall, agent: number, member: Member): Promise<Outcome<void>> {
    const answering = this.#operateFor(call, agent, member).then((outcome) =>
      this.#run('put', replyQueueOf(member.region), {
        message: encode(outcome),
        timeoutMs: null,
        signal: member.gone.signal,
      }),
    );
    member.pending.add(answering);
    await answering.catch(() => undefined);
    member.pending.delete(answering);
    return { ok: true, value: undefined };
  }

  async #operate(call: ObjectCall, agent: number, signal?: AbortSignal): Promise<ObjectReply> {
    const made = this.#objects.get(call.object);
    if (!made) throw new PlaygroundError('E_CLOSED', `There is no object ${call.object}.`);
    if (made.kind === 'list') return operateList(made.items, call);
    return this.#operateInHeap(made, call, agent, signal);
  }

  async #operateInHeap(
    { kind, at }: InHeap,
    call: ObjectCall,
    agent: number,
    signal?: AbortSignal,
  ): Promise<ObjectReply> {
    const { exports } = this.#operations;
    const { operation, message, timeoutMs = null } = call;
    const run = (what: OperationKind): Promise<Ended> =>
      this.#run(what, at, { message, timeoutMs, signal, agent: what === 'lock' ? agent : 0 });
    const atEnd = (): boolean => exports.queue_is_finished(at, ENGINE) === 1;
    switch (operation) {
      case 'put':
        checked(await run('put'));
        return undefined;
      case 'get':
        return checked(await run('get')).message;
      case 'receive': {
        const ended = await run('get');
        if (ended.code === CLOSED && atEnd()) throw endOfFile();
        return checked(ended).message;
      }
      case 'poll': {
        const ended = await run('poll');
        if (ended.code === EMPTY) return false;
        // At the end there is something to learn: what comes next is E_EOF.
        if (ended.code !== CLOSED || !atEnd()) checked(ended);
        return true;
      }
      case 'join':
        checked(await run('join'));
        return undefined;
      case 'size':
        return exports.queue_size(at, ENGINE);
      case 'close':
        done(exports.queue_close(at, ENGINE));
        return undefined;
      case 'finish':
        done(exports.queue_finish(at, ENGINE));
        return undefined;
      case 'taskDone':
        done(exports.queue_task_done(at, ENGINE));
        return undefined;
      case 'acquire':
        return inTime(await run(kind === 'semaphore' ? 'semaphore' : 'lock'));
      case 'release':
        if (kind === 'lock') done(exports.lock_release(at));
        else exports.semaphore_release(at);
        return undefined;
      case 'wait':
        return kind === 'event' ? inTime(await run('event')) : checked(await run('barrier')).value;
      case 'set':
        exports.event_set(at);
        return undefined;
      case 'clear':
        exports.event_clear(at);
        return undefined;
      case 'isSet':
        return exports.event_is_set(at) === 1;
      case 'abort':
        exports.barrier_abort(at);
        return undefined;
      case 'reset':
        exports.barrier_reset(at);
        return undefined;
      case 'broken':
        return exports.barrier_is_broken(at) === 1;
      case 'append':
      case 'item':
      case 'length':
      case 'items':
        throw new PlaygroundError('E_UNSUPPORTED', `A ${kind} has no ${operation}.`);
    }
  }

  #run(
    kind: OperationKind,
    at: number,
    { message, timeoutMs, signal, agent = 0 }: RunOptions,
  ): Promise<Ended> {
    return this.#operations.run({
      kind,
      at,
      agent: agent || this.#newAgent(),
      message,
      timeoutMs: timeoutMs ?? Infinity,
      signal,
    });
  }

  #make(blueprint: Blueprint): Made {
    if (blueprint.kind === 'list') return { kind: 'list', items: [] };
    const { exports } = this.#operations;
    const { kind } = blueprint;
    const at = blueprint.at || this.#heap.allocate(kind === 'queue' ? QUEUE_BYTES : CELL_BYTES);
    if (kind === 'queue') done(exports.queue_create(at, ENGINE, RING_BYTES, blueprint.maxsize));
    if (kind === 'semaphore') exports.semaphore_create(at, blueprint.units);
    if (kind === 'barrier') exports.barrier_create(at, blueprint.parties);
    return { kind, at };
  }

  #closeIfLast({ id, sends, receives }: ConnectionHandle): void {
    for (const { ends } of this.#members.values()) if (ends.some((end) => end.id === id)) return;
    const { exports } = this.#operations;
    const at = (object: number): number => (this.#objects.get(object) as InHeap).at;
    if (sends) exports.queue_finish(at(sends.id), ENGINE);
    if (receives) exports.queue_close(at(receives.id), ENGINE);
  }

  /** Finishes what a dead agent had begun with the object, and wakes whom it may have left asleep. */
  #repair({ kind, at }: InHeap, dead: number): void {
    const { exports } = this.#operations;
    switch (kind) {
      case 'queue':
        exports.queue_supervise(at, ENGINE, dead);
        break;
      case 'lock':
        exports.lock_supervise(at, dead);
        break;
      case 'semaphore':
        exports.semaphore_supervise(at);
        break;
      case 'event':
        exports.event_supervise(at);
        break;
      case 'barrier':
        exports.barrier_supervise(at);
        break;
    }
  }

  #newAgent(): number {
    this.#agents += 1;
    return this.#agents;
  }
}

interface RunOptions {
  message?: Uint8Array | undefined;
  timeoutMs: number | null;
  signal?: AbortSignal | undefined;
  agent?: number;
}

/** The managed list: values as bytes, which whoever asks decodes. */
function operateList(
  items: Uint8Array[],
  { operation, message, index = 0 }: ObjectCall,
): ObjectReply {
  if (operation === 'length') return items.length;
  if (operation === 'items') return items;
  if (operation === 'append') {
    if (message) items.push(message);
    return undefined;
  }
  if (operation !== 'item')
    throw new PlaygroundError('E_UNSUPPORTED', `A list has no ${operation}.`);
  const item = items.at(index);
  if (item) return item;
  const { length } = items;
  const allowed = length === 0 ? 'and the list is empty' : `from ${-length} to ${length - 1}`;
  throw new PlaygroundError('E_ARGUMENT', `i is ${index}; it must be an index, ${allowed}.`);
}

function checked(ended: Ended): Ended {
  if (ended.code < 0) throw heapError(ended.code);
  return ended;
}

function done(code: number): void {
  if (code < 0) throw heapError(code);
}

function inTime(ended: Ended): boolean {
  if (ended.code === TIMED_OUT) return false;
  checked(ended);
  return true;
}
