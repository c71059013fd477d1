/**
 * Processes that die while values are read or written, and pools that end with ten thousand tasks
 * waiting: nothing hangs.
 */
import { expect } from './fixtures.ts';
import { workersAlive } from './library.ts';
import { poolTest as test } from './pools.ts';

/** What a map or a future fails with, and what is left of the pool. */
interface AfterDeath {
  codes: string[];
  different: number;
  map: string;
  next: number[];
  also: number;
}

test.use({ hurts: true });

for (const when of ['an argument is decoded', 'a result is encoded'] as const) {
  test(`a process that dies while ${when} fails every open future, each with an error of its own`, async ({
    pools,
  }) => {
    const seen = await pools.evaluate(async (when): Promise<AfterDeath> => {
      const { processes } = pg;
      const announced = new BroadcastChannel('stuck');
      let stuck = 0;
      const bothAreStuck = new Promise<void>((resolve) => {
        announced.onmessage = () => {
          stuck += 1;
          if (stuck === 2) resolve();
        };
      });
      // Both processes get a realm that never comes back from a value with a thorn in it.
      const thorn = async (barrier: ReturnType<typeof pg.barrier>): Promise<void> => {
        const channel = new BroadcastChannel('stuck');
        const stick = (): never => {
          channel.postMessage(null);
          for (;;);
        };
        const { values } = Object;
        Object.values = (object: object): unknown[] =>
          'thorn' in object ? stick() : values(object);
        const set = Reflect.get(Map.prototype, 'set') as (key: unknown, value: unknown) => never;
        Map.prototype.set = function (key, value): never {
          return key === 'thorn' ? stick() : set.call(this, key, value);
        };
        await barrier.wait();
      };
      const barrier = pg.barrier(2);
      await Promise.all([processes.submit(thorn, barrier), processes.submit(thorn, barrier)]);

      const victims =
        when === 'an argument is decoded'
          ? [1, 2].map((x) =>
              processes.submit((value: object) => value, new Map([['thorn', [barrier, x]]])),
            )
          : [1, 2].map((x) => processes.submit((thorn: number) => ({ thorn }), x));
      const waiting = [1, 2, 3].map((x) => processes.submit('square', x));
      const map = failureOf(processes.map('square', [1, 2]));
      await bothAreStuck;
      announced.close();
      await hurt('gone');
      const outcomes = await Promise.allSettled([...victims, ...waiting]);
      const errors = outcomes.map((outcome) =>
        outcome.status === 'rejected' ? (outcome.reason as Error & { code: string }) : null,
      );
      return {
        codes: errors.map((error) => error?.code ?? 'settled'),
        different: new Set(errors).size,
        map: (await map).code,
        next: await processes.map('square', [1, 2, 3]),
        also: await processes.submit((x: number) => x + 1, 1),
      };
    }, when);
    expect(seen).toEqual({
      codes: Array<string>(5).fill('E_BROKEN_POOL'),
      different: 5,
      map: 'E_BROKEN_POOL',
      next: [1, 4, 9],
      also: 2,
    });
    // The engine and what the last calls needed.
    await expect.poll(() => workersAlive(pools)).toBeLessThanOrEqual(3);
  });
}

test('a result that cannot be read here fails its call alone', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const { processes } = pg;
    // It looks like an object of the library's, and is none.
    const forged = (x: number): unknown => (x === 1 ? { '@parallel-playground': null } : x);
    const futures = [0, 1, 2].map((x) => processes.submit(forged, x));
    const codes = await Promise.all(futures.map(async (future) => (await failureOf(future)).code));
    const map = (await failureOf(processes.map(forged, [0, 1, 2]))).code;
    const argument = await failureOf(
      processes.submit((x: unknown) => x, { '@parallel-playground': null }),
    );
    return { codes, map, argument: argument.code, next: await processes.map(forged, [2, 3]) };
  });
  expect(seen).toEqual({
    codes: ['settled', 'E_CLONE', 'settled'],
    map: 'E_CLONE',
    argument: 'E_TASK',
    next: [2, 3],
  });
});

test('closing with ten thousand tasks and a map waiting is prompt, on every kind of pool', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const all: unknown[] = [];
    for (let kind = 0; kind < compiledPools.length; kind += 1) {
      const own = await library.open({ workers: 2 });
      const pool = [own.processes, own.threads][kind] ?? own.processes;
      const futures = Array.from({ length: 10_000 }, () => pool.submit('sleep', 1000));
      const outcomes = Promise.allSettled(futures);
      const map = failureOf(pool.map('sleep', Array<number>(10_000).fill(1000)));
      while (!futures.some(({ state }) => state === 'running')) {
        await new Promise((resolve) => setTimeout(resolve));
      }
      const startMs = performance.now();
      await own.close();
      const codes = new Set<string>();
      for (const outcome of await outcomes)
        codes.add(
          outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'settled',
        );
      all.push([[...codes], (await map).code, performance.now() - startMs < 2000]);
    }
    return all;
  });
  for (const pool of seen) expect(pool).toEqual([['E_CLOSED'], 'E_CLOSED', true]);
  // What is left is the engine of the test's own playground.
  await expect.poll(() => workersAlive(pools)).toBe(1);
});

test('a shutdown that cancels ten thousand tasks is prompt, on every kind of pool', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const all: unknown[] = [];
    for (const pool of compiledPools) {
      const futures = Array.from({ length: 10_000 }, () => pool.submit('sleep', 50));
      const outcomes = Promise.allSettled(futures);
      while (!futures.some(({ state }) => state === 'running')) {
        await new Promise((resolve) => setTimeout(resolve));
      }
      const startMs = performance.now();
      await pool.shutdown({ cancelPending: true });
      const afterMs = performance.now() - startMs;
      const finished = (await outcomes).filter(({ status }) => status === 'fulfilled').length;
      const cancelled = futures.filter(({ state }) => state === 'cancelled').length;
      all.push([finished > 0 && finished <= 4, finished + cancelled, afterMs < 2000]);
    }
    return all;
  });
  for (const pool of seen) expect(pool).toEqual([true, 10_000, true]);
  await expect.poll(() => workersAlive(pools)).toBe(1);
});
