/**
 * The library's objects, in every realm: each call gives a promise, and what waits does not keep its realm from anything else.
 * Whether a call goes to the heap or to the engine is the business of their home.
 */
import { moved } from '../common/codec';
import type {
  CellHandle,
  ConnectionHandle,
  Handle,
  ListHandle,
  ObjectCall,
  ObjectReply,
  Place,
  QueueHandle,
} from '../common/handles';
import { MARK, type Marker } from '../common/packed';
import {
  callable,
  GET_OPTIONS,
  integer,
  MAX_COUNT,
  RECV_OPTIONS,
  timeoutOf,
} from '../common/checks';
import { PlaygroundError } from '../common/errors';
import type {
  Barrier,
  Connection,
  Event,
  GetOptions,
  Lock,
  ManagedList,
  Queue,
  RecvOptions,
  Semaphore,
  SyncBarrier,
  SyncConnection,
  SyncEvent,
  SyncLock,
  SyncManagedList,
  SyncQueue,
  WaitOptions,
} from '../common/types';
import type { Home, Operand } from './home';
import { DISPOSE, received, sent, targetOf, waitTime } from './rules';

/** What all have: a handle, a home, and an end. */
export abstract class Proxy<H extends Handle, S> {
  readonly handle: H;
  protected readonly home: Home;
  #closing: Promise<void> | undefined;
  #sync: S | undefined;

  constructor(home: Home, handle: H) {
    this.home = home;
    this.handle = handle;
  }

  get sync(): S {
    this.check();
    this.#sync ??= this.home.blockingForm(this.handle) as S;
    return this.#sync;
  }

  [MARK](): Marker {
    this.check();
    return this.home.markerOf(this.handle);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  #end(): Promise<void> {
    const release = (): Promise<void> => this.home.release(this, this.handle);
    // At once where nothing is given up before: so memory comes back to a program that never lets messages in.
    return this.giveUp()?.then(release) ?? release();
  }

  /** Gives up what this realm has by the object, before it is released; undefined where that is nothing. */
  protected giveUp(): Promise<unknown> | undefined {
    return undefined;
  }

  [DISPOSE](): void {
    // Nobody waits; what belongs to an engine that was lost is gone anyway.
    this.dispose().catch(() => undefined);
  }

  /** Releases it here, and leaves it to others. */
  protected dispose(): Promise<void> {
    return this.close();
  }

  /** Closed in this realm, or closing. */
  get isClosed(): boolean {
    return this.#closing !== undefined;
  }

  /** Throws once the object was closed here. */
  protected check(): void {
    if (!this.isClosed) return;
    const what = this.handle.kind === 'connection' ? 'end' : this.handle.kind;
    throw new PlaygroundError('E_CLOSED', `This ${what} has been closed here.`);
  }
}

/** One that is a single thing in the heap or the engine. */
abstract class Single<H extends Exclude<Handle, ConnectionHandle>, S> extends Proxy<H, S> {
  protected ask(
    operation: ObjectCall['operation'],
    rest: Partial<ObjectCall> = {},
  ): Promise<ObjectReply> {
    this.check();
    const { handle } = this;
    const operand: Operand = { at: 0, ...handle, kind: handle.kind };
    return this.home.operate(operand, { operation, ...rest });
  }
}

export class QueueProxy extends Single<QueueHandle, SyncQueue> implements Queue {
  /** How many were in it when it was closed here. */
  #sizeAtEnd: Promise<number> | undefined;

  async put(value: unknown, options?: WaitOptions): Promise<void> {
    const timeoutMs = timeoutOf(options);
    this.check();
    await this.ask('put', { timeoutMs, message: this.home.encode(value) });
  }

  async get(options?: GetOptions): Promise<unknown> {
    const into = targetOf(options);
    const bytes = await this.ask('get', { timeoutMs: timeoutOf(options, GET_OPTIONS) });
    return moved(this.home.decode(bytes as Uint8Array, true), into);
  }

  async size(): Promise<number> {
    return this.#sizeAtEnd ?? ((await this.ask('size')) as number);
  }

  async empty(): Promise<boolean> {
    return (await this.size()) === 0;
  }

  async full(): Promise<boolean> {
    const { maxsize } = this.handle;
    return (await this.size()) >= maxsize && maxsize > 0;
  }

  async taskDone(): Promise<void> {
    await this.ask('taskDone');
  }

  async join(): Promise<void> {
    await this.ask('join', { timeoutMs: null });
  }

  /** Closed for everybody; what it still answers is remembered here. */
  override async close(): Promise<void> {
    if (!this.#sizeAtEnd) {
      const closed = this.ask('close');
      this.#sizeAtEnd = closed.then(() => this.ask('size')) as Promise<number>;
      await this.#sizeAtEnd;
    }
    await super.close();
  }

  protected override dispose(): Promise<void> {
    return super.close();
  }
}

