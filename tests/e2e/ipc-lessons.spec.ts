/**
 * The classic accidents of shared memory and locks, run on purpose: bounded, and told as what came
 * of them. Waits that do not block.
 */
import { expect, test } from './fixtures.ts';
import { loadLibrary } from './library.ts';
import type { SharedArray } from '../../www/lib/types.ts';

test.describe.configure({ timeout: 60_000 });

test.beforeEach(async ({ page, site }) => {
  await loadLibrary(page, site);
});

test('updates may be lost without a lock, a hundred times over: none hangs, none is out of range @isolated', async ({
  page,
}) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const rounds = 100;
    const each = 2000;
    const values: number[] = [];
    let torn = 0;
    for (let round = 0; round < rounds; round += 1) {
      const counter = pg.sharedArray('i', 2);
      await pg.processes.map(
        async ({ counter, each }: { counter: SharedArray; each: number }) => {
          for (let i = 0; i < each; i += 1) {
            const value = Number(await counter.get(0));
            await counter.set(0, value + 1);
            // Half of a word of one value and half of another's would be neither.
            await counter.set(1, value % 2 === 0 ? 0 : -1);
          }
        },
        [0, 1].map(() => ({ counter, each })),
      );
      const [value, halves] = await counter.toArray();
      values.push(Number(value));
      if (halves !== 0 && halves !== -1) torn += 1;
    }
    await pg.close();
    return { least: Math.min(...values), most: Math.max(...values), count: values.length, torn };
  });
  expect(seen.count).toBe(100);
  expect(seen.torn).toBe(0);
  // The last write is one of a process that had read something: at the very least its second.
  expect(seen.least).toBeGreaterThanOrEqual(2);
  expect(seen.most).toBeLessThanOrEqual(4000);
});

test('two processes that lock in opposite order wait for a bounded time, and say so', async ({
  page,
}) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const [a, b, barrier] = [pg.lock(), pg.lock(), pg.barrier(2)];
    const outcomes = pg.queue<boolean>();
    const startMs = performance.now();
    const both = [
      [a, b],
      [b, a],
    ].map(([first, second]) =>
      pg.spawn(
        async (first, second, barrier, outcomes) => {
          await first?.acquire();
          // Both hold one: from here on it is a deadlock.
          await barrier.wait();
          const got = await second?.acquire({ timeoutMs: 300 });
          await outcomes.put(got === true);
          // Nobody lets go before both have seen it.
          await barrier.wait();
          if (got) await second?.release();
          await first?.release();
        },
        first,
        second,
        barrier,
        outcomes,
      ),
    );
    const got = [await outcomes.get(), await outcomes.get()];
    const exits = await Promise.all(both.map((one) => one.join()));
    const afterMs = performance.now() - startMs;
    // Afterwards both locks are free.
    const free = [await a.acquire({ block: false }), await b.acquire({ block: false })];
    await pg.close();
    return { got, exits, afterMs, free };
  });
  expect(seen).toMatchObject({ got: [false, false], exits: [0, 0], free: [true, true] });
  expect(seen.afterMs).toBeLessThan(10_000);
});

test('a lock held for ever is ended by its holder’s end', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const [a, b, held] = [pg.lock(), pg.lock(), pg.barrier(3)];
    const both = [
      [a, b],
      [b, a],
    ].map(([first, second]) =>
      pg.spawn(
        async (first, second, held) => {
          await first?.acquire();
          await held.wait();
          // Without a deadline: nothing but the other's death ends this.
          await second?.acquire();
          await second?.release();
          await first?.release();
        },
        first,
        second,
        held,
      ),
    );
    await held.wait();
    both[0]?.terminate();
    const exits = await Promise.all(both.map((one) => one.join()));
    const free = [await a.acquire({ block: false }), await b.acquire({ block: false })];
    await pg.close();
    return { exits, free };
  });
  expect(seen).toEqual({ exits: [-15, 0], free: [true, true] });
});

test('in the window whatever waits gives a promise, and the page goes on meanwhile', async ({
  page,
}) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const [mine] = pg.pipe();
    const [queue, full] = [pg.queue(), pg.queue({ maxsize: 1 })];
    const [lock, semaphore, event, barrier] = [
      pg.lock(),
      pg.semaphore(0),
      pg.event(),
      pg.barrier(2),
    ];
    await full.put(1);
    await full.put(2, { block: false }).catch(() => undefined);
    await lock.acquire();
    const waits: Record<string, () => unknown> = {
      get: () => queue.get(),
      put: () => full.put(2),
      join: () => full.join(),
      recv: () => mine.recv(),
      poll: () => mine.poll(60_000),
      acquire: () => lock.acquire(),
      semaphore: () => semaphore.acquire(),
      event: () => event.wait(),
      barrier: () => barrier.wait(),
    };
    const settled: string[] = [];
    const notPromises: string[] = [];
    for (const [name, wait] of Object.entries(waits)) {
      const waiting = wait();
      if (!(waiting instanceof Promise)) notPromises.push(name);
      else
        waiting.then(
          () => settled.push(name),
          () => settled.push(name),
        );
    }
    // The page draws, and can do other work with the same engine.
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    const squares = await pg.processes.map('square', [3]);
    const early = [...settled];
    // What the platform itself does to a window that would block.
    let refused = 'nothing';
    try {
      Atomics.wait(
        new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer),
        0,
        0,
        0,
      );
    } catch (error) {
      refused = (error as Error).name;
    }
    await pg.close();
    // Closing ends them all.
    for (let turns = 0; turns < 50 && settled.length < 9; turns += 1)
      await new Promise((resolve) => setTimeout(resolve));
    return { notPromises, early, squares, refused, settled: settled.length };
  });
  expect(seen).toEqual({
    notPromises: [],
    early: [],
    squares: [9],
    refused: 'TypeError',
    settled: 9,
  });
});

test('the size of a queue follows every put and get, here and in a process', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 1 });
    const [queue, sizes] = [pg.queue<number>({ maxsize: 3 }), pg.queue<unknown[]>()];
    const process = pg.spawn(
      async (queue, sizes) => {
        const seen: unknown[] = [];
        const look = async (): Promise<void> => {
          seen.push(await queue.size(), await queue.empty(), await queue.full());
        };
        await look();
        for (let i = 0; i < 3; i += 1) {
          await queue.put(i);
          await look();
        }
        for (let i = 0; i < 2; i += 1) {
          await queue.get();
          await look();
        }
        await sizes.put(seen);
      },
      queue,
      sizes,
    );
    const inProcess = await sizes.get();
    await process.join();
    const here = [await queue.size()];
    await queue.put(1);
    here.push(await queue.size());
    await queue.get();
    await queue.get();
    here.push(await queue.size());
    await pg.close();
    return { inProcess, here };
  });
  expect(seen).toEqual({
    inProcess: [
      [0, true, false],
      [1, false, false],
      [2, false, false],
      [3, false, true],
      [2, false, false],
      [1, false, false],
    ].flat(),
    here: [1, 2, 0],
  });
});
