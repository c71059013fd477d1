/** The matrix product's studies, on a playground whose products take times that are known. */
import { expect, test } from 'vitest';

import type {
  Dimensions,
  Algorithm,
  MatmulOptions,
  MatmulResult,
  Playground,
  SpeedupOptions,
  Statistics,
  TileSpan,
} from '../../common/types';
import { withMore, type Outcome } from '../demos/demo';
import { figureOf } from '../demos/figures';
import { limitOf } from '../demos/matmul/algorithms';
import { matmul } from '../demos/matmul/index';
import { ownersOf } from '../demos/matmul/owners';
import { sharesOf } from '../demos/matmul/ownership';
import { costOf } from '../demos/matmul/pair';
import { answerOf, toleranceOf } from '../demos/matmul/products';
import { countsOf } from '../demos/matmul/speedup-outline';
import { median } from '../measure';
import { say } from '../messages/index';
import { readValues } from '../router/address';
import type { Facts, Values } from '../demos/params';
import { messagesIn } from './messages-in';

const facts: Facts = {
  workers: 4,
  maxWorkers: 4,
  threads: true,
  sharedMemory: 'yes',
  certain: true,
};

function valuesOf(query: Record<string, string>): Values {
  const address = { demo: 'matmul', query: new Map(Object.entries(query)) };
  return readValues(address, matmul.params, facts).values;
}

interface Product {
  algorithm: Algorithm;
  workers: number;
  check: boolean;
}

/** Runs the demo; every product takes 12 ms over its workers, and is off by `error`. */
async function run(
  query: Record<string, string>,
  error = 1e-9,
): Promise<{ products: Product[]; outcome: Outcome; progress: number[] }> {
  const products: Product[] = [];
  const statistics = (samplesMs: number[]): Promise<Statistics> =>
    Promise.resolve({
      samplesMs,
      medianMs: median(samplesMs),
      minMs: Math.min(...samplesMs),
      maxMs: Math.max(...samplesMs),
      meanMs: 0,
      stddevMs: 0,
      clockResolutionMs: 0.005,
      warnings: [],
    });
  const environment = {
    kernels: { f32: [{ name: 'simd128', gflops: 20, limitGflops: 30 }], f64: [] },
    cores: 8,
    clockResolutionMs: 0.005,
  };
  const playground = {
    workers: 4,
    environment,
    measured: () => Promise.resolve(environment),
    statistics,
    matmul: (_a: unknown, _b: unknown, { k }: Dimensions, options: MatmulOptions) => {
      const { algorithm = 'fast', workers = 1, check = false } = options;
      if (k === 1) return Promise.resolve({ totalMs: 0.002 * workers });
      products.push({ algorithm, workers, check });
      const computeMs = 12 / workers;
      const result: Partial<MatmulResult> = {
        algorithm,
        kernel: 'simd128',
        workers,
        computeMs,
        arithmeticMs: computeMs,
        copyMs: 1,
        totalMs: computeMs + 3,
        spans: [span(workers - 1, 0, 16, 0, computeMs)],
        checked: check ? { maxRelativeError: algorithm === 'strassen' ? 8 * error : error } : null,
      };
      return Promise.resolve(result);
    },
    speedup: async ({ run, workers, repeats = 5 }: SpeedupOptions) => {
      const points = [];
      for (const count of workers) {
        const samples: number[] = [];
        for (let turn = 0; turn < repeats; turn += 1) samples.push(Number(await run(count)));
        const figures = { workers: count, speedup: count, efficiency: 1, karpFlatt: null };
        points.push({ ...(await statistics(samples)), ...figures });
      }
      return { points, serialFraction: 0 };
    },
  } as unknown as Playground;
  let outcome: Outcome = {};
  const progress: number[] = [];
  await matmul.run({
    playground,
    values: valuesOf({ n: '16', precision: 'f32', ...query }),
    signal: new AbortController().signal,
    progress: (fraction) => progress.push(fraction),
    show: (part) => (outcome = withMore(outcome, part)),
  });
  return { products, outcome, progress };
}

const span = (
  worker: number,
  row: number,
  rows: number,
  startMs: number,
  endMs: number,
  [col, cols]: readonly [number, number] = [0, 16],
): TileSpan => ({ worker, label: '', startMs, endMs, tile: { row, rows, col, cols } });

