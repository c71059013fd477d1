/**
 * Who ran which chunk of a map when: every chunk once, on one time axis, on no worker two at a
 * time.
 */
import { expect } from './fixtures.ts';
import { poolTest as test } from './pools.ts';
import type { ChunkSpan } from '../../www/lib/types.ts';

test('a map tells who ran which chunk when, and its result stays a plain list', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const all: {
      results: unknown;
      spans: ChunkSpan[];
      calls: number;
      elapsedMs: number;
      leastMs: number;
    }[] = [];
    const run = async (
      map: (onSpans: (spans: ChunkSpan[]) => void) => Promise<unknown>,
      leastMs: number,
    ): Promise<void> => {
      let [calls, spans]: [number, ChunkSpan[]] = [0, []];
      const startMs = performance.now();
      const results = await map((told) => {
        calls += 1;
        spans = told;
      });
      all.push({ results, spans, calls, elapsedMs: performance.now() - startMs, leastMs });
    };
    for (const pool of compiledPools) {
      await run(async (onSpans) => {
        const spun = await pool.map('spin', Array<number>(7).fill(5), { chunksize: 2, onSpans });
        return spun.map((ms) => ms >= 5);
      }, 5);
    }
    await run(
      (onSpans) =>
        pg.processes.map(
          async (x: number) => {
            await new Promise((resolve) => setTimeout(resolve, 10));
            return x % 2 === 0 ? x : { x };
          },
          [0, 1, 2, 3, 4, 5, 6],
          { chunksize: 2, onSpans },
        ),
      9,
    );
    return all;
  });
  expect(seen.length).toBeGreaterThanOrEqual(2);
  expect(seen.at(-1)?.results).toEqual([0, { x: 1 }, 2, { x: 3 }, 4, { x: 5 }, 6]);
  for (const { spans, calls, elapsedMs, leastMs } of seen) {
    expect(calls).toBe(1);
    expect(spans.map(({ chunk }) => [chunk.first, chunk.length])).toEqual([
      [0, 2],
      [2, 2],
      [4, 2],
      [6, 1],
    ]);
    expect(spans.map(({ label }) => label)).toEqual([
      'items 0–1',
      'items 2–3',
      'items 4–5',
      'item 6',
    ]);
    // The clocks of two realms may differ by a little.
    const slackMs = 2;
    for (const { startMs, endMs, chunk } of spans) {
      expect(startMs).toBeGreaterThan(-slackMs);
      expect(endMs).toBeLessThan(elapsedMs + slackMs);
      expect(endMs - startMs).toBeGreaterThanOrEqual(chunk.length * leastMs - 0.2);
    }
    const workers = new Set(spans.map(({ worker }) => worker));
    expect(workers.size).toBeGreaterThan(0);
    expect([...workers].every((worker) => worker === 0 || worker === 1)).toBe(true);
    for (const worker of workers) {
      const own = spans.filter((span) => span.worker === worker);
      own.sort((a, b) => a.startMs - b.startMs);
      own.slice(1).forEach(({ startMs }, before) => {
        expect(startMs).toBeGreaterThanOrEqual(own[before]?.endMs ?? Infinity);
      });
    }
  }
});

test('no item gives no span; a map that fails tells none; workers are numbered from 0 after one was replaced', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const all: unknown[] = [];
    for (const pool of compiledPools) {
      const told: ChunkSpan[][] = [];
      const onSpans = (spans: ChunkSpan[]): void => void told.push(spans);
      await pool.map('square', [], { onSpans });
      const none = told.splice(0);
      const { code } = await failureOf(pool.map('sleep', [50, 50], { timeoutMs: 10, onSpans }));
      const failed = told.splice(0);
      await pool.map('square', [1, 2, 3], { onSpans });
      const workers = told.flat().map(({ worker }) => worker);
      all.push({ none, code, failed, first: Math.min(...workers), last: Math.max(...workers) < 2 });
    }
    return all;
  });
  for (const pool of seen)
    expect(pool).toEqual({ none: [[]], code: 'E_TIMEOUT', failed: [], first: 0, last: true });
});

test('chunks that come by the handful are still one by one: a span each, the first failure named, every result in its place', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const items = Array.from({ length: 2000 }, (_, i) => i);
    // One in the middle is long: what came with it is given back.
    const task = (x: number): unknown => {
      const untilMs = performance.now() + (x === 900 ? 50 : 0);
      while (performance.now() < untilMs);
      return x % 7 === 3 ? `${x}` : x;
    };
    const fragile = (x: number): number => {
      if (x === 1501 || x === 1502 || x === 1900) throw new RangeError(`no ${x}`);
      return x;
    };
    const all = [];
    for (const chunksize of [1, 3]) {
      let spans: ChunkSpan[] = [];
      const onSpans = (told: ChunkSpan[]): void => void (spans = told);
      all.push({
        chunksize,
        right: (await pg.processes.map(task, items, { chunksize, onSpans })).every(
          (got, x) => got === (x % 7 === 3 ? `${x}` : x),
        ),
        compiled: (await pg.processes.map('square', items, { chunksize })).every(
          (got, x) => got === x * x,
        ),
        pairs: await pg.processes.map('monteCarloPi', [[7, 1], [7, 2], 7, [7, 1]], { chunksize }),
        spans: spans.map(({ chunk: { first, length } }) => [first, length]),
        failure: await failureOf(pg.processes.map(fragile, items, { chunksize })),
      });
    }
    return all;
  });
  for (const { chunksize, right, compiled, pairs, spans, failure } of seen) {
    expect({ right, compiled }).toEqual({ right: true, compiled: true });
    expect(pairs[0]).toBe(pairs[3]);
    expect(spans).toEqual(
      Array.from({ length: Math.ceil(2000 / chunksize) }, (_, chunk) => [
        chunk * chunksize,
        Math.min(chunksize, 2000 - chunk * chunksize),
      ]),
    );
    expect(failure).toMatchObject({ code: 'E_TASK', cause: { message: 'no 1501' } });
    expect(failure.message).toContain('items[1501]');
  }
});
