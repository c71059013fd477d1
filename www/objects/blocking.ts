/**
 * The blocking forms of the library's objects, in a process that has the heap: calls return values, as in Python.
 */
import { ERRORS, type HeapExports } from '../../pkg/heap';
import type {
  CellHandle,
  ConnectionHandle,
  Handle,
  ListHandle,
  ObjectCall,
  QueueHandle,
} from '../common/handles';
import type { HeapAgent } from '../heap/agent';
import { endOfFile, heapError } from '../heap/errors';
import {
  callable,
  GET_OPTIONS,
  integer,
  MAX_COUNT,
  RECV_OPTIONS,
  timeoutOf,
} from '../common/checks';
import type {
  GetOptions,
  RecvOptions,
  SyncBarrier,
  SyncConnection,
  SyncEvent,
  SyncLock,
  SyncManagedList,
  SyncQueue,
  SyncSharedArray,
  WaitOptions,
} from '../common/types';
import { expectLock, type ArrayProxy } from './array';
import { received, sent, targetOf, waitTime } from './rules';

/** A process's heap, and its way to ask the engine and to wait for the answer. */
export interface Blocker {
  readonly agent: HeapAgent;
  call(call: ObjectCall): unknown;
  encode(value: unknown): Uint8Array;
  decode(bytes: Uint8Array): unknown;
}

abstract class Blocking<H extends Handle> {
  protected readonly agent: HeapAgent;
  protected readonly handle: H;

  constructor({ agent }: Blocker, handle: H) {
    this.agent = agent;
    this.handle = handle;
  }

  protected get exports(): HeapExports {
    return this.agent.instance.exports;
  }
}

export class BlockingQueue extends Blocking<QueueHandle> implements SyncQueue {
  put(value: unknown, options?: WaitOptions): void {
    this.agent.put(this.handle.at, value, options === undefined ? Infinity : timeout(options));
  }

  get(options?: GetOptions): unknown {
    const timeoutMs = options === undefined ? Infinity : timeout(options, GET_OPTIONS);
    const into = targetOf(options);
    const { code, value } = this.agent.get(this.handle.at, timeoutMs, into);
    if (code < 0) throw heapError(code);
    return value;
  }

  size(): number {
    return checked(this.exports.queue_size(this.handle.at, this.agent.id));
  }

  empty(): boolean {
    return this.size() === 0;
  }

  full(): boolean {
    const { maxsize } = this.handle;
    return maxsize > 0 && this.size() >= maxsize;
  }

  close(): void {
    checked(this.exports.queue_close(this.handle.at, this.agent.id));
  }

  taskDone(): void {
    checked(this.exports.queue_task_done(this.handle.at, this.agent.id));
  }

  join(): void {
    checked(this.exports.queue_join(this.handle.at, this.agent.id, Infinity));
  }
}

export class BlockingConnection extends Blocking<ConnectionHandle> implements SyncConnection {
  send(value: unknown): void {
    this.agent.put(sent(this.handle).at, value, Infinity);
  }

  recv(options?: RecvOptions): unknown {
    const { at } = received(this.handle);
    const into = targetOf(options, RECV_OPTIONS);
    const { code, value } = this.agent.get(at, Infinity, into);
    if (code < 0) throw this.#error(at, code);
    return value;
  }

  poll(timeoutMs?: number): boolean {
    const { at } = received(this.handle);
    const waitMs = waitTime(timeoutMs, 0) ?? Infinity;
    const code = this.exports.queue_poll(at, this.agent.id, waitMs);
    if (code === ERRORS.EMPTY) return false;
    // At the end there is something to learn: what comes next is E_EOF.
    if (code === ERRORS.CLOSED && this.#atEnd(at)) return true;
    checked(code);
    return true;
  }

  close(): void {
    const { sends, receives } = this.handle;
    const {
      exports,
      agent: { id },
    } = this;
    if (sends) exports.queue_finish(sends.at, id);
    if (receives) exports.queue_close(receives.at, id);
  }

  #error(at: number, code: number): Error {
    return code === ERRORS.CLOSED && this.#atEnd(at) ? endOfFile() : heapError(code);
  }

  #atEnd(at: number): boolean {
    return this.exports.queue_is_finished(at, this.agent.id) === 1;
  }
}

export class BlockingLock extends Blocking<CellHandle> implements SyncLock {
  acquire(options?: WaitOptions): boolean {
    const waitMs = options === undefined ? Infinity : timeout(options);
    const { at, kind } = this.handle;
    return inTime(
      kind === 'semaphore'
        ? this.exports.semaphore_acquire(at, waitMs)
        : this.exports.lock_acquire(at, this.agent.id, waitMs),
    );
  }