export class ConnectionProxy extends Proxy<ConnectionHandle, SyncConnection> implements Connection {
  async send(value: unknown): Promise<void> {
    const place = sent(this.handle);
    this.check();
    await this.#ask(place, { operation: 'put', timeoutMs: null, message: this.home.encode(value) });
  }

  async recv(options?: RecvOptions): Promise<unknown> {
    const place = received(this.handle);
    const into = targetOf(options, RECV_OPTIONS);
    const bytes = await this.#ask(place, { operation: 'receive', timeoutMs: null });
    return moved(this.home.decode(bytes as Uint8Array, true), into);
  }

  async poll(timeoutMs?: number): Promise<boolean> {
    const place = received(this.handle);
    const waitMs = waitTime(timeoutMs, 0);
    return (await this.#ask(place, { operation: 'poll', timeoutMs: waitMs })) as boolean;
  }

  protected override giveUp(): Promise<unknown> {
    const { sends, receives } = this.handle;
    const operate = ({ id, at }: Place, operation: 'finish' | 'close'): Promise<ObjectReply> =>
      this.home.operate({ kind: 'queue', id, at, by: this.handle.id }, { operation });
    // Asked together: the peer sees both or neither.
    return Promise.all([sends && operate(sends, 'finish'), receives && operate(receives, 'close')]);
  }

  async #ask({ id, at }: Place, call: Omit<ObjectCall, 'object'>): Promise<ObjectReply> {
    this.check();
    return this.home.operate({ kind: 'queue', id, at, by: this.handle.id }, call);
  }
}

export class LockProxy extends Single<CellHandle, SyncLock> implements Lock, Semaphore {
  /** Functions that run under it. */
  #held = 0;

  async acquire(options?: WaitOptions): Promise<boolean> {
    return (await this.ask('acquire', { timeoutMs: timeoutOf(options) })) as boolean;
  }

  async release(): Promise<void> {
    await this.ask('release');
  }

  async withLock<T>(work: () => T | Promise<T>): Promise<T> {
    callable('work', work);
    await this.acquire();
    this.#held += 1;
    try {
      return await this.home.untilOver(work);
    } finally {
      this.#held -= 1;
      if (!this.isClosed) await this.release();
    }
  }

  /** The units of functions that run under a semaphore. A lock is given up by the home. */
  protected override giveUp(): Promise<unknown> | undefined {
    const { kind, id, at } = this.handle;
    if (kind !== 'semaphore' || this.#held === 0) return undefined;
    const release = (): Promise<unknown> =>
      this.home.operate({ kind, id, at }, { operation: 'release' });
    return Promise.all(Array.from({ length: this.#held }, release));
  }
}

export class EventProxy extends Single<CellHandle, SyncEvent> implements Event {
  async set(): Promise<void> {
    await this.ask('set');
  }

  async clear(): Promise<void> {
    await this.ask('clear');
  }

  async isSet(): Promise<boolean> {
    return (await this.ask('isSet')) as boolean;
  }

  async wait(timeoutMs?: number): Promise<boolean> {
    return (await this.ask('wait', { timeoutMs: waitTime(timeoutMs, null) })) as boolean;
  }
}

export class BarrierProxy extends Single<CellHandle, SyncBarrier> implements Barrier {
  async wait(timeoutMs?: number): Promise<number> {
    return (await this.ask('wait', { timeoutMs: waitTime(timeoutMs, null) })) as number;
  }

  async abort(): Promise<void> {
    await this.ask('abort');
  }

  async reset(): Promise<void> {
    await this.ask('reset');
  }

  async broken(): Promise<boolean> {
    return (await this.ask('broken')) as boolean;
  }
}

export class ListProxy extends Single<ListHandle, SyncManagedList> implements ManagedList {
  async append(value: unknown): Promise<void> {
    this.check();
    await this.ask('append', { message: this.home.encode(value) });
  }

  async get(i: number): Promise<unknown> {
    const index = integer('i', i, -MAX_COUNT, MAX_COUNT);
    return this.home.decode((await this.ask('item', { index })) as Uint8Array, false);
  }

  async length(): Promise<number> {
    return (await this.ask('length')) as number;
  }

  async toArray(): Promise<unknown[]> {
    const items = (await this.ask('items')) as Uint8Array[];
    return items.map((item) => this.home.decode(item, false));
  }
}

/** A realm's object for a handle. */
export function proxyFor(
  home: Home,
  handle: Exclude<Handle, { kind: 'array' }>,
): QueueProxy | ConnectionProxy | LockProxy | EventProxy | BarrierProxy | ListProxy {
  switch (handle.kind) {
    case 'queue':
      return new QueueProxy(home, handle);
    case 'connection':
      return new ConnectionProxy(home, handle);
    case 'lock':
    case 'semaphore':
      return new LockProxy(home, handle);
    case 'event':
      return new EventProxy(home, handle);
    case 'barrier':
      return new BarrierProxy(home, handle);
    case 'list':
      return new ListProxy(home, handle);
  }
}
