/**
 * The library's objects for whoever must not block, or has no shared memory: every call is a message to the engine.
 */
import { decode, encode, moved, type Revive } from '../common/codec';
import type {
  CellHandle,
  ConnectionHandle,
  Handle,
  ListHandle,
  ObjectCall,
  ObjectOperation,
  ObjectReply,
  QueueHandle,
} from '../common/handles';
import { MARK, type Marker } from '../common/packed';
import {
  GET_OPTIONS,
  integer,
  MAX_COUNT,
  RECV_OPTIONS,
  timeoutOf,
  type WaitOptions,
} from '../lib/checks';
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
} from '../lib/types';
import { received, sent, targetOf, waitTime } from './rules';

/** A realm's way to the engine. */
export interface Asker {
  ask(call: ObjectCall): Promise<ObjectReply>;
  readonly revive: Revive;
}

/** What all have: a handle, and the way to ask for it. */
abstract class Asking<H extends Handle> {
  protected readonly asker: Asker;
  readonly handle: H;

  constructor(asker: Asker, handle: H) {
    this.asker = asker;
    this.handle = handle;
  }

  [MARK](): Marker {
    return { '@parallel-playground': this.handle };
  }

  protected ask(operation: ObjectOperation, rest: Partial<ObjectCall> = {}): Promise<ObjectReply> {
    return this.asker.ask({ object: this.handle.id, operation, ...rest });
  }

  protected value(reply: ObjectReply): unknown {
    return decode(reply as Uint8Array, this.asker.revive);
  }
}

export class AskingQueue extends Asking<QueueHandle> implements Queue {
  async put(value: unknown, options?: WaitOptions): Promise<void> {
    const timeoutMs = timeoutOf(options);
    await this.ask('put', { timeoutMs, message: encode(value) });
  }

  async get(options?: GetOptions): Promise<unknown> {
    const into = targetOf(options);
    const timeoutMs = timeoutOf(options, GET_OPTIONS);
    return moved(this.value(await this.ask('get', { timeoutMs })), into);
  }

  async size(): Promise<number> {
    return (await this.ask('size')) as number;
  }

  async empty(): Promise<boolean> {
    return (await this.size()) === 0;
  }

  async full(): Promise<boolean> {
    const { maxsize } = this.handle;
    return (await this.size()) >= maxsize && maxsize > 0;
  }

  async close(): Promise<void> {
    await this.ask('close');
  }

  async taskDone(): Promise<void> {
    await this.ask('taskDone');
  }

  async join(): Promise<void> {
    await this.ask('join', { timeoutMs: null });
  }
}

export class AskingConnection extends Asking<ConnectionHandle> implements Connection {
  async send(value: unknown): Promise<void> {
    const { id } = sent(this.handle);
    const message = encode(value);
    await this.asker.ask({ object: id, operation: 'put', timeoutMs: null, message });
  }

  async recv(options?: RecvOptions): Promise<unknown> {
    const { id } = received(this.handle);
    const into = targetOf(options, RECV_OPTIONS);
    const reply = await this.asker.ask({ object: id, operation: 'receive', timeoutMs: null });
    return moved(this.value(reply), into);
  }

  async poll(timeoutMs?: number): Promise<boolean> {
    const { id } = received(this.handle);
    const call = { object: id, operation: 'poll', timeoutMs: waitTime(timeoutMs, 0) } as const;
    return (await this.asker.ask(call)) as boolean;
  }

  async close(): Promise<void> {
    const { sends, receives } = this.handle;
    // Asked together: the peer sees both or neither.
    await Promise.all([
      sends && this.asker.ask({ object: sends.id, operation: 'finish' }),
      receives && this.asker.ask({ object: receives.id, operation: 'close' }),
    ]);
  }
}

export class AskingLock extends Asking<CellHandle> implements Lock, Semaphore {
  async acquire(options?: WaitOptions): Promise<boolean> {
    return (await this.ask('acquire', { timeoutMs: timeoutOf(options) })) as boolean;
  }

  async release(): Promise<void> {
    await this.ask('release');
  }

  async withLock<T>(work: () => T | Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await work();
    } finally {
      await this.release();
    }
  }
}

export class AskingEvent extends Asking<CellHandle> implements Event {
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

export class AskingBarrier extends Asking<CellHandle> implements Barrier {
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

export class AskingList extends Asking<ListHandle> implements ManagedList {
  async append(value: unknown): Promise<void> {
    await this.ask('append', { message: encode(value) });
  }

  async get(i: number): Promise<unknown> {
    const index = integer('i', i, -MAX_COUNT, MAX_COUNT);
    return this.value(await this.ask('item', { index }));
  }

  async length(): Promise<number> {
    return (await this.ask('length')) as number;
  }

  async toArray(): Promise<unknown[]> {
    const items = (await this.ask('items')) as Uint8Array[];
    return items.map((item) => this.value(item));
  }
}

/** The realm's own object for a handle. */
export function askingObject(
  asker: Asker,
  handle: Exclude<Handle, { kind: 'array' }>,
): Queue | Connection | Lock | Event | Barrier | ManagedList {
  switch (handle.kind) {
    case 'queue':
      return new AskingQueue(asker, handle);
    case 'connection':
      return new AskingConnection(asker, handle);
    case 'lock':
    case 'semaphore':
      return new AskingLock(asker, handle);
    case 'event':
      return new AskingEvent(asker, handle);
    case 'barrier':
      return new AskingBarrier(asker, handle);
    case 'list':
      return new AskingList(asker, handle);
  }
}
