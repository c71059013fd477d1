/**
 * A condition, as Python's `Condition`: a lock, and those that wait, who are registered in the
 * engine. Who waits registers before it releases the lock, so whoever notifies with the lock held
 * finds all that began to wait before. The engine hears of deaths, so no notification goes to
 * the dead.
 */
import { callable, integer, MAX_ITEMS, refused } from '../../common/checks';
import { deadline } from '../../common/deadline';
import { PlaygroundError } from '../../common/errors';
import type { ObjectCall, ObjectReply, PartHandle } from '../../common/handles';
import type {
  Abortable,
  Condition,
  Lock,
  RLock,
  SyncCondition,
  TimeLimit,
  WaitOptions,
} from '../../common/types';
import type { EngineCaller, EnginePart, ObjectKind } from '../kind';
import { PartProxy } from '../object-proxy';
import type { BlockingRealm, LocalObject, Maker, Realm } from '../realm';
import { limitOf, waitTime } from '../rules';
import { LockProxy, type BlockingMonitor, type Monitor } from './lock';
import { makeRLock, RLockProxy } from './rlock';

interface ConditionHandle extends PartHandle {
  readonly lock: PartHandle;
  /** The lock was made for the condition, and is closed with it. */
  readonly ownsLock: boolean;
}

export function makeCondition(maker: Maker, lock?: Lock | RLock): ConditionProxy {
  const its = lock === undefined ? makeRLock(maker) : lockOf(maker, lock);
  const place = maker.makePart({ kind: 'condition' });
  const { owner } = maker;
  const ownsLock = lock === undefined;
  const handle: ConditionHandle = {
    kind: 'condition',
    ...place,
    lock: its.handle,
    ownsLock,
    owner,
  };
  return maker.add(new ConditionProxy(maker, handle));
}

/** The caller's lock, or `E_ARGUMENT`. */
function lockOf({ owner }: Maker, lock: unknown): LockProxy | RLockProxy {
  const isLock =
    (lock instanceof LockProxy && lock.handle.kind === 'lock') || lock instanceof RLockProxy;
  if (!isLock) throw refused('lock', lock, 'a lock or a recursive lock');
  if (lock.handle.owner === owner && !lock.isClosed) return lock;
  const why = lock.isClosed ? 'closed' : 'of another playground, or of one whose engine was lost';
  throw new PlaygroundError('E_ARGUMENT', `lock is ${why}.`);
}

class ConditionProxy extends PartProxy<ConditionHandle, SyncCondition> implements Condition {
  readonly lock: LocalObject & Monitor & { readonly sync: unknown; close(): Promise<void> };

  constructor(realm: Realm, handle: ConditionHandle) {
    super(realm, handle);
    this.lock = realm.objectFor(handle.lock) as LockProxy | RLockProxy;
  }

  async acquire(options?: WaitOptions & Abortable): Promise<boolean> {
    this.check();
    return this.lock.acquire(options);
  }

  async release(): Promise<void> {
    this.check();
    return this.lock.release();
  }

  async withLock<T>(work: () => T | Promise<T>): Promise<T> {
    callable('work', work);
    this.check();
    return this.lock.withLock(work);
  }

  async wait(limit?: TimeLimit): Promise<boolean> {
    const { timeoutMs, signal } = limitOf(limit);
    await this.#expectHeld('wait');
    const index = (await this.ask('enter')) as number;
    const times = await this.lock.leave();
    try {
      return (await this.ask('await', { index, timeoutMs }, signal)) as boolean;
    } finally {
      await this.lock.enter(times);
    }
  }

  async waitFor<T>(predicate: () => T | Promise<T>, limit?: TimeLimit): Promise<Awaited<T>> {
    callable('predicate', predicate);
    const { timeoutMs, signal } = limitOf(limit);
    await this.#expectHeld('waitFor');
    const endMs = performance.now() + (timeoutMs ?? Infinity);
    for (;;) {
      const value = await predicate();
      const leftMs = endMs - performance.now();
      if (value || leftMs <= 0) return value;
      await this.wait({ timeoutMs: leftMs, signal });
    }
  }

  async notify(n = 1): Promise<void> {
    const index = integer('n', n, 0, MAX_ITEMS);
    await this.#expectHeld('notify');
    await this.ask('notify', { index });
  }

  async notifyAll(): Promise<void> {
    await this.#expectHeld('notifyAll');
    await this.ask('notify', { index: MAX_ITEMS });
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.handle.ownsLock && this.lock.close()]);
  }

  async #expectHeld(call: string): Promise<void> {
    this.check();
    if (!(await this.lock.isHeld())) throw notHeld(call);
  }
}

class BlockingCondition implements SyncCondition {
  readonly #realm: BlockingRealm;
  readonly #id: number;
  readonly #lock: BlockingMonitor;

