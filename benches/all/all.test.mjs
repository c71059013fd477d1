import { expect, test } from 'vitest';

import { changes, isWorse, told } from './comparison.mjs';
import { performancePage } from './performance.mjs';
import { bestPeer, readReport, timesBetter } from './report.mjs';
import { median, quantile, ratioOfMedians, summary } from './statistics.mjs';

/**
 * @typedef {import('./report.mjs').Report} Report
 * @typedef {import('./report.mjs').Row} Row
 */

/**
 * @param {string} name @param {number[]} ours @param {Row['peers']} peers
 * @param {Row['better']} better @returns {Row}
 */
const row = (name, ours, peers = {}, better = 'less') => ({
  family: 'pools',
  name,
  unit: 'ms',
  better,
  ours,
  peers,
});
/** @param {Row[]} rows @returns {Report} */
const report = (...rows) => ({
  format: 1,
  when: '',
  commit: '',
  quick: false,
  machine: { cpu: '', cores: 2, browser: '', system: '', load: 0 },
  rows,
  missing: [],
});
/** Around a value, a tenth to either side. @param {number} value */
const around = (value) => [0.9, 0.95, 0.98, 1, 1.02, 1.05, 1.1].map((factor) => factor * value);

test('quantiles lie between the two nearest samples, in whatever order these come', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantile([4, 1, 3, 2], q))).toEqual([
    1, 1.75, 2.5, 3.25, 4,
  ]);
  expect([median([7]), median([]), median([3, 1, 2])]).toEqual([7, NaN, 2]);
  expect(summary([1, 2, 3, 4, 100])).toEqual({ median: 3, q1: 2, q3: 4, iqr: 2, n: 5 });
});

test('the interval of a ratio has the ratio in it, is the same each time, and narrows', () => {
  const { ratio, low, high } = ratioOfMedians(around(2), around(1));
  expect(ratio).toBeCloseTo(2);
  expect([low <= ratio, ratio <= high, low > 1.7, high < 2.3]).toEqual([true, true, true, true]);
  expect(ratioOfMedians(around(2), around(1))).toEqual({ ratio, low, high });
  const many = ratioOfMedians(Array(20).fill(around(2)).flat(), Array(20).fill(around(1)).flat());
  expect(many.high - many.low).toBeLessThan((high - low) / 2);
  expect(ratioOfMedians([1, 1, 1, 1], [2, 2, 2, 2])).toEqual({ ratio: 0.5, low: 0.5, high: 0.5 });
});

test('the best peer is the fastest one, and the machine’s limit is none', () => {
  const peers = { slow: [3, 3], quick: [2, 2], limit: [1, 1] };
  expect(bestPeer(row('x', [1, 1], peers))).toBe('quick');
  expect(bestPeer(row('x', [1, 1], peers, 'more'))).toBe('slow');
  expect(bestPeer(row('x', [1], { limit: [1] }))).toBeUndefined();
  expect(timesBetter(row('x', [1, 2], { peer: [3, 3] }), 'peer')).toEqual([3, 1.5]);
  expect(timesBetter(row('x', [1, 2], { peer: [2, 2] }, 'more'), 'peer')).toEqual([0.5, 1]);
});

test('noise is no change; what is surely slower, or quicker, is one', () => {
  const before = report(row('a', around(1)), row('b', around(1)), row('c', around(1)));
  const now = report(row('a', around(1.02)), row('b', around(1.5)), row('c', around(0.6)));
  const list = changes(before, now);
  expect(list.map(({ verdict }) => verdict)).toEqual(['the same', 'worse', 'better']);
  expect(list[1]?.ratio).toBeCloseTo(1 / 1.5);
  expect([isWorse(list), isWorse(changes(before, before))]).toEqual([true, false]);
  expect(told(list)).toContain('worse');
});

test('a rate that falls is worse, and a time that falls is better', () => {
  const of = (/** @type {number} */ value, /** @type {Row['better']} */ better) =>
    report(row('a', around(value), {}, better));
  expect(changes(of(10, 'more'), of(5, 'more'))[0]?.verdict).toBe('worse');
  expect(changes(of(10, 'less'), of(5, 'less'))[0]?.verdict).toBe('better');
});

test('beside the same peer a slower machine changes nothing, and a slower library does', () => {
  const of = (/** @type {number} */ ours, /** @type {number} */ peer) =>
    report(row('a', around(ours), { peer: around(peer) }));
  expect(changes(of(1, 2), of(3, 6))[0]).toMatchObject({ verdict: 'the same', by: 'beside peer' });
  expect(changes(of(1, 2), of(3, 2))[0]?.verdict).toBe('worse');
  // Another peer is no yardstick.
  const other = report(row('a', around(1), { another: around(2) }));
  expect(changes(of(1, 2), other)[0]).toMatchObject({ verdict: 'the same', by: 'measured' });
});

test('rows of one run alone, and those of few samples, are told and count for nothing', () => {
  const before = report(row('gone', around(1)), row('few', [1, 1, 1]));
  const list = changes(before, report(row('new', around(1)), row('few', [9, 9, 9])));
  expect(list.map(({ key, verdict }) => [key, verdict])).toEqual([
    ['pools: new', 'only now'],
    ['pools: few', 'too few'],
    ['pools: gone', 'only before'],
  ]);
  expect(isWorse(list)).toBe(false);
  expect(told(list)).toContain('only before');
});

test('what is no report is refused', () => {
  for (const text of ['{}', 'null', '[]', '{"format": 2, "rows": []}'])
    expect(() => readReport(text)).toThrow(/no report/);
  expect(() => readReport('x')).toThrow();
  expect(readReport(JSON.stringify(report())).rows).toEqual([]);
});

test('the page says the machine, each row beside the best other, and what is missed', () => {
  const page = performancePage({
    ...report(
      { ...row('quick', around(1), { other: around(5) }), wanted: 4 },
      { ...row('slow', around(1), { other: around(2) }), wanted: 3 },
      row('alone', around(7)),
      row('of a copy', around(2), { limit: around(1) }),
    ),
    when: '2026-11-29T00:00:00.000Z',
    machine: { cpu: 'a processor', cores: 2, browser: 'Chromium 1', system: 'Linux', load: 0.5 },
    missing: ['one: it did not start'],
  });
  expect(page).toContain('2 cores of a processor, Linux, in Chromium 1, 2026-11-29');
  expect(page).toMatch(/\| quick \| 1 ms \(0\.965–1\.04\) \| 5\.00 \([\d.–]+\) × other \| {2}\|/);
  expect(page).toMatch(/\| of a copy \| 2 ms .*\| {2}\| 0\.50 \|/);
  expect(page).toMatch(/\| alone \| 7 ms [^|]*\| {2}\| {2}\|/);
  expect(page).toContain('- slow: 2.00 × other, where 3.00 is asked for.');
  expect(page).not.toContain('- quick');
  expect(page).toContain('Not measured: one: it did not start.');
});
