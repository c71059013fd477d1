/** The charts of figures: what is drawn where, and the arithmetic behind it. */
import * as plot from '../charts/marks';
import { expect, test } from 'vitest';

import { apart, CURVES_HEIGHT, curvesChart } from '../charts/curves';
import { distributionChart, distributionHeight, histogram, quantile } from '../charts/distribution';
import type { ChartWords } from '../charts/frame';
import { stackChart, stackHeight } from '../charts/stack';
import { STEPS_HEIGHT, stepsChart, thin } from '../charts/steps';
import { TinyDocument, TinyElement } from './tiny-document';

const words: ChartWords = {
  title: 'A figure',
  description: 'What it shows.',
  unit: 'µs',
  format: (value) => String(Math.round(value * 100) / 100),
};

const document = (): Document => new TinyDocument() as unknown as Document;

function svg(chart: unknown): TinyElement {
  if (!(chart instanceof TinyElement)) throw new TypeError('no chart');
  expect(chart.getAttribute('role')).toBe('img');
  expect(chart.getAttribute('aria-label')).toBe('A figure. What it shows.');
  return chart;
}

const texts = (chart: TinyElement): string[] => chart.all('text').map((one) => one.textContent);
const height = (chart: TinyElement): number => Number(chart.getAttribute('height'));

test('a stack’s parts lie end to end, and a part of nothing is not drawn', () => {
  const bars = [
    { label: 'no lock', parts: [part('arrived', 30), part('lost', 10)] },
    { label: 'lock', parts: [part('arrived', 40), part('lost', 0)] },
  ];
  const chart = svg(stackChart(plot, bars, 480, words, document()));
  expect(height(chart)).toBe(stackHeight(2));
  const rects = chart.all('rect');
  expect(rects.map((one) => one.getAttribute('fill'))).toEqual([
    'var(--tone-2)',
    'var(--tone-1)',
    'var(--tone-2)',
  ]);
  const [arrived, lost] = rects.map((one) => Number(one.getAttribute('width')));
  expect((arrived ?? 0) / (lost ?? 1)).toBeCloseTo(3, 1);
});

function part(label: string, amount: number): { label: string; amount: number } {
  return { label, amount };
}

const strokes = { ...words, median: 'median', p95: 'p95' };

test('a distribution has a histogram, a median and a 95th percentile for each row', () => {
  const samples = Array.from({ length: 1000 }, (_, index) => 10 + (index % 100));
  const rows = ['pipe', 'channel'].map((label) => ({ label, samples }));
  const chart = svg(distributionChart(plot, rows, 640, strokes, document()));
  expect(height(chart)).toBe(distributionHeight(2));
  expect(chart.all('rect').length).toBeGreaterThan(20);
  const labels = texts(chart);
  expect(labels.filter((text) => text === 'median 59')).toHaveLength(2);
  expect(labels.filter((text) => text === 'p95 104')).toHaveLength(2);
  expect(labels).toEqual(expect.arrayContaining(['pipe', 'channel', '10 µs', '100 µs']));
});

test('on a narrow page the labels of a distribution stand one above the other, inside the chart', () => {
  const rows = [{ label: 'MessageChannel', samples: [0.1, 50, 52, 54, 60, 1000] }];
  const words = { ...strokes, median: '중앙값', p95: '95번째 백분위수' };
  const chart = svg(distributionChart(plot, rows, 358, words, document()));
  const labels = chart.all('text').filter((one) => /중앙값|백분위수/.test(one.textContent));
  const places = labels.map((one) =>
    Number(/,([\d.]+)\)/.exec(one.getAttribute('transform') ?? '')?.[1]),
  );
  expect(places).toHaveLength(2);
  expect(Math.abs((places[0] ?? 0) - (places[1] ?? 0))).toBeGreaterThanOrEqual(12);
  const ticks = texts(chart).filter((text) => text.endsWith(' µs'));
  expect(ticks.length).toBeGreaterThan(1);
  expect(ticks.length).toBeLessThan(5);
});

