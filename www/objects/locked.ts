/** What shared values and arrays have in common: a recursive lock in front of their numbers. */
import { callable } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import type { PartHandle } from '../common/handles';
import { checked } from '../heap/results';
import { BlockingObject } from './blocking-object';
import { PartProxy } from './object-proxy';
import type { BlockingRealm } from './realm';
import { Recursion } from './recursion';

export interface LockedHandle extends PartHandle {
  /** Whether its lock may be used. */
  readonly hasLock: boolean;
}

export abstract class LockedProxy<H extends LockedHandle, S> extends PartProxy<H, S> {
  /** Shared with the blocking form: they are one holder. */
  readonly recursion = new Recursion();

  async withLock<T>(work: () => T | Promise<T>): Promise<T> {
    callable('work', work);
    this.check();
    this.expectLock();
    return this.recursion.hold(
      () => this.ask('acquire'),
      () => (this.isClosed ? Promise.resolve() : this.ask('release')),
      () => this.realm.untilOver(work),
    );
  }

  /** Throws where it was made without one. */
  expectLock(): void {
    if (this.handle.hasLock) return;
    throw new PlaygroundError('E_UNSUPPORTED', `This ${this.noun} was made without a lock.`);
  }
}

export abstract class BlockingLocked<
  H extends LockedHandle,
  P extends LockedProxy<H, unknown>,
> extends BlockingObject<H> {
  protected readonly proxy: P;

  constructor(realm: BlockingRealm, proxy: P) {
    super(realm, proxy.handle);
    this.proxy = proxy;
  }

  withLock<T>(work: () => T): T {
    callable('work', work);
    const { exports, handle, agent, proxy } = this;
    proxy.expectLock();
    return proxy.recursion.holdBlocking(
      () => checked(exports.lock_acquire(handle.at, agent.id, Infinity)),
      () => proxy.isClosed || checked(exports.lock_release(handle.at)),
      work,
    );
  }
}
