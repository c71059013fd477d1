/**
 * The objects in the heap, for a realm that must not block: making them, operating them, repairing them after a death, freeing them.
 */
import { ERRORS } from '../../pkg/heap';
import type { Blueprint, Handle, HeapKind, ObjectCall, ObjectReply } from '../common/handles';
import type { Ending } from '../common/ending';
import { PlaygroundError } from '../common/errors';
import { endOfFile, heapError } from './errors';
import type { HeapInstance } from './instance';
import { CELL_BYTES, QUEUE_BYTES, RING_BYTES } from './layout';
import { Operations, type Ended, type OperationKind } from './operations';

type InHeap = Exclude<Blueprint, { kind: 'list' }>;

/** Bytes of what is made of the blueprint. */
export function bytesOf(blueprint: InHeap): number {
  if (blueprint.kind === 'queue') return QUEUE_BYTES;
  return blueprint.kind === 'array' ? CELL_BYTES + blueprint.bytes : CELL_BYTES;
}

/** Who operates, on what, and until when. */
export interface Operator {
  kind: HeapKind;
  at: number;
  agent: number;
  /** Comes when nobody waits for the answer any more. */
  ending?: Ending | undefined;
}

export class HeapObjects {
  readonly instance: HeapInstance;
  readonly #operations: Operations;
  /** The agent that makes and repairs. */
  readonly #me: number;

  constructor(instance: HeapInstance, me: number) {
    this.instance = instance;
    this.#operations = new Operations(instance);
    this.#me = me;
  }

  /** Makes an object, and gives its address. `E_MEMORY`. */
  make(blueprint: InHeap): number {
    const at = this.instance.allocate(bytesOf(blueprint));
    this.#begin(blueprint, at);
    return at;
  }

  /** Makes another object of one that nobody uses any more, of the same kind and size. */
  renew(blueprint: InHeap, at: number): void {
    if (blueprint.kind === 'queue') this.instance.exports.queue_clear(at, this.#me);
    else {
      const end = at + bytesOf(blueprint);
      this.instance.heap.bytes(end).fill(0, at, end);
    }
    this.#begin(blueprint, at);
  }

  /** Frees an object that nobody holds. */
  free(blueprint: InHeap, at: number): void {
    const { exports } = this.instance;
    if (blueprint.kind === 'queue') {
      exports.queue_clear(at, this.#me);
      // Whoever comes with an old handle finds no queue.
      this.instance.heap.words(at + 4)[at / 4] = 0;
    }
    this.instance.free(at, bytesOf(blueprint));
  }

  /** Finishes what a dead agent had begun with the object, and wakes whom it may have left asleep. */
  repair(kind: HeapKind, at: number, dead: number): void {
    const { exports } = this.instance;
    switch (kind) {
      case 'queue':
        exports.queue_supervise(at, this.#me, dead);
        break;
      case 'lock':
      case 'array':
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

  /** Gives up what an agent has that has closed the object: a lock. */
  giveUp(handle: Handle, agent: number): void {
    if (handle.kind === 'lock' || handle.kind === 'array') this.repair('lock', handle.at, agent);
  }

  /** Closes the queue as the end of a pipe does that sent into it, or received from it. */
  closeEnd(at: number, end: 'sends' | 'receives'): void {
    const { exports } = this.instance;
    if (end === 'sends') exports.queue_finish(at, this.#me);
    else exports.queue_close(at, this.#me);
  }

  /** Puts a message without limit of time; rejects when the end comes. */
  async put(
    at: number,
    agent: number,
    message: Uint8Array,
    ending: Ending | undefined,
  ): Promise<void> {
    checked(
      await this.#operations.run({ kind: 'put', at, agent, message, ending, timeoutMs: Infinity }),
    );
  }

  /** The words are 0, but those of a queue. */
  #begin(blueprint: InHeap, at: number): void {
    const { exports } = this.instance;
    if (blueprint.kind === 'queue') {
      const { maxsize, overflows } = blueprint;
      done(exports.queue_create(at, this.#me, RING_BYTES, maxsize, Number(overflows)));
    }
    if (blueprint.kind === 'semaphore') exports.semaphore_create(at, blueprint.units);
    if (blueprint.kind === 'barrier') exports.barrier_create(at, blueprint.parties);
  }

  async operate({ kind, at, agent, ending }: Operator, call: ObjectCall): Promise<ObjectReply> {
    const { exports } = this.instance;
    const { operation, message, timeoutMs } = call;
    const run = (what: OperationKind): Promise<Ended> =>
      this.#operations.run({
        kind: what,
        at,
        agent,
        message,
        timeoutMs: timeoutMs ?? Infinity,
        ending,
      });
    const atEnd = (): boolean => exports.queue_is_finished(at, agent) === 1;
    switch (operation) {
      case 'put': {
        const { code } = await run('put');
        if (code === ERRORS.NO_MEMORY) throw this.instance.noMemory(message?.length ?? 0);
        done(code);
        return undefined;
      }
      case 'get':
        return checked(await run('get')).message;
      case 'receive': {
        const ended = await run('get');
        if (ended.code === ERRORS.CLOSED && atEnd()) throw endOfFile();
        return checked(ended).message;
      }
      case 'poll': {
        const ended = await run('poll');
        if (ended.code === ERRORS.EMPTY) return false;
        // At the end there is something to learn: what comes next is E_EOF.
        if (ended.code !== ERRORS.CLOSED || !atEnd()) checked(ended);
        return true;
      }
      case 'join':
        checked(await run('join'));
        return undefined;
      case 'size':
        return checkedCode(exports.queue_size(at, agent));
      case 'close':
        done(exports.queue_close(at, agent));
        return undefined;
      case 'finish':
        done(exports.queue_finish(at, agent));
        return undefined;
      case 'taskDone':
        done(exports.queue_task_done(at, agent));
        return undefined;
      case 'acquire':
        return inTime(await run(kind === 'semaphore' ? 'semaphore' : 'lock'));
      case 'release':
        done(kind === 'semaphore' ? exports.semaphore_release(at) : exports.lock_release(at));
        return undefined;
      case 'wait':
        return kind === 'event' ? inTime(await run('event')) : checked(await run('barrier')).value;
      case 'set':
        done(exports.event_set(at));
        return undefined;
      case 'clear':
        done(exports.event_clear(at));
        return undefined;
      case 'isSet':
        return exports.event_is_set(at) === 1;
      case 'abort':
        done(exports.barrier_abort(at));
        return undefined;
      case 'reset':
        done(exports.barrier_reset(at));
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
}

function checked(ended: Ended): Ended {
  done(ended.code);
  return ended;
}

function checkedCode(code: number): number {
  done(code);
  return code;
}

function done(code: number): void {
  if (code < 0) throw heapError(code);
}

function inTime(ended: Ended): boolean {
  if (ended.code === ERRORS.TIMED_OUT) return false;
  checked(ended);
  return true;
}