test('a distribution of nothing, or of zeros, is still a chart', () => {
  for (const samples of [[], [0, 0, 0], [5]]) {
    svg(distributionChart(plot, [{ label: 'pipe', samples }], 320, strokes, document()));
  }
});

test('samples that took no time by the clock leave the axis where the others are', () => {
  const rows = [{ label: 'pipe', samples: [0, 0, 40, 50, 60] }];
  const labels = texts(svg(distributionChart(plot, rows, 640, strokes, document())));
  expect(labels).toEqual(expect.arrayContaining(['median 40', 'p95 60', '20 µs', '50 µs']));
});

test('every sample is in one bin, the far ones in the outermost', () => {
  const bins = histogram([0, 0.5, 1, 2, 4, 8, 1e9], 1, 8, 3);
  expect(bins.map(({ count }) => count)).toEqual([3, 1, 3]);
  expect(bins[0]?.from).toBe(1);
  expect(bins[2]?.to).toBeCloseTo(8);
});

test('quantiles are samples', () => {
  const samples = [5, 1, 4, 2, 3];
  expect([0, 0.5, 0.95, 1].map((share) => quantile(samples, share))).toEqual([1, 3, 5, 5]);
  expect(quantile([], 0.5)).toBeNaN();
});

test('curves have a dot for each point that the clock could see, and labels in words', () => {
  const points = [1, 64, 4096].map((x) => ({ x, y: x, low: x / 2, high: 2 * x }));
  const blind = { x: 8, y: Infinity, low: Infinity, high: Infinity };
  const curves = [
    { label: 'pipe', points },
    { label: 'channel', points: [...points, blind] },
  ];
  const formatX = (bytes: number): string => `${bytes} B`;
  const chart = svg(curvesChart(plot, curves, 640, { ...words, formatX }, document()));
  expect(height(chart)).toBe(CURVES_HEIGHT);
  expect(chart.all('circle')).toHaveLength(6);
  expect(texts(chart)).toEqual(expect.arrayContaining(['1 B', '64 B', '4096 B', '10', '1000']));
  svg(curvesChart(plot, [], 320, { ...words, formatX }, document()));
});

test('labels of an axis never touch, and the last one stays', () => {
  const sizes = [1, 4, 16, 64, 256, 1024, 1025];
  expect(apart(sizes, [1, 1025], 600, () => 40)).toEqual([1, 4, 16, 64, 256, 1025]);
  expect(apart(sizes, [1, 1025], 100, () => 40)).toEqual([1, 64, 1025]);
  expect(apart([7], [7, 7], 100, () => 40)).toEqual([7]);
});

test('steps stand against their limit, and a line of nothing is still a chart', () => {
  const points = [
    { atMs: 1, value: 1 },
    { atMs: 2, value: 4 },
  ];
  const data = { points, what: 'items', limit: 4, limitLabel: 'capacity 4', endMs: 10, width: 480 };
  const chart = svg(stepsChart(plot, data, words, document()));
  expect(height(chart)).toBe(STEPS_HEIGHT);
  expect(texts(chart)).toEqual(expect.arrayContaining(['capacity 4', '0 µs', '4']));
  const without = svg(stepsChart(plot, { ...data, limit: null }, words, document()));
  expect(texts(without)).not.toContain('capacity 4');
  const said = chart.all('title').map((one) => one.textContent);
  expect(said.slice(1)).toEqual(['1 µs, items: 1', '2 µs, items: 4']);
  svg(stepsChart(plot, { ...data, points: [], endMs: 0, limit: null }, words, document()));
});

test('points of the same pixel are thinned, and its extremes stay', () => {
  const points = Array.from({ length: 1000 }, (_, index) => ({
    atMs: index / 100,
    value: index % 7,
  }));
  const thinned = thin(points, 1);
  expect(thinned.length).toBeLessThanOrEqual(40);
  expect(thinned[0]).toBe(points[0]);
  expect(thinned.at(-1)).toBe(points.at(-1));
  expect(new Set(thinned.map(({ value }) => value))).toContain(6);
  expect(thin(points, 0.001)).toHaveLength(1000);
  expect(thin([], 1)).toEqual([]);
});
