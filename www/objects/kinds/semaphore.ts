/** A counting semaphore, as Python's `Semaphore`. */
import { ERRORS, SEMAPHORE_MOST_UNITS } from '../../../pkg/heap';
import { integer } from '../../common/checks';
import type { Blueprint, PartHandle } from '../../common/handles';
import type { Semaphore } from '../../common/types';
import { CELL_BYTES } from '../../heap/layout';
import { done, inTime } from '../../heap/results';
import type { HeapPart, ObjectKind } from '../kind';
import type { BlockingRealm, Maker, Realm } from '../realm';
import { BlockingLock, LockProxy } from './lock';

interface SemaphoreBlueprint extends Blueprint {
  readonly units: number;
}

export function makeSemaphore(maker: Maker, value = 1): SemaphoreProxy {
  const units = integer('value', value, 0, SEMAPHORE_MOST_UNITS);
  const place = maker.makePart({ kind: 'semaphore', units } satisfies SemaphoreBlueprint);
  const { owner } = maker;
  return maker.add(new SemaphoreProxy(maker, { kind: 'semaphore', ...place, owner }));
}

class SemaphoreProxy extends LockProxy implements Semaphore {
  /** Gives back the units of functions that run; the realm does so for a lock. */
  protected override beforeRelease(): Promise<unknown> | undefined {
    if (this.running === 0) return undefined;
    const release = (): Promise<unknown> =>
      this.realm.operate(this.operand, { operation: 'release' });
    return Promise.all(Array.from({ length: this.running }, release));
  }
}

class BlockingSemaphore extends BlockingLock {
  protected override take(waitMs: number): number {
    return this.exports.semaphore_acquire(this.handle.at, waitMs);
  }

  protected override giveBack(): number {
    return this.exports.semaphore_release(this.handle.at);
  }
}

const part: HeapPart = {
  lives: 'heap',
  bytes: () => CELL_BYTES,
  create({ instance }, at, { units }: SemaphoreBlueprint) {
    instance.exports.semaphore_create(at, units);
  },
  supervise({ instance }, at) {
    instance.exports.semaphore_supervise(at);
  },
  operations: {
    acquire: async ({ run }) =>
      inTime((await run('semaphore', { tooLate: ERRORS.TIMED_OUT })).code),
    release: ({ exports, at }) => done(exports.semaphore_release(at)),
  },
};

export const semaphore: ObjectKind = {
  kind: 'semaphore',
  part,
  proxy: (realm: Realm, handle: PartHandle) => new SemaphoreProxy(realm, handle),
  blocking: (realm: BlockingRealm, { handle }: SemaphoreProxy) =>
    new BlockingSemaphore(realm, handle),
};
