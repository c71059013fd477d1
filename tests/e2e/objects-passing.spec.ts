/**
 * Objects on their way: passed on in the statement after they were made, and refused where they do
 * not belong.
 */
import type { Lock, Semaphore } from '../../www/lib/types.ts';
import { expect } from './fixtures.ts';
import { objectTest as test } from './objects.ts';

test('an object may be passed on at once, by every way and inside of other values', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    // A process is idle: what is submitted reaches it before the engine has read anything.
    await pg.processes.submit((value) => value, 1);
    const use = async ({ it }: { it: [Semaphore] }) => {
      await it[0].acquire();
      await it[0].release();
      return 'used';
    };
    const [near, far] = pg.pipe<unknown>();
    const queue = pg.queue<unknown>();
    const passing = {
      semaphore: pg.processes.submit(use, { it: [pg.semaphore(3)] }),
      lock: pg.processes.submit((lock) => lock.withLock(() => 'used'), pg.lock()),
      queue: pg.processes.submit(async (queue) => {
        await queue.put('used');
        return queue.get();
      }, pg.queue<unknown>()),
      pipe: pg.processes.submit(async ([one, other]) => {
        await one.send('used');
        return other.recv();
      }, pg.pipe<unknown>()),
      event: pg.processes.submit(async (event) => {
        await event.set();
        return (await event.wait()) && 'used';
      }, pg.event()),
      barrier: pg.processes.submit(async (barrier) => {
        return (await barrier.wait()) === 0 && 'used';
      }, pg.barrier(1)),
      list: pg.processes.submit(async (list) => {
        await list.append('used');
        return list.get(-1);
      }, pg.list<unknown>()),
      map: pg.processes.map(use, [{ it: [pg.semaphore(1)] }]).then(([value]) => value),
      sent: (async () => {
        const answer = pg.processes.submit(
          async (end, queue) => {
            const lock = (await end.recv()) as Lock;
            await queue.put(await lock.withLock(() => 'used'));
          },
          far,
          queue,
        );
        await near.send(pg.lock());
        await answer;
        return queue.get();
      })(),
    };
    const spawned = pg.spawn((lock) => lock.withLock(() => undefined), pg.lock());
    const entries = Object.entries(passing).map(async ([name, promise]) => {
      return [name, await within(promise).catch((error: unknown) => String(error))];
    });
    const used = Object.fromEntries(await Promise.all(entries)) as Record<string, unknown>;
    return { ...used, spawn: await within(spawned.join()) };
  });
  expect(seen).toEqual({
    semaphore: 'used',
    lock: 'used',
    queue: 'used',
    pipe: 'used',
    event: 'used',
    barrier: 'used',
    list: 'used',
    map: 'used',
    sent: 'used',
    spawn: 0,
  });
});

test('a shared array may be passed on at once @isolated', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    await pg.processes.submit((value) => value, 1);
    return within(
      pg.processes.submit(async (array) => array.toArray(), pg.sharedArray('i', [1, 2])),
    );
  });
  expect(seen).toEqual([1, 2]);
});

test('an object of another playground is refused, by every way', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const other = await library.open({ workers: 1 });
    const theirs = other.queue<unknown>();
    const [end] = pg.pipe<unknown>();
    const codes = await Promise.all(
      [
        Promise.resolve().then(() => pg.spawn((queue) => queue.put(42), theirs).join()),
        pg.processes.submit((queue) => queue.put(42), theirs),
        pg.processes.map((queue) => queue.put(42), [theirs]),
        pg.queue<unknown>().put({ inside: [theirs] }),
        pg.list<unknown>().append(theirs),
        end.send(other.lock()),
      ].map((promise) => within(codeOf(promise))),
    );
    const isEmpty = await theirs.empty();
    await other.close();
    return { codes: codes.map((one) => (one === 'late' ? one : one.code)), isEmpty };
  });
  expect(seen).toEqual({ codes: Array(6).fill('E_ARGUMENT'), isEmpty: true });
});

