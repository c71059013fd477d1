/**
 * The charts of the matrix product's studies: what is measured is at its place, and named for those
 * who do not see it.
 */
import * as plot from '../charts/marks';
import { expect, test } from 'vitest';

import { comparisonChart, comparisonHeight } from '../charts/comparison';
import { costsChart, costsHeight } from '../charts/costs';
import { toneOf, type ChartWords } from '../charts/frame';
import { mergeLow, ownershipChart, shadeOfWorker, type OwnedCell } from '../charts/ownership';
import {
  gustafsonSpeedup,
  SCALING_HEIGHT,
  scalingChart,
  type ScalingData,
} from '../charts/scaling';
import { TinyDocument, TinyElement } from './tiny-document';

const words: ChartWords = {
  title: 'Rates',
  description: 'A bar for each.',
  unit: 'GFLOP/s',
  format: (value) => String(Math.round(value * 100) / 100),
};

function drawn(draw: (document: Document) => unknown): TinyElement {
  const chart = draw(new TinyDocument() as unknown as Document);
  if (!(chart instanceof TinyElement)) throw new TypeError('no chart');
  return chart;
}

const number = (element: TinyElement | undefined, name: string): number =>
  Number(element?.getAttribute(name));
const texts = (chart: TinyElement): string[] => chart.all('text').map((one) => one.textContent);
const titles = (chart: TinyElement): string[] => chart.all('title').map((one) => one.textContent);
const strokes = (chart: TinyElement, stroke: string): TinyElement[] =>
  chart.all('g').filter((group) => group.getAttribute('stroke') === stroke);

const rates = [
  { label: 'Naive', text: '2.00', median: 2, low: 1.5, high: 2.5 },
  { label: 'Fast', text: '40.00', median: 40, low: 30, high: 44 },
];
const comparison = (bars = rates, limit = 80): TinyElement =>
  drawn((document) =>
    comparisonChart(plot, { bars, limit, limitLabel: 'limit 80', width: 600 }, words, document),
  );

test('comparison: a bar as long as each rate, with its value and its spread', () => {
  const chart = comparison();
  const [naive, fast] = chart.all('rect');
  expect(chart.all('rect')).toHaveLength(2);
  expect(number(fast, 'width') / number(naive, 'width')).toBeCloseTo(20, 0);
  expect(texts(chart)).toEqual(
    expect.arrayContaining(['Naive', 'Fast', '2.00', '40.00', '0 GFLOP/s', 'limit 80']),
  );
  expect(titles(chart)).toContain('Fast: 40.00 GFLOP/s (30–44)');
  expect(strokes(chart, 'var(--ink)').flatMap((group) => group.all('path'))).toHaveLength(2);
  expect(number(chart, 'height')).toBe(comparisonHeight(2));
  expect(chart.getAttribute('aria-label')).toBe('Rates. A bar for each.');
});

test('comparison: the limit stands right of every bar that keeps below it', () => {
  const chart = comparison();
  const [line] = strokes(chart, 'var(--tone-1)').flatMap((group) => group.all('line'));
  const [, fast] = chart.all('rect');
  const right = number(fast, 'x') + number(fast, 'width');
  expect(number(line, 'x1') - number(fast, 'x')).toBeCloseTo(2 * (right - number(fast, 'x')), 0);
});

test('comparison: a rate beyond the limit is still inside the chart, and no limit draws no line', () => {
  const chart = comparison([{ label: 'Strassen', text: '90', median: 90, low: 90, high: 95 }]);
  const [bar] = chart.all('rect');
  expect(number(bar, 'x') + number(bar, 'width')).toBeLessThan(600);
  expect(strokes(comparison(rates, 0), 'var(--tone-1)')).toEqual([]);
  expect(comparison([], 0).all('rect')).toEqual([]);
});

const scaling = (data: Partial<ScalingData>): TinyElement =>
  drawn((document) =>
    scalingChart(
      plot,
      { dots: [], most: 2, serialFraction: null, width: 500, ...data },
      words,
      document,
    ),
  );

test('scaling: two workers give two dots, a law, and both go on dashed', () => {
  const chart = scaling({
    dots: [
      { workers: 1, speedup: 1, low: 1, high: 1 },
      { workers: 2, speedup: 1.6, low: 1.2, high: 1.9 },
    ],
    serialFraction: 0.25,
  });
  expect(chart.all('circle')).toHaveLength(2);
  expect(titles(chart)).toEqual(['Rates', 'GFLOP/s 1: 1×', 'GFLOP/s 2: 1.6× (1.2–1.9)']);
  for (const stroke of ['var(--tone-5)', 'var(--tone-1)']) {
    const lines = strokes(chart, stroke);
    expect(lines.map((line) => line.getAttribute('stroke-dasharray'))).toEqual([null, '2 5']);
  }
  // Amdahl's law with s = 1/4 passes through 1.6 on two workers: there its solid line ends, at the
  // dot.
  const [solid] = strokes(chart, 'var(--tone-1)').flatMap((group) => group.all('path'));
  const end = /([\d.]+),([\d.]+)$/.exec(solid?.getAttribute('d') ?? '');
  const dot = chart.all('circle')[1];
  expect(Number(end?.[1])).toBeCloseTo(number(dot, 'cx'), 0);
  expect(Number(end?.[2])).toBeCloseTo(number(dot, 'cy'), 0);
  expect(texts(chart)).toEqual(expect.arrayContaining(['1', '2', '3', '4']));
});

