/**
 * The order of a map's chunks: none waits behind a long one in a process while another process is
 * idle, and none is sent twice.
 */
import { expect } from './fixtures.ts';
import { poolTest as test } from './pools.ts';

/** Items of which those behind a long one began only when that had ended. */
type Held = number[];

declare global {
  /** Runs 300 short items, a long one and 30 of 20 ms on two processes, one in a chunk. */
  var heldBehind: (task: (ms: number) => unknown, longMs: number, shortMs: number) => Promise<Held>;
}

const ordered = test.extend({
  pools: async ({ pools }, use) => {
    await pools.evaluate(() => {
      globalThis.heldBehind = async (task, longMs, shortMs) => {
        const items = [
          ...new Array<number>(300).fill(0),
          longMs,
          ...new Array<number>(30).fill(shortMs),
        ];
        // Both processes are there, and quick chunks have come together.
        await pg.processes.map((x) => x, items);
        type Times = { startMs: number; endMs: number };
        const times = (await pg.processes.map(task, items)) as Times[];
        const longEndMs = times[300]?.endMs ?? 0;
        return times.flatMap(({ startMs }, index) =>
          index > 300 && startMs >= longEndMs ? [index] : [],
        );
      };
    });
    await use(pools);
  },
});

ordered('asynchronous tasks do not wait behind a long one', async ({ pools }) => {
  const held = await pools.evaluate(async () => {
    const held: Held[] = [];
    const task = async (ms: number): Promise<unknown> => {
      const now = (): number => performance.timeOrigin + performance.now();
      const startMs = now();
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
      return { startMs, endMs: now() };
    };
    for (let turn = 0; turn < 3; turn += 1) held.push(await heldBehind(task, 1000, 20));
    return held;
  });
  expect(held).toEqual([[], [], []]);
});

// A process that is busy can be asked for nothing where memory is not shared: it has little that it
// could hold up.
ordered('busy tasks do not wait behind a long one', async ({ pools, isolated }) => {
  const held = await pools.evaluate(async () => {
    const held: Held[] = [];
    const task = (ms: number): unknown => {
      const now = (): number => performance.timeOrigin + performance.now();
      const startMs = now();
      while (ms > 0 && now() < startMs + ms);
      return { startMs, endMs: now() };
    };
    for (let turn = 0; turn < 3; turn += 1) held.push(await heldBehind(task, 1200, 10));
    return held;
  });
  const most = isolated ? 0 : 3;
  expect(held.map(({ length }) => length <= most)).toEqual([true, true, true]);
});

test('arrays that moved to a process are never wanted back', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const seen: unknown[] = [];
    for (const workers of [1, 2]) {
      const few = await library.open({ workers });
      for (const chunksize of [1, 3]) {
        const items = Array.from({ length: 100 }, (_, i) => {
          const array = Float64Array.of(i);
          return library.transfer(array, [array.buffer]);
        });
        const values = await few.processes.map(
          (array: Float64Array) => {
            const [value = NaN] = array;
            const untilMs = performance.now() + (value % 10 === 9 ? 6 : 0);
            while (performance.now() < untilMs);
            return value;
          },
          items,
          { chunksize },
        );
        seen.push(values.every((value, index) => value === index) && values.length);
        seen.push(items.every(({ byteLength }) => byteLength === 0));
      }
      await few.close();
    }
    return seen;
  });
  expect(seen).toEqual(new Array(4).fill([100, true]).flat());
});

test('a map of many short chunks is as quick as messages that bring several', async ({ pools }) => {
  const [elapsedMs, last] = await pools.evaluate(async () => {
    const items = Array.from({ length: 100_000 }, (_, i) => i);
    await pg.processes.map((x) => x, items);
    const startMs = performance.now();
    const values = await pg.processes.map((x) => x + 1, items);
    return [performance.now() - startMs, values.at(-1) ?? 0] as const;
  });
  expect(last).toBe(100_000);
  // A message for each chunk would take some seconds.
  expect(elapsedMs).toBeLessThan(1500);
});
