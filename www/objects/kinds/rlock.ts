/**
 * A recursive lock, as Python's `RLock`: a lock, and in its holder's realm how often it is held.
 * One whose holder dies is released.
 */
import { ABORTABLE_WAIT_OPTIONS, callable, signalOf, timeoutOf } from '../../common/checks';
import { PlaygroundError } from '../../common/errors';
import type { PartHandle } from '../../common/handles';
import type { Abortable, RLock, SyncLock, WaitOptions } from '../../common/types';
import { checked, inTime } from '../../heap/results';
import type { ObjectKind } from '../kind';
import { PartProxy } from '../object-proxy';
import type { BlockingRealm, Maker, Realm } from '../realm';
import { blockingTime } from '../rules';
import { BlockingLock, lockPart, type Monitor } from './lock';

export function makeRLock(maker: Maker): RLockProxy {
  const place = maker.makePart({ kind: 'rlock' });
  return maker.add(new RLockProxy(maker, { kind: 'rlock', ...place, owner: maker.owner }));
}

export class RLockProxy extends PartProxy<PartHandle, SyncLock> implements RLock, Monitor {
  /** How often this realm holds it; the blocking form counts here too. */
  depth = 0;

  async acquire(options?: WaitOptions & Abortable): Promise<boolean> {
    const timeoutMs = timeoutOf(options, ABORTABLE_WAIT_OPTIONS);
    const signal = signalOf(options);
    this.check();
    if (this.depth > 0 || (await this.ask('acquire', { timeoutMs }, signal))) {
      this.depth += 1;
      return true;
    }
    return false;
  }

  async release(): Promise<void> {
    this.check();
    if (this.released()) await this.ask('release');
  }

  async withLock<T>(work: () => T | Promise<T>): Promise<T> {
    callable('work', work);
    await this.acquire();
    try {
      return await this.realm.untilOver(work);
    } finally {
      if (!this.isClosed) await this.release();
    }
  }

  async isHeld(): Promise<boolean> {
    this.check();
    return Promise.resolve(this.depth > 0);
  }

  async leave(): Promise<number> {
    const times = this.depth;
    this.depth = 0;
    await this.ask('release');
    return times;
  }

  async enter(times: number): Promise<void> {
    await this.ask('acquire', { timeoutMs: null });
    this.depth = times;
  }

  /** Counts one release; whether it was the last. `E_ARGUMENT` where the realm does not hold it. */
  released(): boolean {
    if (this.depth === 0) {
      throw new PlaygroundError(
        'E_ARGUMENT',
        'It was released although this realm does not hold it.',
      );
    }
    this.depth -= 1;
    return this.depth === 0;
  }

  protected override get noun(): string {
    return 'recursive lock';
  }
}

class BlockingRLock extends BlockingLock {
  readonly #lock: RLockProxy;

  constructor(realm: BlockingRealm, lock: RLockProxy) {
    super(realm, lock.handle);
    this.#lock = lock;
  }

  override acquire(options?: WaitOptions): boolean {
    const waitMs = blockingTime(options);
    const { exports, handle, agent } = this;
    if (this.#lock.depth === 0 && !inTime(exports.lock_acquire(handle.at, agent.id, waitMs))) {
      return false;
    }
    this.#lock.depth += 1;
    return true;
  }

  override release(): void {
    if (this.#lock.released()) checked(this.exports.lock_release(this.handle.at));
  }

  override isHeld(): boolean {
    return this.#lock.depth > 0;
  }

  override leave(): number {
    const times = this.#lock.depth;
    this.#lock.depth = 0;
    checked(this.exports.lock_release(this.handle.at));
    return times;
  }

  override enter(times: number): void {
    checked(this.exports.lock_acquire(this.handle.at, this.agent.id, Infinity));
    this.#lock.depth = times;
  }
}

export const rlock: ObjectKind = {
  kind: 'rlock',
  part: lockPart,
  proxy: (realm: Realm, handle: PartHandle) => new RLockProxy(realm, handle),
  blocking: (realm: BlockingRealm, object: RLockProxy) => new BlockingRLock(realm, object),
};
