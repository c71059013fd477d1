/** A flag to wait for, as Python's `Event`. */
import type { PartHandle } from '../../common/handles';
import type { Event, SyncEvent, TimeLimit } from '../../common/types';
import { CELL_BYTES } from '../../heap/layout';
import { checked, done, inTime } from '../../heap/results';
import { BlockingObject } from '../blocking-object';
import type { HeapPart, ObjectKind } from '../kind';
import { PartProxy } from '../object-proxy';
import type { BlockingRealm, Maker, Realm } from '../realm';
import { limitOf, waitTime } from '../rules';

export function makeEvent(maker: Maker): EventProxy {
  const place = maker.makePart({ kind: 'event' });
  return maker.add(new EventProxy(maker, { kind: 'event', ...place, owner: maker.owner }));
}

class EventProxy extends PartProxy<PartHandle, SyncEvent> implements Event {
  async set(): Promise<void> {
    await this.ask('set');
  }

  async clear(): Promise<void> {
    await this.ask('clear');
  }

  async isSet(): Promise<boolean> {
    return (await this.ask('isSet')) as boolean;
  }

  async wait(limit?: TimeLimit): Promise<boolean> {
    const { timeoutMs, signal } = limitOf(limit);
    return (await this.ask('wait', { timeoutMs }, signal)) as boolean;
  }
}

class BlockingEvent extends BlockingObject<PartHandle> implements SyncEvent {
  set(): void {
    checked(this.exports.event_set(this.handle.at));
  }

  clear(): void {
    checked(this.exports.event_clear(this.handle.at));
  }

  isSet(): boolean {
    return this.exports.event_is_set(this.handle.at) === 1;
  }

  wait(timeoutMs?: number): boolean {
    const waitMs = waitTime(timeoutMs, null) ?? Infinity;
    return inTime(this.exports.event_wait(this.handle.at, waitMs));
  }
}

const part: HeapPart = {
  lives: 'heap',
  bytes: () => CELL_BYTES,
  supervise({ instance }, at) {
    instance.exports.event_supervise(at);
  },
  operations: {
    set: ({ exports, at }) => done(exports.event_set(at)),
    clear: ({ exports, at }) => done(exports.event_clear(at)),
    isSet: ({ exports, at }) => exports.event_is_set(at) === 1,
    wait: async ({ run }) => inTime((await run('event')).code),
  },
};

export const event: ObjectKind = {
  kind: 'event',
  part,
  proxy: (realm: Realm, handle: PartHandle) => new EventProxy(realm, handle),
  blocking: (realm: BlockingRealm, { handle }: EventProxy) => new BlockingEvent(realm, handle),
};