test('an object whose engine was lost is refused, and new ones work', async ({
  objects,
  expectedErrors,
}) => {
  expectedErrors.push(/panicked|unreachable|RuntimeError/);
  const seen = await objects.evaluate(async () => {
    const queue = pg.queue<unknown>();
    await queue.put(1);
    await pg.close();
    const codes = await Promise.all(
      [queue.get(), queue.put(1), Promise.resolve().then(() => pg.queue<unknown>().put(1))].map(
        (promise) => within(codeOf(promise)),
      ),
    );
    globalThis.pg = await library.open({ workers: 1 });
    const old = await Promise.all(
      [
        Promise.resolve().then(() => pg.spawn((queue) => queue.put(1), queue).join()),
        pg.processes.submit((queue) => queue.put(1), queue),
      ].map((promise) => within(codeOf(promise))),
    );
    const fresh = pg.queue<unknown>();
    await fresh.put('fresh');
    const code = (one: 'late' | { code: string }): string => (one === 'late' ? one : one.code);
    return { codes: codes.map(code), old: old.map(code), got: await fresh.get() };
  });
  expect(seen.codes).toEqual(['E_CLOSED', 'E_CLOSED', 'E_CLOSED']);
  for (const code of seen.old) expect(['E_ARGUMENT', 'E_WORKER_LOST']).toContain(code);
  expect(seen.got).toBe('fresh');
});

test('an argument may be closed at once: the call has it until it settles', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const faults: string[] = [];
    const expect = (what: string, seen: unknown, wanted: unknown): void => {
      if (JSON.stringify(seen) !== JSON.stringify(wanted)) faults.push(`${what}: ${String(seen)}`);
    };
    for (let round = 0; round < 6; round += 1) {
      const [lock, semaphore, event] = [pg.lock(), pg.semaphore(1), pg.event()];
      const [list, barrier, queue] = [pg.list<number>(), pg.barrier(1), pg.queue<string>()];
      const out = pg.queue<string>();
      const calls = [
        pg.processes.submit(async (one) => one.acquire({ timeoutMs: 5000 }), lock),
        pg.processes.submit(async (one) => one.acquire({ timeoutMs: 5000 }), semaphore),
        pg.processes.submit(async (one) => one.set().then(() => one.isSet()), event),
        pg.processes.submit(async (one) => one.append(4).then(() => one.length()), list),
        pg.processes.submit(async (one) => one.wait(), barrier),
        pg.processes.submit(async (one) => one.put('x').then(() => one.get()), queue),
      ];
      await Promise.all([lock, semaphore, event, list, barrier].map((one) => one.close()));
      queue[Symbol.dispose]();
      // They would get the memory of what was closed.
      const others = [pg.lock(), pg.semaphore(0), pg.event(), pg.barrier(2), pg.list<number>()];
      const strange = pg.queue<unknown>();
      const got = await within(Promise.all(calls));
      expect('what was closed', got, [true, true, true, 1, 0, 'x']);
      expect('another queue', await strange.size(), 0);
      expect('another lock', await (others[0] as typeof lock).acquire({ timeoutMs: 0 }), true);
      expect('another event', await (others[2] as typeof event).isSet(), false);
      await Promise.all([...others, strange, out].map((one) => one.close()));
    }
    return faults;
  });
  expect(seen).toEqual([]);
});

test('an array that is closed at once is no other one meanwhile @isolated', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const all: unknown[] = [];
    for (let round = 0; round < 10; round += 1) {
      const array = pg.sharedArray('d', [1, 2]);
      const call = pg.processes.submit((a) => {
        a.sync.set(0, -7);
        return a.sync.toArray();
      }, array);
      await array.close();
      const other = pg.sharedArray('d', [100, 200]);
      all.push(await call, await other.toArray());
      await other.close();
    }
    return all;
  });
  expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? [-7, 2] : [100, 200])));
});