test.each(['pair', 'algorithms', 'speedup'])('%s: every outline can be put into words', (study) => {
  for (const where of ['one', 'threads', 'processes']) {
    for (const n of ['64', '2048']) {
      const outline = matmul.outline(valuesOf({ study, where, n }), facts);
      const messages = messagesIn(outline);
      expect(messages.length).toBeGreaterThan(1);
      for (const message of messages) expect(say(message)).not.toMatch(/[{}]/);
      expect(outline.speedups.length > 0).toBe(outline.noSpeedup === null);
    }
  }
});

test('pair: one worker and several in turns, with the owners of C and what the call went into', async () => {
  const { products, outcome, progress } = await run({ repeats: '2' });
  expect(products.map(({ workers }) => workers)).toEqual([1, 4, 1, 4, 1, 4]);
  expect(products.map(({ check }) => check)).toEqual([true, true, false, false, false, false]);
  // 12 ms of computing are shared by four, 3 ms of each call are not.
  expect(outcome.speedups).toEqual({ total: { value: 15 / 6, low: 15 / 6, high: 15 / 6 } });
  expect(outcome.accounts?.['total']?.lostMs).toEqual({
    slower: 3 - 12,
    // Three of four had no tile.
    idle: 3 * 3,
    handing: 4 * 6 - 3 - 9 - 4 - (15 - 12 - 1),
    copying: 4 - 1,
  });
  expect(figureOf(outcome, 'ownership')?.cells).toEqual([
    { row: 0, rows: 16, col: 0, cols: 16, worker: 3 },
  ]);
  expect(figureOf(outcome, 'costs')).toMatchObject({
    rows: {
      one: { arithmeticMs: 12, copyMs: 1, restMs: 2 },
      many: { arithmeticMs: 3, copyMs: 1, restMs: 2 },
    },
    // Four workers, in the run itself.
    dispatchUs: 8,
  });
  expect([...progress].sort((a, b) => a - b)).toEqual(progress);
});

test('algorithms: all five in turns, each checked first, against the limit of the workers', async () => {
  const { products, outcome } = await run({ study: 'algorithms', repeats: '2' });
  const all = ['naive', 'blocked', 'simd', 'fast', 'strassen'];
  expect(products.map(({ algorithm }) => algorithm)).toEqual([...all, ...all, ...all]);
  expect(products.filter(({ check }) => check)).toHaveLength(5);
  expect(new Set(products.map(({ workers }) => workers))).toEqual(new Set([4]));
  expect(Object.keys(figureOf(outcome, 'comparison')?.rows ?? {})).toEqual(all);
  expect(figureOf(outcome, 'comparison')?.limit).toEqual({ workers: 4, gflops: 30 });
  expect(figureOf(outcome, 'comparison')?.rows['fast']?.gflops.median).toBeCloseTo(
    (2 * 16 ** 3) / 3e6,
  );
  expect(figureOf(outcome, 'comparison')?.notes.map(say)).toEqual([
    'Strassen took 1.00 times as long as Fast, and its error is 8.00 times as large: 8.0×10⁻⁹ against 1.0×10⁻⁹.',
  ]);
});

test('algorithms: above N = 1024 naive is left out, and a note says so', async () => {
  const { products, outcome } = await run({ study: 'algorithms', n: '1025', repeats: '1' });
  expect(products.map(({ algorithm }) => algorithm)).not.toContain('naive');
  expect(figureOf(outcome, 'comparison')?.notes.map(({ key }) => key)).toContain(
    'matmul.naiveLeftOut',
  );
  const outline = matmul.outline(valuesOf({ study: 'algorithms', n: '1024' }), facts);
  expect(messagesIn(outline).map(({ key }) => key)).not.toContain('matmul.naiveLeftOut');
});

test('speedup: the chosen algorithm on every number of workers', async () => {
  const { products, outcome } = await run({ study: 'speedup', algorithm: 'simd', repeats: '3' });
  expect(new Set(products.map(({ algorithm }) => algorithm))).toEqual(new Set(['simd']));
  expect(products.filter(({ check }) => check).map(({ workers }) => workers)).toEqual([1, 2, 3, 4]);
  expect(products).toHaveLength(16);
  expect(figureOf(outcome, 'scaling')?.points.map(({ speedup }) => speedup?.value)).toEqual([
    1,
    15 / 9,
    15 / 7,
    15 / 6,
  ]);
  expect(outcome.speedups?.['most']).toEqual({ value: 2.5, low: 2.5, high: 2.5 });
});

