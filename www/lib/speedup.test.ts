/** The library's speedup: the turns, the timing, and the refused arguments. */
import { expect, test } from 'vitest';

import { PlaygroundError } from '../common/errors';
import { speedup, type SpeedupReader } from './speedup';
import type { SpeedupOptions, Statistics } from '../common/types';

/** The engine's part, as far as a test needs it: the least sample for the median. */
const reader: SpeedupReader = {
  statistics: (samplesMs) =>
    Promise.resolve({
      samplesMs,
      medianMs: Math.min(...samplesMs),
      warnings: [] as string[],
    } as Statistics),
  speedup: (workers, mediansMs) =>
    Promise.resolve({
      points: workers.map((count, index) => ({
        workers: count,
        speedup: (mediansMs[workers.indexOf(1)] ?? 0) / (mediansMs[index] ?? 1),
        efficiency: null,
        karpFlatt: null,
      })),
      serialFraction: 0.25,
    }),
};

test('the numbers of workers take turns, warm-up first, and every sample is kept', async () => {
  const order: number[] = [];
  const run = (workers: number): number => {
    order.push(workers);
    return 100 / workers + order.length;
  };
  const result = await speedup({ run, workers: [1, 4, 2], warmup: 1, repeats: 2 }, reader);
  expect(order).toEqual([1, 4, 2, 1, 4, 2, 1, 4, 2]);
  expect(result.points.map(({ samplesMs }) => samplesMs)).toEqual([
    [104, 107],
    [30, 33],
    [56, 59],
  ]);
  expect(result.points.map(({ workers }) => workers)).toEqual([1, 4, 2]);
  expect(result.points[1]?.speedup).toBeCloseTo(104 / 30);
  expect(result.serialFraction).toBe(0.25);
});

test('more workers than cores are said', async () => {
  const of = async (workers: number[], cores?: number): Promise<string[]> =>
    (await speedup({ run: () => 1, workers, repeats: 1 }, reader, cores)).warnings;
  expect(await of([1, 2], 2)).toEqual([]);
  expect(await of([1, 3, 2], 2)).toEqual(['more-workers-than-cores']);
  expect(await of([1, 4096])).toEqual([]);
});

test('a run that answers with no number is timed by the call', async () => {
  const run = (): Promise<object> => new Promise((resolve) => setTimeout(() => resolve({}), 20));
  const { points } = await speedup({ run, workers: [1], warmup: 0, repeats: 1 }, reader);
  expect(points[0]?.medianMs).toBeGreaterThan(10);
});

test('a list as long as can be is refused before anybody walks along it', async () => {
  const refused = speedup({ run: () => 1, workers: new Array<number>(2 ** 32 - 1) }, reader);
  await expect(refused).rejects.toThrow(/^workers\.length is 4294967295/);
});

const good: SpeedupOptions = { run: () => 1, workers: [1, 2] };

test.each([
  [{ run: 3 }, /^run is 3/],
  [{ workers: 2 }, /^workers is 2/],
  [{ workers: [] }, /^workers is/],
  [{ workers: [2, 4] }, /1 among them/],
  [{ workers: [1, 2, 2] }, /different/],
  [{ workers: [1, 0] }, /^workers\[1\] is 0/],
  [{ workers: new Array<number>(3) }, /^workers\[0\] is undefined/],
  [{ workers: [1, 1.5] }, /^workers\[1\] is 1.5/],
  [{ workers: ['1'] }, /^workers\[0\] is "1"/],
  [{ repeats: 0 }, /^repeats is 0/],
  [{ warmup: -1 }, /^warmup is -1/],
  [{ run: () => -1 }, /^the answer of run is -1/],
  [{ run: () => Number.NaN }, /^the answer of run is NaN/],
])('%o is refused', async (wrong, message) => {
  const failure: unknown = await speedup({ ...good, ...wrong } as SpeedupOptions, reader).then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(PlaygroundError);
  expect(failure).toMatchObject({
    code: 'E_ARGUMENT',
    message: expect.stringMatching(message) as string,
  });
});

test('an abort ends it before the next run', async () => {
  const abort = new AbortController();
  let runs = 0;
  const run = (): number => {
    runs += 1;
    abort.abort();
    return 1;
  };
  await expect(speedup({ ...good, run, signal: abort.signal }, reader)).rejects.toMatchObject({
    code: 'E_CANCELLED',
  });
  expect(runs).toBe(1);
});

test('a failure of the run is the failure of all', async () => {
  const run = (): Promise<never> => Promise.reject(new Error('lost'));
  await expect(speedup({ ...good, run }, reader)).rejects.toThrow('lost');
});
