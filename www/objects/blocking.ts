/**
 * The library's objects in a process that has the heap: calls block and return values, as in Python; `await` does them no harm.
 */
import { decode, encode } from '../common/codec';
import type {
  CellHandle,
  ConnectionHandle,
  Handle,
  ListHandle,
  ObjectCall,
  Place,
  QueueHandle,
} from '../common/handles';
import { MARK, type Marker } from '../common/packed';
import type { HeapAgent } from '../heap/agent';
import { CLOSED, EMPTY, endOfFile, heapError, TIMED_OUT } from '../heap/errors';
import {
  GET_OPTIONS,
  integer,
  MAX_COUNT,
  RECV_OPTIONS,
  timeoutOf,
  type WaitOptions,
} from '../lib/checks';
import type { GetOptions, RecvOptions } from '../lib/types';
import { received, sent, targetOf, waitTime } from './rules';

type Now<T> = T | Promise<T>;

/** A process's heap, and its way to ask the engine and to wait for the answer. */
export interface Blocker {
  readonly agent: HeapAgent;
  call(call: ObjectCall): unknown;
}

abstract class Blocking<H extends Handle> {
  protected readonly agent: HeapAgent;
  readonly handle: H;

  constructor({ agent }: Blocker, handle: H) {
    this.agent = agent;
    this.handle = handle;
  }

  [MARK](): Marker {
    return { '@parallel-playground': this.handle };
  }
}

export class BlockingQueue extends Blocking<QueueHandle> {
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
    return this.agent.exports.queue_size(this.handle.at, this.agent.id);
  }

  empty(): boolean {
    return this.size() === 0;
  }

  full(): boolean {
    const { maxsize } = this.handle;
    return maxsize > 0 && this.size() >= maxsize;
  }

  close(): void {
    this.agent.exports.queue_close(this.handle.at, this.agent.id);
  }

  taskDone(): void {
    checked(this.agent.exports.queue_task_done(this.handle.at, this.agent.id));
  }

  join(): void {
    checked(this.agent.exports.queue_join(this.handle.at, this.agent.id, Infinity));
  }
}

export class BlockingConnection extends Blocking<ConnectionHandle> {
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
    const code = this.agent.exports.queue_poll(at, this.agent.id, waitMs);
    if (code === EMPTY) return false;
    // At the end there is something to learn: what comes next is E_EOF.
    if (code === CLOSED && this.#atEnd(at)) return true;
    checked(code);
    return true;
  }

  close(): void {
    const { sends, receives } = this.handle;
    const { exports, id } = this.agent;
    if (sends) exports.queue_finish(sends.at, id);
    if (receives) exports.queue_close(receives.at, id);
  }

  #error(at: number, code: number): Error {
    return code === CLOSED && this.#atEnd(at) ? endOfFile() : heapError(code);
  }

  #atEnd(at: number): boolean {
    return this.agent.exports.queue_is_finished(at, this.agent.id) === 1;
  }
}

export class BlockingLock extends Blocking<CellHandle> {
  acquire(options?: WaitOptions): boolean {
    return acquire(this.agent, this.handle, options);
  }

  release(): void {
    const { exports } = this.agent;
    if (this.handle.kind === 'semaphore') exports.semaphore_release(this.handle.at);
    else checked(exports.lock_release(this.handle.at));
  }

  withLock<T>(work: () => Now<T>): Now<T> {
    return holding(
      () => this.acquire(),
      () => this.release(),
      work,
    );
  }
}

export class BlockingEvent extends Blocking<CellHandle> {
  set(): void {
    this.agent.exports.event_set(this.handle.at);
  }

  clear(): void {
    this.agent.exports.event_clear(this.handle.at);
  }

  isSet(): boolean {
    return this.agent.exports.event_is_set(this.handle.at) === 1;
  }

  wait(timeoutMs?: number): boolean {
    const waitMs = waitTime(timeoutMs, null) ?? Infinity;
    return inTime(this.agent.exports.event_wait(this.handle.at, waitMs));
  }
}

export class BlockingBarrier extends Blocking<CellHandle> {
  wait(timeoutMs?: number): number {
    const waitMs = waitTime(timeoutMs, null) ?? Infinity;
    return checked(this.agent.exports.barrier_wait(this.handle.at, waitMs));
  }

  abort(): void {
    this.agent.exports.barrier_abort(this.handle.at);
  }

  reset(): void {
    this.agent.exports.barrier_reset(this.handle.at);
  }

  broken(): boolean {
    return this.agent.exports.barrier_is_broken(this.handle.at) === 1;
  }
}

/** The list lives in the engine, as in Python's manager: each call is one to it, and waits for the answer. */
export class BlockingList extends Blocking<ListHandle> {
  readonly #call: Blocker['call'];

  constructor(blocker: Blocker, handle: ListHandle) {
    super(blocker, handle);
    this.#call = (call) => blocker.call(call);
  }

  append(value: unknown): void {
    this.#ask({ operation: 'append', message: encode(value) });
  }

  get(i: number): unknown {
    const index = integer('i', i, -MAX_COUNT, MAX_COUNT);
    return this.#value(this.#ask({ operation: 'item', index }));
  }

  length(): number {
    return this.#ask({ operation: 'length' }) as number;
  }

  toArray(): unknown[] {
    return (this.#ask({ operation: 'items' }) as unknown[]).map((item) => this.#value(item));
  }

  #ask(call: Omit<ObjectCall, 'object'>): unknown {
    return this.#call({ object: this.handle.id, ...call });
  }

  #value(reply: unknown): unknown {
    return decode(reply as Uint8Array, this.agent.revive);
  }
}

/** The process's own object for a handle. */
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

/** Takes the lock of a place, or a unit of a semaphore; false when it was too late. */
export function acquire(
  agent: HeapAgent,
  { at, kind = 'lock' }: Place & { kind?: string },
  options?: WaitOptions,
): boolean {
  const waitMs = options ? timeout(options) : Infinity;
  return inTime(
    kind === 'semaphore'
      ? agent.exports.semaphore_acquire(at, waitMs)
      : agent.exports.lock_acquire(at, agent.id, waitMs),
  );
}

/** Works with the lock held; if that takes a promise, until it is settled. */
export function holding<T>(take: () => void, release: () => void, work: () => Now<T>): Now<T> {
  take();
  let result: Now<T>;
  try {
    result = work();
  } catch (error) {
    release();
    throw error;
  }
  if (result instanceof Promise) return result.finally(release);
  release();
  return result;
}

function timeout(options: WaitOptions, allowed?: readonly string[]): number {
  return timeoutOf(options, allowed) ?? Infinity;
}

function inTime(code: number): boolean {
  if (code === TIMED_OUT) return false;
  checked(code);
  return true;
}

function checked(code: number): number {
  if (code < 0) throw heapError(code);
  return code;
}
