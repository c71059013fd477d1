/** The library's objects between the window and processes, with shared memory and without. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { SharedArray } from '../common/types';
import { makeCondition } from '../objects/kinds/condition';
import { makeDict } from '../objects/kinds/dict';
import { makeList } from '../objects/kinds/list';
import { makeLock } from '../objects/kinds/lock';
import { makeQueue } from '../objects/kinds/queue';
import { makeRLock } from '../objects/kinds/rlock';
import { makeBoundedSemaphore, makeSemaphore } from '../objects/kinds/semaphore';
import { makeSharedArray } from '../objects/kinds/shared-array';
import { makeValue } from '../objects/kinds/value';
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

  describe('a recursive lock', () => {
    test('is released by its last release, to another realm', async () => {
      const lock = makeRLock(all.window);
      const theirs = all.pass(lock, other);
      expect([await lock.acquire(), await lock.acquire()]).toEqual([true, true]);
      expect(await theirs.acquire({ block: false })).toBe(false);
      expect(await codeOf(theirs.release())).toBe('E_ARGUMENT');
      await lock.release();
      expect(await theirs.acquire({ block: false })).toBe(false);
      await lock.release();
      expect(await theirs.acquire({ block: false })).toBe(true);
      expect(await codeOf(lock.release())).toBe('E_ARGUMENT');
    });

    test('is free again when its holder has died', async () => {
      const lock = makeRLock(all.window);
      const { objects, end } = all.process();
      const theirs = all.pass(lock, objects);
      await theirs.acquire();
      await theirs.acquire();
      const waiting = lock.acquire();
      await end();
      expect(await waiting).toBe(true);
    });

    test('runs functions in functions', async () => {
      const lock = makeRLock(all.window);
      const value = await lock.withLock(() => lock.withLock(() => 7));
      expect(value).toBe(7);
      expect(
        await codeOf(
          lock.withLock(() => {
            throw new Error('mine');
          }),
        ),
      ).toBe(undefined);
      expect(await all.pass(lock, other).acquire({ block: false })).toBe(true);
    });
  });

  describe('a bounded semaphore', () => {
    test('takes back what was acquired, and no more', async () => {
      const semaphore = makeBoundedSemaphore(all.window, 2);
      const theirs = all.pass(semaphore, other);
      expect(await codeOf(theirs.release())).toBe('E_ARGUMENT');
      await semaphore.acquire();
      await theirs.acquire();
      expect(await semaphore.acquire({ block: false })).toBe(false);
      await semaphore.release();
      await semaphore.release();
      expect(await codeOf(semaphore.release())).toBe('E_ARGUMENT');
      expect(await codeOf(() => makeBoundedSemaphore(all.window, -1))).toBe('E_ARGUMENT');
    });
  });

  describe('a condition', () => {
    /** Resolves when that is so and all who have begun to wait are waiting. */
    const begun = async (
      condition: ReturnType<typeof makeCondition>,
      hasBegun: () => boolean,
    ): Promise<void> => {
      while (!hasBegun()) await turn();
      // Who has begun has the lock until it waits.
      await condition.withLock(() => undefined);
    };

    test('wakes as many as were said, in the order in which they came', async () => {
      const condition = makeCondition(all.window);
      const seen: string[] = [];
      const flags = [false, false, false];
      const waiters = ['a', 'b', 'c'].map((name, i) => {
        const theirs = all.pass(condition, another());
        return async (): Promise<void> => {
          await theirs.withLock(async () => {
            flags[i] = true;
            seen.push(`${name} ${await theirs.wait()}`);
          });
        };
      });
      const running: Promise<void>[] = [];
      for (const [i, wait] of waiters.entries()) {
        running.push(wait());
        await begun(condition, () => flags[i] === true);
      }
      await condition.withLock(() => condition.notify(2));
      await Promise.all(running.slice(0, 2));
      expect(seen).toEqual(['a true', 'b true']);
      await condition.withLock(() => condition.notifyAll());
      await Promise.all(running);
      expect(seen).toEqual(['a true', 'b true', 'c true']);
    });

    test('is late by false, and cancelled by a signal, with the lock held again', async () => {
      const condition = makeCondition(all.window);
      const theirs = all.pass(condition, other);
      await condition.acquire();
      await condition.acquire();
      expect(await condition.wait(5)).toBe(false);
      expect(await condition.wait({ timeoutMs: 0 })).toBe(false);
      const stop = new AbortController();
      const waiting = codeOf(condition.wait({ signal: stop.signal }));
      await theirs.withLock(() => stop.abort());
      expect(await waiting).toBe('E_CANCELLED');
      expect(await theirs.acquire({ block: false })).toBe(false);
      await condition.release();
      await condition.release();
      expect(await theirs.acquire({ block: false })).toBe(true);
      // Nobody waits any more: a notification is for nobody, and is not kept.
      await theirs.notify();
      expect(await theirs.wait(0)).toBe(false);
    });

    test('needs its lock', async () => {
      const lock = makeLock(all.window);
      const condition = makeCondition(all.window, lock);
      const theirs = all.pass(condition, other);
      await lock.acquire();
      expect(await codeOf(theirs.wait())).toBe('E_ARGUMENT');
      expect(await codeOf(theirs.notify())).toBe('E_ARGUMENT');
      expect(await codeOf(theirs.notifyAll())).toBe('E_ARGUMENT');
      expect(await codeOf(theirs.waitFor(() => true))).toBe('E_ARGUMENT');
      expect(await codeOf(condition.notify(-1))).toBe('E_ARGUMENT');
      await condition.notify();
      await condition.close();
      // The lock is the caller's, and still held.
      expect(await all.pass(lock, other).acquire({ block: false })).toBe(false);
      await lock.release();
    });

    test('refuses what is no lock of this playground', async () => {
      const foreign = makeLock((await realms(isShared)).window);
      const closed = makeLock(all.window);
      await closed.close();
      for (const lock of [foreign, closed, makeSemaphore(all.window), 'lock']) {
        expect(await codeOf(() => makeCondition(all.window, lock as never))).toBe('E_ARGUMENT');
      }
    });

    test('waits for a predicate', async () => {
      const condition = makeCondition(all.window);
      const theirs = all.pass(condition, other);
      const state = { ready: 0 };
      const waiting = condition.withLock(() =>
        condition.waitFor(async () => Promise.resolve(state.ready)),
      );
      for (const ready of [0, 5]) {
        await theirs.withLock(async () => {
          state.ready = ready;
          await theirs.notifyAll();
        });
      }
      expect(await waiting).toBe(5);
      expect(await condition.withLock(() => condition.waitFor(() => '', 5))).toBe('');
    });

    test('notifies no dead', async () => {
      const condition = makeCondition(all.window);
      const flags = [false, false];
      const dying = all.process();
      const first = all.pass(condition, dying.objects);
      void first
        .withLock(async () => {
          flags[0] = true;
          await first.wait();
        })
        .catch(() => undefined);
      await begun(condition, () => flags[0] === true);
      const second = all.pass(condition, other);
      const waiting = second.withLock(async () => {
        flags[1] = true;
        return second.wait();
      });
      await begun(condition, () => flags[1] === true);
      await dying.end();
      await condition.withLock(() => condition.notify());
      expect(await waiting).toBe(true);
    });

    test('gives everything back when it is closed', async () => {
      const before = all.used();
      const condition = makeCondition(all.window);
      const theirs = all.pass(condition, other);
      await theirs.withLock(() => theirs.notify());
      await Promise.all([condition.close(), theirs.close()]);
      const deadlineMs = performance.now() + 5000;
      while (all.used() > before && performance.now() < deadlineMs) await turn();
      expect(all.used()).toBe(before);
    });
  });

  describe('a dictionary', () => {
    test('is a dictionary, of values that are the same on the other side', async () => {
      const dict = makeDict(all.window);
      const theirs = all.pass(dict, other);
      await dict.set('a', { deep: [1n, new Map([[1, 2]])] });
      await theirs.set(1, 'number');
      await theirs.set('1', 'string');
      await theirs.set(-0, 'zero');
      expect(await theirs.get('a')).toEqual({ deep: [1n, new Map([[1, 2]])] });
      expect([await dict.get(1), await dict.get('1'), await dict.get(0)]).toEqual([
        'number',
        'string',
        'zero',
      ]);
      expect([await dict.get('b'), await dict.get('b', 7)]).toEqual([undefined, 7]);
      expect([await dict.has('a'), await dict.has('b'), await dict.size()]).toEqual([
        true,
        false,
        4,
      ]);
      expect(await theirs.keys()).toEqual(['a', 1, '1', 0]);
      expect([await dict.delete('a'), await dict.delete('a')]).toEqual([true, false]);
      expect(await theirs.pop(1)).toBe('number');
      expect([await codeOf(theirs.pop(1)), await theirs.pop(1, 'none')]).toEqual([
        'E_ARGUMENT',
        'none',
      ]);
      expect(await theirs.pop(1, undefined)).toBe(undefined);
      expect(await dict.items()).toEqual([
        ['1', 'string'],
        [0, 'zero'],
      ]);
      expect(await dict.values()).toEqual(['string', 'zero']);
      const keys: unknown[] = [];
      for await (const key of theirs) keys.push(key);
      expect(keys).toEqual(['1', 0]);
      await dict.clear();
      expect(await theirs.size()).toBe(0);
    });

    test('is updated with maps, pairs and objects, whole or not at all', async () => {
      const dict = makeDict(all.window);
      await dict.update(new Map([['a', 1]]));
      await dict.update([['b', 2]]);
      await dict.update({ c: 3, ['__proto__']: 4 });
      expect(await dict.toMap()).toEqual(
        new Map([
          ['a', 1],
          ['b', 2],
          ['c', 3],
          ['__proto__', 4],
        ]),
      );
      expect(Object.entries(await dict.toObject())).toEqual([
        ['a', 1],
        ['b', 2],
        ['c', 3],
        ['__proto__', 4],
      ]);
      const bad = [
        [
          ['d', 1],
          ['e', () => 1],
        ],
        [['d', 1], 'e'],
        [[{}, 1]],
        null,
        7,
      ] as never[];
      expect(await Promise.all(bad.map((entries) => codeOf(dict.update(entries))))).toEqual([
        'E_CLONE',
        'E_ARGUMENT',
        'E_ARGUMENT',
        'E_ARGUMENT',
        'E_ARGUMENT',
      ]);
      expect(await dict.size()).toBe(4);
      for (const key of [{}, [], Symbol('s'), () => 1]) {
        expect(await codeOf(dict.get(key as never))).toBe('E_ARGUMENT');
      }
    });

    test('holds objects of the library', async () => {
      const dict = makeDict(all.window);
      const queue = makeQueue(all.window);
      await dict.set('queue', queue);
      const theirs = (await all.pass(dict, other).pop('queue')) as typeof queue;
      await theirs.put('through');
      expect(await queue.get()).toBe('through');
    });
  });

  describe('a list', () => {
    test('is set, extended and popped at any index', async () => {
      const list = makeList(all.window);
      const theirs = all.pass(list, other);
      await list.extend(new Set([1, 2, 3, 4]));
      await theirs.set(-1, 'four');
      await list.set(0, 'one');
      expect([await theirs.pop(), await theirs.pop(0), await list.pop(-1)]).toEqual([
        'four',
        'one',
        3,
      ]);
      expect(await list.toArray()).toEqual([2]);
      for (const i of [1, -2, 0.5, NaN, '0']) {
        expect(await codeOf(list.pop(i as number))).toBe('E_ARGUMENT');
        expect(await codeOf(list.set(i as number, 0))).toBe('E_ARGUMENT');
      }
      expect(await codeOf(list.extend(7 as never))).toBe('E_ARGUMENT');
      const items: unknown[] = [];
      for await (const item of theirs) items.push(item);
      expect(items).toEqual([2]);
      expect(await list.pop()).toBe(2);
      expect(await codeOf(list.pop())).toBe('E_ARGUMENT');
    });
  });

  describe('a value', () => {
    test('counts in all realms', async () => {
      const value = makeValue(all.window, 'i', 5);
      const theirs = all.pass(value, other);
      expect([await value.add(2), await theirs.add(-3), await value.get()]).toEqual([5, 7, 4]);
      await theirs.set(2 ** 31 - 1);
      expect([await value.add(1), await theirs.get()]).toEqual([2 ** 31 - 1, -(2 ** 31)]);
      expect(await value.withLock(() => value.withLock(() => value.get()))).toBe(-(2 ** 31));
    });

    test('is of its type', async () => {
      expect(await makeValue(all.window, 'd').get()).toBe(0);
      const double = makeValue(all.window, 'd', -4.25);
      expect(await all.pass(double, other).get()).toBe(-4.25);
      expect(await codeOf(double.add(1))).toBe('E_UNSUPPORTED');
      const long = makeValue(all.window, 'Q', 2n ** 63n);
      expect(await all.pass(long, other).get()).toBe(2n ** 63n);
      expect(await codeOf(long.set(-1))).toBe('E_ARGUMENT');
      expect(await codeOf(long.set('1' as never))).toBe('E_ARGUMENT');
      const made = [
        () => makeValue(all.window, 'b', 128),
        () => makeValue(all.window, 'x' as never, 0),
        () => makeValue(all.window, 'f', 1e300),
        () => makeValue(all.window, 'i', 0, { lock: 1 } as never),
        () => makeValue(all.window, 'i', {} as never),
      ].map((make) => codeOf(make));
      expect(await Promise.all(made)).toEqual(Array(5).fill('E_ARGUMENT'));
      const free = makeValue(all.window, 'i', 0, { lock: false });
      expect(await codeOf(free.withLock(() => 1))).toBe('E_UNSUPPORTED');
    });
  });

  test('an array has a view of the memory that all realms share, or is not there', async () => {
    const make = (): SharedArray<'h'> =>
      makeSharedArray(all.window, 'h', [1, 2, -3]) as SharedArray as SharedArray<'h'>;
    if (!isShared) {
      expect(await codeOf(make)).toBe('E_NOT_ISOLATED');
      return;
    }
    const array = make();
    const theirs = all.pass(array, other);
    const [mine, view] = [array.view(), theirs.view()];
    expect(mine).toBeInstanceOf(Int16Array);
    expect([...view]).toEqual([1, 2, -3]);
    view[1] = 7;
    mine.set([9], 2);
    expect([mine[1], await theirs.get(-1), view.at(-1)]).toEqual([7, 9, 9]);
    await array.close();
    expect(await codeOf(() => array.view())).toBe('E_CLOSED');
  });

  test('what was closed is closed, and disposing closes', async () => {
    const { window } = all;
    const objects = [
      makeDict(window),
      makeRLock(window),
      makeCondition(window),
      makeValue(window, 'i'),
      makeBoundedSemaphore(window),
    ];
    for (const object of objects) object[Symbol.dispose]();
    const [dict, rlock, condition, value, semaphore] = objects as [
      ReturnType<typeof makeDict>,
      ReturnType<typeof makeRLock>,
      ReturnType<typeof makeCondition>,
      ReturnType<typeof makeValue>,
      ReturnType<typeof makeBoundedSemaphore>,
    ];
    const codes = [
      dict.size(),
      rlock.acquire(),
      condition.acquire(),
      condition.wait(),
      value.get(),
      semaphore.acquire(),
    ].map((call) => codeOf(call));
    expect(await Promise.all(codes)).toEqual(Array(6).fill('E_CLOSED'));
  });

  if (isShared) {
    test('the blocking forms do the same', async () => {
      const { window } = all;
      const pass = <T extends object>(object: T): T => all.pass(object, other);
      const rlock = pass(makeRLock(window)).sync;
      expect([rlock.acquire(), rlock.acquire({ block: false })]).toEqual([true, true]);
      rlock.release();
      rlock.release();
      expect(await codeOf(() => rlock.release())).toBe('E_ARGUMENT');
      const bounded = pass(makeBoundedSemaphore(window, 1)).sync;
      expect(await codeOf(() => bounded.release())).toBe('E_ARGUMENT');
      const value = pass(makeValue(window, 'i', 1)).sync;
      expect([value.add(1), value.withLock(() => value.get())]).toEqual([1, 2]);
      const queue = makeQueue(window);
      for (const item of [1, 2]) await queue.put(item);
      const theirs = pass(queue).sync;
      const got: unknown[] = [];
      for (const item of theirs) {
        got.push(item);
        if (item === 2) theirs.close();
      }
      expect(got).toEqual([1, 2]);
      expect(
        await codeOf(() => theirs.get({ signal: new AbortController().signal } as never)),
      ).toBe('E_ARGUMENT');
    });
  }
});