test.each(['pair', 'algorithms', 'speedup'])(
  '%s: a wrong answer is shown and not timed',
  async (study) => {
    const { products, outcome } = await run({ study }, 1);
    expect(outcome.answer?.state).toBe('wrong');
    expect(products.length).toBeGreaterThan(0);
    expect(products.every(({ check }) => check)).toBe(true);
    expect(figureOf(outcome, 'timings')?.rows).toBeUndefined();
  },
);

test('the workers that are measured are all up to 16, and of more 16 with both ends', () => {
  expect(countsOf(1)).toEqual([1]);
  expect(countsOf(2)).toEqual([1, 2]);
  expect(countsOf(16)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  for (const workers of [17, 40, 64]) {
    const counts = countsOf(workers);
    expect([counts[0], counts.at(-1), new Set(counts).size]).toEqual([1, workers, 16]);
  }
});

test('the limit is that of the workers that have a core', () => {
  const kernels = [12, 30, 20].map((limitGflops) => ({ name: '', gflops: 1, limitGflops }));
  expect(limitOf(kernels, 2, 8)).toEqual({ workers: 2, gflops: 30 });
  expect(limitOf(kernels, 16, 8)).toEqual({ workers: 8, gflops: 30 });
  expect(limitOf([], 2, 8)).toEqual({ workers: 2, gflops: 0 });
});

test('Strassen’s error may be larger, and the answer says so', () => {
  expect(toleranceOf('strassen', 100, 'f64')).toBe(64 * toleranceOf('fast', 100, 'f64'));
  const check = {
    algorithm: 'strassen',
    kernel: '',
    error: 2 * toleranceOf('fast', 8, 'f32'),
  } as const;
  const answer = answerOf([check], 8, 'f32', []);
  expect(answer.state).toBe('right');
  expect(say(answer.sentence)).toContain('Strassen’s bound is larger');
  expect(answerOf([{ ...check, algorithm: 'fast' }], 8, 'f32', []).state).toBe('wrong');
  expect(answerOf([{ ...check, error: Number.NaN }], 8, 'f32', []).state).toBe('wrong');
});

test('tiles that do not overlap belong to the worker that computed them', () => {
  const cells = ownersOf([span(1, 8, 8, 0, 1), span(0, 0, 8, 0, 1)]);
  expect(cells).toEqual([
    { row: 0, rows: 8, col: 0, cols: 16, worker: 0 },
    { row: 8, rows: 8, col: 0, cols: 16, worker: 1 },
  ]);
  expect(sharesOf(cells, 3)).toEqual([
    { tiles: 1, share: 0.5 },
    { tiles: 1, share: 0.5 },
    { tiles: 0, share: 0 },
  ]);
});

test('a tile of several panels belongs to the worker that spent the most time on it', () => {
  const turns = [span(0, 0, 16, 0, 3), span(1, 0, 16, 3, 5), span(1, 0, 16, 5, 7)];
  expect(ownersOf(turns).map(({ worker }) => worker)).toEqual([1]);
});

test('tiles that overlap are cut where they do', () => {
  const cells = ownersOf([span(0, 0, 16, 0, 10), span(1, 4, 8, 0, 20, [8, 8])]);
  expect(cells).toHaveLength(6);
  expect(cells.filter(({ worker }) => worker === 1)).toEqual([
    { row: 4, rows: 8, col: 8, cols: 8, worker: 1 },
  ]);
  expect(cells.reduce((sum, { rows, cols }) => sum + rows * cols, 0)).toBe(256);
  expect(ownersOf([])).toEqual([]);
});

test('the rest of a call is what neither arithmetic nor copying took', () => {
  expect(costOf({ arithmeticMs: 6, copyMs: 4, totalMs: 12 })).toEqual({
    arithmeticMs: 6,
    copyMs: 4,
    restMs: 2,
  });
  // Clocks of two realms may disagree by a step.
  expect(costOf({ arithmeticMs: 10, copyMs: 4, totalMs: 12 }).restMs).toBe(0);
});
