/**
 * One program, one behaviour: what waits in a process keeps nothing else from going on, on every
 * tier; only `.sync` blocks.
 */
import { expect } from './fixtures.ts';
import { objectTest as test } from './objects.ts';

test('a process goes on while its calls wait', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const own = pg.spawn(async (queue) => {
      const got = queue.get();
      await queue.put(1);
      await got;
    }, pg.queue());
    const locks = pg.spawn(async (lock) => {
      const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));
      await Promise.all([lock.withLock(pause), lock.withLock(pause)]);
    }, pg.lock());
    const race = pg.spawn(async (queue) => {
      const timeout = new Promise((resolve) => setTimeout(resolve, 20, 'in time'));
      if ((await Promise.race([queue.get(), timeout])) !== 'in time') throw new Error('late');
    }, pg.queue());
    const then = pg.spawn(async (queue) => {
      await queue.put(7);
      await queue.get().then((value) => {
        if (value !== 7) throw new Error('no promise');
      });
    }, pg.queue<number>());
    return Promise.all([own, locks, race, then].map((process) => within(process.join())));
  });
  expect(seen).toEqual([0, 0, 0, 0]);
});

test('the blocking form returns values in a process, and is refused elsewhere @isolated', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const process = pg.spawn(
      ({ sync: queue }, { sync: end }, { sync: lock }, { sync: list }, { sync: array }) => {
        queue.put('a');
        if (queue.get() !== 'a' || !queue.empty()) throw new Error('queue');
        end.send({ passed: true });
        if (!lock.acquire() || lock.acquire({ block: false })) throw new Error('lock');
        lock.release();
        list.append(1);
        if (list.length() !== 1 || list.get(-1) !== 1) throw new Error('list');
        array.withLock(() => array.withLock(() => array.set(-1, 5)));
        if (array.add(1, 2) !== 5) throw new Error('array');
      },
      pg.queue(),
      pg.pipe()[0],
      pg.lock(),
      pg.list(),
      pg.sharedArray('i', 2),
    );
    const exit = await within(process.join());
    const here = await codeOf(Promise.resolve().then(() => pg.queue().sync.size()));
    return { exit, error: process.error?.message, here: here.code };
  });
  expect(seen).toEqual({ exit: 0, error: undefined, here: 'E_UNSUPPORTED' });
});

test('there is no blocking form where memory cannot be shared @not-isolated', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const here = await codeOf(Promise.resolve().then(() => pg.queue().sync.size()));
    const there = await codeOf(
      pg.processes.submit((queue) => {
        try {
          return queue.sync.size();
        } catch (error) {
          return (error as { code: string }).code;
        }
      }, pg.queue()),
    );
    const code = await pg.processes.submit((lock) => {
      try {
        lock.sync.release();
        return 'settled';
      } catch (error) {
        return (error as { code: string }).code;
      }
    }, pg.lock());
    return { here: here.code, there: there.code, code };
  });
  expect(seen).toEqual({ here: 'E_NOT_ISOLATED', there: 'settled', code: 'E_NOT_ISOLATED' });
});

test('the lock of a shared array is recursive, and excludes others @isolated', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const array = pg.sharedArray('i', 1);
    const nested = await within(
      array.withLock(async () => {
        await array.set(0, 1);
        return array.withLock(() => array.withLock(() => 'inside'));
      }),
    );
    const add = (): Promise<void> =>
      array.withLock(async () => array.set(0, Number(await array.get(0)) + 1));
    await Promise.all(Array.from({ length: 50 }, add));
    const counters = [0, 1].map(() =>
      pg.spawn(async (array) => {
        for (let n = 0; n < 200; n += 1) {
          await array.withLock(async () => array.set(0, Number(await array.get(0)) + 1));
        }
      }, array),
    );
    const codes = await Promise.all(counters.map((one) => within(one.join())));
    return { nested, codes, counted: await array.get(0) };
  });
  expect(seen).toEqual({ nested: 'inside', codes: [0, 0], counted: 451 });
});

test('indices, units and ranges are Python’s', async ({ objects }) => {
  const seen = await objects.evaluate(async () => {
    const units = pg.semaphore(2 ** 31 - 1);
    const one = pg.semaphore(2 ** 31 - 2);
    await one.release();
    const codes = [await codeOf(units.release()), await codeOf(one.release())];
    return codes.map(({ code }) => code);
  });
  expect(seen).toEqual(['E_ARGUMENT', 'E_ARGUMENT']);
});

test('a shared array counts from the end, goes down, and takes what fits @isolated', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const array = pg.sharedArray('i', [1, 2, 3]);
    const [counter, floats] = [pg.sharedArray('I', [0]), pg.sharedArray('f', 1)];
    await array.set(-3, 9);
    await counter.add(0, -1);
    await floats.set(0, Infinity);
    const codes = [
      await codeOf(array.get(-4)),
      await codeOf(array.get(3)),
      await codeOf(floats.set(0, 1e39)),
      await codeOf(floats.set(0, 1n)),
    ];
    return {
      last: await array.get(-1),
      first: await array.get(0),
      counter: await counter.get(-1),
      float: await floats.get(0),
      codes: codes.map(({ code }) => code),
    };
  });
  expect(seen).toEqual({
    last: 3,
    first: 9,
    counter: 2 ** 32 - 1,
    float: Infinity,
    codes: Array(4).fill('E_ARGUMENT'),
  });
});
