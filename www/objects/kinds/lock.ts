/** A mutual exclusion lock, as Python's `Lock`. One whose holder dies is released. */
import { ERRORS } from '../../../pkg/heap';
import { ABORTABLE_WAIT_OPTIONS, callable, signalOf, timeoutOf } from '../../common/checks';
import type { PartHandle } from '../../common/handles';
import type { Abortable, Lock, SyncLock, WaitOptions } from '../../common/types';
import type { HeapInstance } from '../../heap/instance';
import { CELL_BYTES } from '../../heap/layout';
import { checked, done, inTime } from '../../heap/results';
import { BlockingObject } from '../blocking-object';
import type { HeapPart, HeapUser, ObjectKind } from '../kind';
import { PartProxy } from '../object-proxy';
import type { BlockingRealm, Maker, Realm } from '../realm';
import { blockingTime } from '../rules';

export function makeLock(maker: Maker): LockProxy {
  const place = maker.makePart({ kind: 'lock' });
  return maker.add(new LockProxy(maker, { kind: 'lock', ...place, owner: maker.owner }));
}

/** Also what a semaphore is for its callers. */
export class LockProxy extends PartProxy<PartHandle, SyncLock> implements Lock, Monitor {
  /** Functions of this realm that run under it. */
  protected running = 0;

  async acquire(options?: WaitOptions & Abortable): Promise<boolean> {
    const timeoutMs = timeoutOf(options, ABORTABLE_WAIT_OPTIONS);
    return (await this.ask('acquire', { timeoutMs }, signalOf(options))) as boolean;
  }

  async release(): Promise<void> {
    await this.ask('release');
  }

  async withLock<T>(work: () => T | Promise<T>): Promise<T> {
    callable('work', work);
    await this.acquire();
    this.running += 1;
    try {
      return await this.realm.untilOver(work);
    } finally {
      this.running -= 1;
      if (!this.isClosed) await this.release();
    }
  }

  async isHeld(): Promise<boolean> {
    return (await this.ask('isHeld')) as boolean;
  }

  async leave(): Promise<number> {
    await this.release();
    return 1;
  }

  async enter(): Promise<void> {
    await this.acquire();
  }
}

/** The lock of a condition: it is released while its holder waits. */
export interface Monitor {
  acquire(options?: WaitOptions & Abortable): Promise<boolean>;
  release(): Promise<void>;
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
  /** Whether this realm holds it. */
  isHeld(): Promise<boolean>;
  /** Releases it entirely; gives how often it was held. */
  leave(): Promise<number>;
  /** Acquires it as often. */
  enter(times: number): Promise<void>;
}

/** The same for a realm that blocks. */
export interface BlockingMonitor extends SyncLock {
  isHeld(): boolean;
  leave(): number;
  enter(times: number): void;
}

export class BlockingLock extends BlockingObject<PartHandle> implements BlockingMonitor {
  acquire(options?: WaitOptions): boolean {
    return inTime(this.take(blockingTime(options)));
  }

  release(): void {
    checked(this.giveBack());
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

  isHeld(): boolean {
    return isOwner(this.agent.instance, this.handle.at, this.agent.id);
  }

  leave(): number {
    this.release();
    return 1;
  }

  enter(_times: number): void {
    this.acquire();
  }

  protected take(waitMs: number): number {
    return this.exports.lock_acquire(this.handle.at, this.agent.id, waitMs);
  }

  protected giveBack(): number {
    return this.exports.lock_release(this.handle.at);
  }
}

function releaseFor({ instance }: HeapUser, at: number, agent: number): void {
  instance.exports.lock_supervise(at, agent);
}

/** Whether the agent holds the lock: see `src/ipc/lock.rs`. */
function isOwner({ heap }: HeapInstance, at: number, agent: number): boolean {
  const word = Atomics.load(heap.words(at + CELL_BYTES), at / 4);
  return (word & 0x7fff_ffff) === agent;
}

/** A shared array begins with one. */
export const lockPart: HeapPart = {
  lives: 'heap',
  bytes: () => CELL_BYTES,
  supervise: releaseFor,
  releaseHeld: releaseFor,
  operations: {
    acquire: async ({ run }) => inTime((await run('lock', { tooLate: ERRORS.TIMED_OUT })).code),
    release: ({ exports, at }) => done(exports.lock_release(at)),
    isHeld: ({ instance, at, agent }) => isOwner(instance, at, agent),
  },
};

export const lock: ObjectKind = {
  kind: 'lock',
  part: lockPart,
  proxy: (realm: Realm, handle: PartHandle) => new LockProxy(realm, handle),
  blocking: (realm: BlockingRealm, { handle }: LockProxy) => new BlockingLock(realm, handle),
};
