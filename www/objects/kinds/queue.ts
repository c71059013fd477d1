/** A queue of messages, as Python's `Queue` and `JoinableQueue`; a pipe consists of one or two. */
import { ERRORS } from '../../../pkg/heap';
import {
  ABORTABLE_GET_OPTIONS,
  ABORTABLE_WAIT_OPTIONS,
  GET_OPTIONS,
  integer,
  known,
  signalOf,
  timeoutOf,
} from '../../common/checks';
import { moved } from '../../common/codec';
import type { Blueprint, PartHandle } from '../../common/handles';
import type {
  Abortable,
  ArrayTypes,
  GetOptions,
  Peeked,
  Queue,
  QueueOptions,
  Reservation,
  SyncQueue,
  Typecode,
  WaitOptions,
} from '../../common/types';
import { endOfFile, heapError } from '../../heap/errors';
import { QUEUE_BYTES, RING_BYTES } from '../../heap/layout';
import { checked, done } from '../../heap/results';
import { BlockingObject } from '../blocking-object';
import { peek, reserve } from '../grants';
import { received, receivedBlocking } from '../iteration';
import type { HeapPart, ObjectKind, PartCall } from '../kind';
import { PartProxy } from '../object-proxy';
import type { BlockingRealm, Maker, Realm } from '../realm';
import { blockingTime, targetOf } from '../rules';

const MOST_ITEMS = 0x7fff_ffff;

interface QueueHandle extends PartHandle {
  readonly kind: 'queue';
  readonly maxsize: number;
}

export interface QueueBlueprint extends Blueprint {
  readonly kind: 'queue';
  readonly maxsize: number;
  /** A put never waits for bytes. */
  readonly overflows: boolean;
}

export function makeQueue(maker: Maker, options?: QueueOptions): QueueProxy {
  const { maxsize = 0 } = known('options', options, ['maxsize']);
  integer('maxsize', maxsize, 0, MOST_ITEMS);
  const blueprint: QueueBlueprint = { kind: 'queue', maxsize, overflows: true };
  const place = maker.makePart(blueprint);
  const { owner } = maker;
  return maker.add(new QueueProxy(maker, { kind: 'queue', ...place, owner, maxsize }), QUEUE_BYTES);
}

class QueueProxy extends PartProxy<QueueHandle, SyncQueue> implements Queue {
  /** How many items were in it when it was closed here. */
  #sizeAtEnd: Promise<number> | undefined;

  async put(value: unknown, options?: WaitOptions & Abortable): Promise<void> {
    const timeoutMs = timeoutOf(options, ABORTABLE_WAIT_OPTIONS);
    const signal = signalOf(options);
    this.check();
    await this.ask('put', { timeoutMs, message: this.realm.encode(value) }, signal);
  }

  async get(options?: GetOptions & Abortable): Promise<unknown> {
    const into = targetOf(options, ABORTABLE_GET_OPTIONS);
    const timeoutMs = timeoutOf(options, ABORTABLE_GET_OPTIONS);
    const bytes = await this.ask('get', { timeoutMs }, signalOf(options));
    return moved(this.realm.decode(bytes as Uint8Array, true), into);
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

  /** Closed in all realms. `size`, `empty` and `full` are still answered here. */
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

  [Symbol.asyncIterator](): AsyncIterableIterator<unknown> {
    return received((signal) => this.get({ signal }), ['E_CLOSED']);
  }
}

class BlockingQueue extends BlockingObject<QueueHandle> implements SyncQueue {
  put(value: unknown, options?: WaitOptions): void {
    this.agent.put(this.handle.at, value, blockingTime(options));
  }

  get(options?: GetOptions): unknown {
    const { agent } = this;
    const timeoutMs = blockingTime(options, GET_OPTIONS);
    const into = options && targetOf(options);
    const value = agent.get(this.handle.at, timeoutMs, into);
    if (agent.code < 0) throw heapError(agent.code);
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

  [Symbol.iterator](): Generator {
    return receivedBlocking(() => this.get(), ['E_CLOSED']);
  }

  reserve<C extends Typecode = 'd'>(
    length: number,
    typecode?: C,
    options?: WaitOptions,
  ): Reservation<ArrayTypes[C]> {
    return reserve(this.realm, this.handle.at, true, length, typecode, blockingTime(options));
  }

  peek(options?: WaitOptions): Peeked {
    const peeked = peek(this.realm, this.handle.at, blockingTime(options));
    if (typeof peeked === 'number') throw heapError(peeked);
    return peeked;
  }
}

/** Whether the sending end of a pipe is closed and all its messages were received. */
export function isAtEnd({
  exports,
  at,
  agent,
}: Pick<PartCall, 'exports' | 'at' | 'agent'>): boolean {
  return exports.queue_is_finished(at, agent) === 1;
}

const part: HeapPart = {
  lives: 'heap',
  bytes: () => QUEUE_BYTES,
  create({ instance, agent }, at, { maxsize, overflows }: QueueBlueprint) {
    const { exports } = instance;
    checked(exports.queue_create(at, agent, RING_BYTES, maxsize, Number(overflows)));
  },
  clear({ instance, agent }, at) {
    instance.exports.queue_clear(at, agent);
    // A call with an old handle finds no queue.
    instance.heap.words(at + 4)[at / 4] = 0;
  },
  supervise({ instance, agent }, at, dead) {
    instance.exports.queue_supervise(at, agent, dead);
  },
  releaseHeld({ instance }, at, agent) {
    // What it holds in place; without that these are errors.
    instance.exports.queue_abandon(at, agent);
    instance.exports.queue_put_back(at, agent);
  },
  operations: {
    async put({ run, instance, message }) {
      const { code } = await run('put', { tooLate: ERRORS.FULL });
      if (code === ERRORS.NO_MEMORY) throw instance.noMemory(message?.length ?? 0);
      checked(code);
      return undefined;
    },
    async get({ run }) {
      const { code, message } = await run('get', { tooLate: ERRORS.EMPTY });
      checked(code);
      return message;
    },
    /** `get` for the end of a pipe. */
    async receive(call) {
      const { code, message } = await call.run('get', { tooLate: ERRORS.EMPTY });
      if (code === ERRORS.CLOSED && isAtEnd(call)) throw endOfFile();
      checked(code);
      return message;
    },
    async poll(call) {
      const { code } = await call.run('poll');
      if (code === ERRORS.EMPTY) return false;
      // At the end `recv` does not wait either: it is E_EOF.
      if (code !== ERRORS.CLOSED || !isAtEnd(call)) checked(code);
      return true;
    },
    async join({ run }) {
      checked((await run('join')).code);
      return undefined;
    },
    size: ({ exports, at, agent }) => checked(exports.queue_size(at, agent)),
    close: ({ exports, at, agent }) => done(exports.queue_close(at, agent)),
    finish: ({ exports, at, agent }) => done(exports.queue_finish(at, agent)),
    taskDone: ({ exports, at, agent }) => done(exports.queue_task_done(at, agent)),
  },
};

export const queue: ObjectKind = {
  kind: 'queue',
  part,
  proxy: (realm: Realm, handle: QueueHandle) => new QueueProxy(realm, handle),
  blocking: (realm: BlockingRealm, { handle }: QueueProxy) => new BlockingQueue(realm, handle),
};