test.each([1, 2, 7, 16, 64])('scaling: nothing leaves the chart of up to %i workers', (most) => {
  const chart = scaling({
    dots: [{ workers: most, speedup: most * 0.7, low: most * 0.5, high: most * 0.8 }],
    most,
    serialFraction: 0.02,
  });
  expect(number(chart, 'height')).toBe(SCALING_HEIGHT);
  for (const path of chart.all('path')) {
    const numbers = Array.from((path.getAttribute('d') ?? '').matchAll(/(-?[\d.]+),(-?[\d.]+)/g));
    for (const [, x, y] of numbers) {
      expect(Number(x)).toBeLessThanOrEqual(500);
      expect(Number(y)).toBeGreaterThanOrEqual(0);
    }
  }
});

test('scaling: one worker alone has a dot and no law', () => {
  const chart = scaling({ dots: [{ workers: 1, speedup: 1, low: 1, high: 1 }], most: 1 });
  expect(chart.all('circle')).toHaveLength(1);
  expect(strokes(chart, 'var(--tone-1)')).toEqual([]);
});

const cell = (row: number, col: number, worker: number, rows = 50, cols = 50): OwnedCell => ({
  row,
  rows,
  col,
  cols,
  worker,
});
const ownership = (cells: readonly OwnedCell[], rows = 100, cols = 100): TinyElement =>
  drawn((document) =>
    ownershipChart(
      plot,
      { cells, rows, cols, width: 900, describe: (one) => `worker ${one.worker + 1}` },
      words,
      document,
    ),
  );

test('ownership: a rectangle for each part, in its worker’s colour, with its number', () => {
  const chart = ownership([cell(0, 0, 0), cell(0, 50, 1), cell(50, 0, 1), cell(50, 50, 0)]);
  const parts = chart.all('rect');
  expect(parts.map((one) => one.getAttribute('fill')).sort()).toEqual([
    'var(--tone-0)',
    'var(--tone-0)',
    'var(--tone-1)',
    'var(--tone-1)',
  ]);
  expect(texts(chart).filter((text) => text === '1' || text === '2')).toHaveLength(4);
  expect(titles(chart)).toContain('worker 2');
  expect(number(chart, 'width')).toBeLessThanOrEqual(320);
});

test('ownership: the first row is at the top, as in a matrix', () => {
  const [first, second] = ownership([cell(0, 0, 0, 20, 100), cell(20, 0, 1, 80, 100)]).all('rect');
  expect(number(first, 'y')).toBeLessThan(number(second, 'y'));
  expect(number(first, 'height')).toBeLessThan(number(second, 'height'));
});

test('ownership: a wide matrix stays wide', () => {
  const chart = ownership([cell(0, 0, 0, 10, 100)], 10, 100);
  const [part] = chart.all('rect');
  expect(number(part, 'width') / number(part, 'height')).toBeCloseTo(10, 0);
});

test('ownership: rows too low for a number join neighbours of the same worker alone', () => {
  const rows = Array.from({ length: 100 }, (_, row) =>
    cell(row, 0, row < 60 ? 0 : row % 2, 1, 100),
  );
  const merged = mergeLow(rows, 5);
  expect(merged[0]).toEqual({ row: 0, rows: 61, col: 0, cols: 100, worker: 0 });
  expect(merged.reduce((sum, one) => sum + one.rows, 0)).toBe(100);
  expect(mergeLow(rows, 1)).toHaveLength(100);
  expect(ownership(rows).all('rect')).toHaveLength(merged.length);
});

test('ownership: up to 16 workers have 16 colours', () => {
  const tones = Array.from(
    { length: 16 },
    (_, worker) => `${toneOf(worker)} ${shadeOfWorker(worker)}`,
  );
  expect(new Set(tones).size).toBe(16);
});

test('costs: the parts of a call lie end to end, and say how long they took', () => {
  const parts = [
    { label: 'arithmetic', ms: 6 },
    { label: 'copying', ms: 3 },
    { label: 'the rest', ms: 1 },
  ];
  const chart = drawn((document) =>
    costsChart(
      plot,
      [
        { label: 'one', parts },
        { label: 'two', parts: [] },
      ],
      500,
      words,
      document,
    ),
  );
  const bars = chart.all('rect');
  expect(bars).toHaveLength(3);
  expect(number(bars[0], 'width') / number(bars[1], 'width')).toBeCloseTo(2, 1);
  expect(number(bars[0], 'x') + number(bars[0], 'width')).toBeCloseTo(number(bars[1], 'x'), -1);
  expect(titles(chart)).toEqual([
    'Rates',
    'one, arithmetic: 6 GFLOP/s',
    'one, copying: 3 GFLOP/s',
    'one, the rest: 1 GFLOP/s',
  ]);
  expect(number(chart, 'height')).toBe(costsHeight(2));
});

test('scaling: Gustafson’s law is a straight line above Amdahl’s, and both start at one', () => {
  expect([1, 2, 5].map((workers) => gustafsonSpeedup(workers, 0.25))).toEqual([1, 1.75, 4]);
  const chart = scaling({
    dots: [
      { workers: 1, speedup: 1, low: 1, high: 1 },
      { workers: 8, speedup: 6, low: 6, high: 6 },
    ],
    most: 8,
    serialFraction: 0.05,
    gustafson: true,
  });
  const [law] = strokes(chart, 'var(--tone-2)');
  expect(law).toBeDefined();
  const path = law?.all('path')[0]?.getAttribute('d') ?? '';
  expect(path.match(/L/g)).toHaveLength(1);
  expect(strokes(scaling({ serialFraction: 0.05 }), 'var(--tone-2)')).toEqual([]);
});