  constructor(realm: BlockingRealm, { handle, lock }: ConditionProxy) {
    this.#realm = realm;
    this.#id = handle.id;
    this.#lock = lock.sync as BlockingMonitor;
  }

  acquire(options?: WaitOptions): boolean {
    return this.#lock.acquire(options);
  }

  release(): void {
    this.#lock.release();
  }

  withLock<T>(work: () => T): T {
    return this.#lock.withLock(work);
  }

  wait(timeoutMs?: number): boolean {
    const waitMs = waitTime(timeoutMs, null);
    this.#expectHeld('wait');
    const index = this.#ask({ operation: 'enter' }) as number;
    const times = this.#lock.leave();
    try {
      return this.#ask({ operation: 'await', index, timeoutMs: waitMs }) as boolean;
    } finally {
      this.#lock.enter(times);
    }
  }

  waitFor<T>(predicate: () => T, timeoutMs?: number): T {
    callable('predicate', predicate);
    const endMs = performance.now() + (waitTime(timeoutMs, null) ?? Infinity);
    this.#expectHeld('waitFor');
    for (;;) {
      const value = predicate();
      const leftMs = endMs - performance.now();
      if (value || leftMs <= 0) return value;
      this.wait(leftMs);
    }
  }

  notify(n = 1): void {
    const index = integer('n', n, 0, MAX_ITEMS);
    this.#expectHeld('notify');
    this.#ask({ operation: 'notify', index });
  }

  notifyAll(): void {
    this.#expectHeld('notifyAll');
    this.#ask({ operation: 'notify', index: MAX_ITEMS });
  }

  #expectHeld(call: string): void {
    if (!this.#lock.isHeld()) throw notHeld(call);
  }

  #ask(call: Omit<ObjectCall, 'object'>): unknown {
    return this.#realm.call({ object: this.#id, ...call });
  }
}

function notHeld(call: string): PlaygroundError {
  const message = `${call} needs the condition's lock, and this realm does not hold it.`;
  return new PlaygroundError('E_ARGUMENT', message);
}

/** An agent between `enter` and the end of its wait. */
interface Waiter {
  readonly agent: number;
  isNotified: boolean;
  /** Ends its wait, once it has asked for that. */
  wake?: () => void;
}

function newWait(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((its) => {
    resolve = its;
  });
  return { promise, resolve };
}

/** Those that wait, by their tickets, in the order in which they entered. */
class Waiters {
  readonly #waiters = new Map<number, Waiter>();
  #last = 0;

  enter(agent: number): number {
    this.#last += 1;
    this.#waiters.set(this.#last, { agent, isNotified: false });
    return this.#last;
  }

  /** Whether it was notified in time. */
  async await(ticket: number, timeoutMs: number, { ending }: EngineCaller): Promise<boolean> {
    const waiter = this.#waiters.get(ticket);
    if (!waiter) return false;
    if (!waiter.isNotified && !ending.hasCome) {
      const { promise, resolve } = newWait();
      waiter.wake = resolve;
      const callOff = deadline(timeoutMs, resolve);
      const ignore = ending.listen(resolve);
      await promise;
      callOff();
      ignore();
    }
    this.#waiters.delete(ticket);
    return waiter.isNotified;
  }

  notify(n: number): void {
    let left = n;
    for (const waiter of this.#waiters.values()) {
      if (left === 0) return;
      if (waiter.isNotified) continue;
      waiter.isNotified = true;
      waiter.wake?.();
      left -= 1;
    }
  }

  /** The agent waits no more. */
  leave(agent: number): void {
    for (const [ticket, waiter] of this.#waiters) {
      if (waiter.agent === agent) this.#waiters.delete(ticket);
    }
  }
}

const part: EnginePart = {
  lives: 'engine',
  create: () => new Waiters(),
  operate(
    waiters: Waiters,
    { operation, index = 0, timeoutMs }: ObjectCall,
    caller: EngineCaller,
  ): ObjectReply | Promise<ObjectReply> {
    switch (operation) {
      case 'enter':
        return waiters.enter(caller.agent);
      case 'await':
        return waiters.await(index, timeoutMs ?? Infinity, caller);
      case 'notify':
        waiters.notify(index);
        return undefined;
      default:
        throw new PlaygroundError('E_UNSUPPORTED', `A condition has no ${operation}.`);
    }
  },
  left: (waiters: Waiters, agent) => waiters.leave(agent),
};

export const condition: ObjectKind = {
  kind: 'condition',
  part,
  proxy: (realm: Realm, handle: ConditionHandle) => new ConditionProxy(realm, handle),
  blocking: (realm: BlockingRealm, object: ConditionProxy) => new BlockingCondition(realm, object),
  // Whoever has the condition has its lock.
  partsOf: ({ id, at, lock }: ConditionHandle) => [
    { kind: 'condition', id, at },
    { kind: lock.kind, id: lock.id, at: lock.at },
  ],
};
