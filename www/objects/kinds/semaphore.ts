/** A counting semaphore, as Python's `Semaphore` and `BoundedSemaphore`. */
import { ERRORS, SEMAPHORE_MOST_UNITS } from '../../../pkg/heap';
import { integer } from '../../common/checks';
import { PlaygroundError } from '../../common/errors';
import type { Blueprint, PartHandle } from '../../common/handles';
import type { Semaphore } from '../../common/types';
import type { HeapInstance } from '../../heap/instance';
import { CELL_BYTES } from '../../heap/layout';
import { done, inTime } from '../../heap/results';
import type { HeapPart, ObjectKind } from '../kind';
import type { BlockingRealm, Maker, Realm } from '../realm';
import { BlockingLock, LockProxy } from './lock';

interface SemaphoreBlueprint extends Blueprint {
  readonly units: number;
}

/** The word of a bounded semaphore that holds its bound, behind those of `src/ipc/semaphore.rs`. */
const BOUND = CELL_BYTES / 4 - 1;

export function makeSemaphore(maker: Maker, value = 1): SemaphoreProxy {
  return make(maker, 'semaphore', value);
}

export function makeBoundedSemaphore(maker: Maker, value = 1): SemaphoreProxy {
  return make(maker, 'boundedSemaphore', value);
}

function make(maker: Maker, kind: string, value: unknown): SemaphoreProxy {
  const units = integer('value', value, 0, SEMAPHORE_MOST_UNITS);
  const place = maker.makePart({ kind, units } satisfies SemaphoreBlueprint);
  const { owner } = maker;
  return maker.add(new SemaphoreProxy(maker, { kind, ...place, owner }));
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

class BlockingBoundedSemaphore extends BlockingSemaphore {
  protected override giveBack(): number {
    return releaseBounded(this.agent.instance, this.handle.at);
  }
}

function boundOf({ heap }: HeapInstance, at: number): number {
  return heap.words(at + CELL_BYTES)[at / 4 + BOUND] ?? 0;
}

function releaseBounded(instance: HeapInstance, at: number): number {
  const bound = boundOf(instance, at);
  const code = instance.exports.semaphore_release_at_most(at, bound);
  if (code !== ERRORS.TOO_MANY) return code;
  const units = bound === 1 ? '1 unit, which is' : `${bound} units, which are all`;
  throw new PlaygroundError(
    'E_ARGUMENT',
    `It was released more often than acquired: this semaphore has ${units} free.`,
  );
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

const boundedPart: HeapPart = {
  ...part,
  create({ instance }, at, { units }: SemaphoreBlueprint) {
    instance.exports.semaphore_create(at, units);
    instance.heap.words(at + CELL_BYTES)[at / 4 + BOUND] = units;
  },
  operations: {
    ...part.operations,
    release: ({ instance, at }) => done(releaseBounded(instance, at)),
  },
};

export const boundedSemaphore: ObjectKind = {
  kind: 'boundedSemaphore',
  part: boundedPart,
  proxy: (realm: Realm, handle: PartHandle) => new SemaphoreProxy(realm, handle),
  blocking: (realm: BlockingRealm, { handle }: SemaphoreProxy) =>
    new BlockingBoundedSemaphore(realm, handle),
};
