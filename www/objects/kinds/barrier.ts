/** A meeting point for a fixed number of parties, as Python's `Barrier`. */
import { BARRIER_MOST_PARTIES } from '../../../pkg/heap';
import { integer } from '../../common/checks';
import type { Blueprint, PartHandle } from '../../common/handles';
import type { Barrier, SyncBarrier, TimeLimit } from '../../common/types';
import { CELL_BYTES } from '../../heap/layout';
import { checked, done } from '../../heap/results';
import { BlockingObject } from '../blocking-object';
import type { HeapPart, ObjectKind } from '../kind';
import { PartProxy } from '../object-proxy';
import type { BlockingRealm, Maker, Realm } from '../realm';
import { limitOf, waitTime } from '../rules';

interface BarrierBlueprint extends Blueprint {
  readonly parties: number;
}

export function makeBarrier(maker: Maker, parties: number): BarrierProxy {
  integer('parties', parties, 1, BARRIER_MOST_PARTIES);
  const place = maker.makePart({ kind: 'barrier', parties } satisfies BarrierBlueprint);
  return maker.add(new BarrierProxy(maker, { kind: 'barrier', ...place, owner: maker.owner }));
}

class BarrierProxy extends PartProxy<PartHandle, SyncBarrier> implements Barrier {
  async wait(limit?: TimeLimit): Promise<number> {
    const { timeoutMs, signal } = limitOf(limit);
    return (await this.ask('wait', { timeoutMs }, signal)) as number;
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

class BlockingBarrier extends BlockingObject<PartHandle> implements SyncBarrier {
  wait(timeoutMs?: number): number {
    const waitMs = waitTime(timeoutMs, null) ?? Infinity;
    return checked(this.exports.barrier_wait(this.handle.at, waitMs));
  }

  abort(): void {
    checked(this.exports.barrier_abort(this.handle.at));
  }

  reset(): void {
    checked(this.exports.barrier_reset(this.handle.at));
  }

  broken(): boolean {
    return this.exports.barrier_is_broken(this.handle.at) === 1;
  }
}

const part: HeapPart = {
  lives: 'heap',
  bytes: () => CELL_BYTES,
  create({ instance }, at, { parties }: BarrierBlueprint) {
    instance.exports.barrier_create(at, parties);
  },
  supervise({ instance }, at) {
    instance.exports.barrier_supervise(at);
  },
  operations: {
    async wait({ run }) {
      // As in Python, an agent that dies at a barrier has arrived there, and does not break it.
      const { code, value } = await run('barrier', { outlivesAgent: true });
      checked(code);
      return value;
    },
    abort: ({ exports, at }) => done(exports.barrier_abort(at)),
    reset: ({ exports, at }) => done(exports.barrier_reset(at)),
    broken: ({ exports, at }) => exports.barrier_is_broken(at) === 1,
  },
};

export const barrier: ObjectKind = {
  kind: 'barrier',
  part,
  proxy: (realm: Realm, handle: PartHandle) => new BarrierProxy(realm, handle),
  blocking: (realm: BlockingRealm, { handle }: BarrierProxy) => new BlockingBarrier(realm, handle),
};