  release(): void {
    const { at, kind } = this.handle;
    const { exports } = this;
    checked(kind === 'semaphore' ? exports.semaphore_release(at) : exports.lock_release(at));
  }

  withLock<T>(work: () => T): T {
    callable('work', work);
    this.acquire();
    try {
      return work();
    } finally {
      this.release();
    }
  }
}

export class BlockingEvent extends Blocking<CellHandle> implements SyncEvent {
  set(): void {
    checked(this.exports.event_set(this.handle.at));
  }

  clear(): void {
    checked(this.exports.event_clear(this.handle.at));
  }

  isSet(): boolean {
    return this.exports.event_is_set(this.handle.at) === 1;
  }

  wait(timeoutMs?: number): boolean {
    const waitMs = waitTime(timeoutMs, null) ?? Infinity;
    return inTime(this.exports.event_wait(this.handle.at, waitMs));
  }
}

export class BlockingBarrier extends Blocking<CellHandle> implements SyncBarrier {
  wait(timeoutMs?: number): number {
    const waitMs = waitTime(timeoutMs, null) ?? Infinity;
    return checked(this.exports.barrier_wait(this.handle.at, waitMs));
  }

  abort(): void {
    checked(this.exports.barrier_abort(this.handle.at));
  }

  reset(): void {
    checked(this.exports.barrier_reset(this.handle.at));
  }

  broken(): boolean {
    return this.exports.barrier_is_broken(this.handle.at) === 1;
  }
}

/** The list lives in the engine, as in Python's manager: each call is one to it, and waits for the answer. */
export class BlockingList extends Blocking<ListHandle> implements SyncManagedList {
  readonly #blocker: Blocker;

  constructor(blocker: Blocker, handle: ListHandle) {
    super(blocker, handle);
    this.#blocker = blocker;
  }

  append(value: unknown): void {
    this.#ask({ operation: 'append', message: this.#blocker.encode(value) });
  }

  get(i: number): unknown {
    const index = integer('i', i, -MAX_COUNT, MAX_COUNT);
    return this.#blocker.decode(this.#ask({ operation: 'item', index }) as Uint8Array);
  }

  length(): number {
    return this.#ask({ operation: 'length' }) as number;
  }

  toArray(): unknown[] {
    const items = this.#ask({ operation: 'items' }) as Uint8Array[];
    return items.map((item) => this.#blocker.decode(item));
  }

  #ask(call: Omit<ObjectCall, 'object'>): unknown {
    return this.#blocker.call({ object: this.handle.id, ...call });
  }
}

export class BlockingArray implements SyncSharedArray {
  readonly length: number;
  readonly #array: ArrayProxy;
  readonly #agent: HeapAgent;

  constructor({ agent }: Blocker, array: ArrayProxy) {
    this.length = array.length;
    this.#array = array;
    this.#agent = agent;
  }

  get(i: number): number | bigint {
    return this.#array.elements.get(i);
  }

  set(i: number, value: number | bigint): void {
    this.#array.elements.set(i, value);
  }

  add(i: number, value: number | bigint): number | bigint {
    return this.#array.elements.add(i, value);
  }

  toArray(): (number | bigint)[] {
    return this.#array.elements.toArray();
  }

  withLock<T>(work: () => T): T {
    callable('work', work);
    const array = this.#array;
    const { handle, recursion } = array;
    expectLock(handle);
    const { id, instance } = this.#agent;
    return recursion.holdBlocking(
      () => checked(instance.exports.lock_acquire(handle.at, id, Infinity)),
      () => array.isClosed || checked(instance.exports.lock_release(handle.at)),
      work,
    );
  }
}

/** The blocking form of the object with that handle. */
export function blockingObject(
  blocker: Blocker,
  handle: Exclude<Handle, { kind: 'array' }>,
): unknown {
  switch (handle.kind) {
    case 'queue':
      return new BlockingQueue(blocker, handle);
    case 'connection':
      return new BlockingConnection(blocker, handle);
    case 'lock':
    case 'semaphore':
      return new BlockingLock(blocker, handle);
    case 'event':
      return new BlockingEvent(blocker, handle);
    case 'barrier':
      return new BlockingBarrier(blocker, handle);
    case 'list':
      return new BlockingList(blocker, handle);
  }
}

function timeout(options: WaitOptions, allowed?: readonly string[]): number {
  return timeoutOf(options, allowed) ?? Infinity;
}

function inTime(code: number): boolean {
  if (code === ERRORS.TIMED_OUT) return false;
  checked(code);
  return true;
}

function checked(code: number): number {
  if (code < 0) throw heapError(code);
  return code;
}
