/** What an embedding page learns of a run: plain data under the names that it has always had. */
import { expect, test } from 'vitest';

import { findDemo } from '../demos/registry';
import type { Outcome } from '../demos/demo';
import { plainResult } from '../embed-result';

const statistics = {
  samplesMs: [3],
  medianMs: 3,
  minMs: 3,
  maxMs: 3,
  meanMs: 3,
  stddevMs: 0,
  clockResolutionMs: 0.005,
  warnings: [],
};

function plain(outcome: Outcome): unknown {
  const demo = findDemo('queue');
  if (demo === null) throw new RangeError('queue');
  return plainResult({ demo, values: { items: 5 }, outcome });
}

test('without figures a result has its empty lists', () => {
  expect(plain({})).toEqual({
    demo: 'queue',
    params: { items: 5 },
    answer: null,
    speedups: [],
    timings: [],
    timelines: [],
  });
});

test('every figure with numbers is in the result', () => {
  const rates = { median: 2, low: 1, high: 3 };
  const row = { gflops: rates, medianMs: 1, error: 0 };
  const cost = { arithmeticMs: 1, copyMs: 2, restMs: 3 };
  const outcome: Outcome = {
    answer: { state: 'right', sentence: { key: 'queue.right', values: { n: 5 } }, got: '[]' },
    speedups: { consumers: { value: 2, low: 1, high: 3 }, none: null },
    figures: [
      { kind: 'timings', rows: { one: { statistics, gflops: 4 } } },
      {
        kind: 'timelines',
        bars: {
          last: [
            {
              row: 1,
              label: { key: 'span.put', values: { item: 0 } },
              startMs: 0,
              endMs: 1,
              tone: 0,
            },
          ],
        },
      },
      {
        kind: 'comparison',
        rows: { fast: row },
        limit: { workers: 2, gflops: 50 },
        notes: [],
        clockResolutionMs: 1,
      },
      { kind: 'scaling', points: [], serialFraction: 0.1 },
      { kind: 'costs', rows: { one: cost }, dispatchUs: 2, clockResolutionMs: 1 },
      {
        kind: 'table',
        id: 'depth',
        chart: null,
        cells: { a: { n: 1 } },
        rows: [{ label: 'b', cells: { n: 2 } }],
      },
      { kind: 'parts', strategies: [] },
      { kind: 'ownership', cells: [] },
    ],
  };
  expect(plain(outcome)).toEqual({
    demo: 'queue',
    params: { items: 5 },
    answer: { right: true, sentence: expect.stringContaining('5') as string, got: '[]' },
    speedups: [{ id: 'consumers', value: 2, low: 1, high: 3 }],
    timings: [{ id: 'one', ...statistics, gflops: 4 }],
    timelines: [{ id: 'last', bars: [{ row: 1, label: 'put 0', startMs: 0, endMs: 1 }] }],
    comparison: { rows: { fast: row }, limit: { workers: 2, gflops: 50 } },
    scaling: { points: [], serialFraction: 0.1 },
    costs: { rows: { one: cost }, dispatchUs: 2 },
    figures: {
      depth: [
        { row: 'a', cells: { n: 1 } },
        { row: 'b', cells: { n: 2 } },
      ],
    },
  });
});
