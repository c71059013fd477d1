/** Calls of the library's objects that wait: their signals, and iteration to the end of file. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { makeBarrier } from '../objects/kinds/barrier';
import { makePipe } from '../objects/kinds/connection';
import { makeEvent } from '../objects/kinds/event';
import { makeLock } from '../objects/kinds/lock';
import { makeQueue } from '../objects/kinds/queue';
import { makeRLock } from '../objects/kinds/rlock';
import { makeSemaphore } from '../objects/kinds/semaphore';
import type { ProcessObjects } from '../process/process-objects';
import { codeOf, realms, turn, type Realms } from './test/realms';

// What computes begins a worker's work when it is loaded, and nothing is computed here.
vi.mock('../../pkg/parallel_playground.js', () => ({ spinRate: () => 1 }));

describe.each([
  ['with shared memory', true],
  ['without', false],
])('%s', (_, isShared) => {
  let all: Realms;
  let other: ProcessObjects;
  let ends: (() => Promise<void>)[];

  const another = (): ProcessObjects => {
    const { objects, end } = all.process();
    ends.push(end);
    return objects;
  };

  beforeEach(async () => {
    all = await realms(isShared);
    ends = [];
    other = another();
  });

  afterEach(async () => {
    for (const end of ends) await end();
  });

  describe('a signal', () => {
    test.each(['window', 'process'] as const)(
      'ends a wait, which takes nothing afterwards: %s',
      async (where) => {
        const { window } = all;
        const here = <T extends object>(object: T): T =>
          where === 'window' ? object : all.pass(object, other);
        const [queue, full] = [makeQueue(window), makeQueue(window, { maxsize: 1 })];
        const [near, far] = makePipe(window);
        const [lock, semaphore] = [makeLock(window), makeSemaphore(window, 0)];
        const rlock = makeRLock(window);
        const [event, barrier] = [makeEvent(window), makeBarrier(window, 2)];
        await full.put('there');
        await lock.acquire();
        const holder = all.pass(rlock, another());
        await holder.acquire();
        const stop = new AbortController();
        const { signal } = stop;
        const waiting = [
          here(queue).get({ signal }),
          here(queue).get({ signal, timeoutMs: 60_000 }),
          here(full).put(2, { signal }),
          here(near).recv({ signal }),
          here(lock).acquire({ signal }),
          here(rlock).acquire({ signal }),
          here(semaphore).acquire({ signal }),
          here(event).wait({ signal }),
          here(barrier).wait({ signal, timeoutMs: 60_000 }),
        ].map((promise) => codeOf(promise));
        await turn();
        stop.abort();
        expect(await Promise.all(waiting)).toEqual(Array(9).fill('E_CANCELLED'));
        await queue.put('precious');
        await far.send('precious');
        expect([await queue.get(), await full.size(), await near.recv()]).toEqual([
          'precious',
          1,
          'precious',
        ]);
        await lock.release();
        expect(await lock.acquire({ block: false })).toBe(true);
        await semaphore.release();
        expect(await semaphore.acquire({ block: false })).toBe(true);
        expect(await codeOf(here(queue).get({ signal }))).toBe('E_CANCELLED');
      },
    );

    test('that is none is refused', async () => {
      const queue = makeQueue(all.window);
      const signal = 'now' as unknown as AbortSignal;
      expect(await codeOf(queue.get({ signal }))).toBe('E_ARGUMENT');
      expect(await codeOf(makeEvent(all.window).wait({ signal }))).toBe('E_ARGUMENT');
    });
  });

  describe('iteration', () => {
    test('of a queue goes on until it is closed', async () => {
      const queue = makeQueue(all.window);
      const theirs = all.pass(queue, other);
      const got: unknown[] = [];
      const reading = (async () => {
        for await (const item of theirs) got.push(item);
      })();
      for (const item of [1, 2, 3]) await queue.put(item);
      while (got.length < 3) await turn();
      await queue.close();
      await reading;
      expect(got).toEqual([1, 2, 3]);
    });

    test('of a connection goes to the end of file, and fails where its own end is closed', async () => {
      const [near, far] = makePipe(all.window);
      const theirs = all.pass(far, other);
      await near.send('a');
      await near.send('b');
      await near.close();
      const got: unknown[] = [];
      for await (const message of theirs) got.push(message);
      expect(got).toEqual(['a', 'b']);
      await theirs.close();
      expect(
        await codeOf(async () => {
          for await (const message of theirs) got.push(message);
        }),
      ).toBe('E_CLOSED');
    });

    test('that is left takes nothing more', async () => {
      const queue = makeQueue(all.window);
      const iterator = queue[Symbol.asyncIterator]();
      const next = iterator.next();
      await turn();
      await iterator.return?.();
      expect(await next).toEqual({ done: true, value: undefined });
      await queue.put('precious');
      expect(await queue.get({ timeoutMs: 1000 })).toBe('precious');
      expect(await iterator.next()).toEqual({ done: true, value: undefined });
    });
  });
});
