/**
 * The charts' structure: a bar for each interval, at its place, named for those who do not see it.
 */
import * as plot from '../charts/marks';
import { expect, test } from 'vitest';

import { labelRoom, textWidth, type ChartWords } from '../charts/frame';
import { samplesChart, samplesHeight } from '../charts/samples';
import { mergeClose, timelineChart, timelineHeight, type TimelineBar } from '../charts/timeline';
import { timelineFigures } from '../demos/timeline-figures';
import { TinyDocument, TinyElement } from './tiny-document';

const words: ChartWords = {
  title: 'The last run',
  description: 'A row for each worker.',
  unit: 'ms',
  format: (ms) => String(Math.round(ms * 100) / 100),
};

const bar = (row: number, startMs: number, endMs: number, tone = row): TimelineBar => ({
  row,
  startMs,
  endMs,
  tone,
  label: `part ${tone + 1}`,
});

function timeline(
  bars: readonly TimelineBar[],
  rows = ['process 1', 'process 2'],
  width = 480,
): TinyElement {
  const document = new TinyDocument();
  const endMs = Math.max(0, ...bars.map((one) => one.endMs));
  const chart: unknown = timelineChart(
    plot,
    { rows, bars, endMs, width },
    words,
    document as unknown as Document,
  );
  if (!(chart instanceof TinyElement)) throw new TypeError('no chart');
  return chart;
}

const number = (element: TinyElement, name: string): number => Number(element.getAttribute(name));

test('a timeline has a name and a description', () => {
  const chart = timeline([bar(0, 0, 10)]);
  expect(chart.tagName).toBe('svg');
  expect(chart.getAttribute('role')).toBe('img');
  expect(chart.childNodes[0]?.textContent).toBe('The last run');
  expect(chart.getAttribute('aria-label')).toBe('The last run. A row for each worker.');
  expect(chart.all('desc').map((one) => one.textContent)).toEqual(['A row for each worker.']);
});

test('each interval is a bar as long as it lasted, in its worker’s row', () => {
  const chart = timeline([bar(0, 0, 40), bar(1, 20, 40)]);
  const [first, second] = chart.all('rect');
  if (!first || !second) throw new TypeError('two bars expected');
  expect(chart.all('rect')).toHaveLength(2);
  expect(number(first, 'width') / number(second, 'width')).toBeCloseTo(2, 1);
  expect(number(second, 'y')).toBeGreaterThan(number(first, 'y') + number(first, 'height') - 1);
  expect([first, second].map((one) => one.getAttribute('fill'))).toEqual([
    'var(--tone-0)',
    'var(--tone-1)',
  ]);
  expect(first.all('title').map((one) => one.textContent)).toEqual(['process 1, part 1: 0–40 ms']);
});

test('a roomy bar bears its label, a thin one does not, and none vanishes', () => {
  const chart = timeline([bar(0, 0, 100), bar(1, 0, 0.001)]);
  const labels = chart.all('text').map((one) => one.textContent);
  expect(labels).toContain('part 1');
  expect(labels).not.toContain('part 2');
  for (const one of chart.all('rect')) expect(number(one, 'width')).toBeGreaterThanOrEqual(0.9);
});

test('rows are named, and the first tick bears the unit', () => {
  const labels = timeline([bar(0, 0, 100)])
    .all('text')
    .map((one) => one.textContent);
  expect(labels).toEqual(expect.arrayContaining(['process 1', 'process 2', '0 ms']));
});

test('a timeline of nothing is still a chart of its height', () => {
  const chart = timeline([]);
  expect(chart.all('rect')).toHaveLength(0);
  expect(number(chart, 'height')).toBe(timelineHeight(2));
});

test('a narrow timeline keeps room for its bars', () => {
  const chart = timeline([bar(0, 0, 10)], ['a very long name of a worker indeed'], 300);
  expect(number(chart, 'width')).toBe(300);
  expect(number(chart.all('rect')[0] ?? chart, 'width')).toBeGreaterThan(140);
});

test('thousands of bars are merged where they touch, and keep their extent', () => {
  const bars = Array.from({ length: 4000 }, (_, index) => bar(index % 2, index, index + 1.9, 0));
  const chart = timeline(bars);
  expect(chart.all('rect').length).toBeLessThan(600);
  const merged = mergeClose(bars, 1);
  expect(merged.map((one) => [one.startMs, one.endMs])).toEqual([
    [0, 3999.9],
    [1, 4000.9],
  ]);
});

test('bars of another tone or row are never merged', () => {
  expect(mergeClose([bar(0, 0, 1, 0), bar(0, 1, 2, 1), bar(1, 2, 3, 1)], 10)).toHaveLength(3);
});

test('samples: a dot for each, a stroke at each median', () => {
  const document = new TinyDocument();
  const rows = [
    { label: 'one worker', samplesMs: [10, 11, 12], medianMs: 11 },
    { label: '2 threads', samplesMs: [6, 5], medianMs: 5.5 },
  ];
  const chart: unknown = samplesChart(
    plot,
    rows,
    480,
    { ...words, median: 'median' },
    document as unknown as Document,
  );
  if (!(chart instanceof TinyElement)) throw new TypeError('no chart');
  expect(chart.all('circle')).toHaveLength(5);
  expect(
    chart.all('line').filter((one) => one.getAttribute('x1') === one.getAttribute('x2')).length,
  ).toBeGreaterThanOrEqual(2);
  expect(number(chart, 'height')).toBe(samplesHeight(2));
  const said = chart.all('title').map((one) => one.textContent);
  expect(said).toEqual(expect.arrayContaining(['one worker: 12 ms', '2 threads, median: 5.5 ms']));
});

test('Hangul is twice as wide as Latin', () => {
  expect(textWidth('가나')).toBe(24);
  expect(textWidth('ab')).toBeLessThan(15);
  expect(labelRoom(['x'.repeat(100)], 400)).toBe(180);
});

test('makespan, busy time and load balance', () => {
  const bars = [bar(0, 5, 15), bar(0, 15, 20), bar(1, 5, 10)];
  expect(timelineFigures(bars, 2)).toEqual({
    makespanMs: 15,
    busyMs: [15, 5],
    loadBalance: 10 / 15,
  });
  expect(timelineFigures(bars, 2, [1]).loadBalance).toBe(1);
  expect(timelineFigures([], 2)).toEqual({ makespanMs: 0, busyMs: [0, 0], loadBalance: null });
});
