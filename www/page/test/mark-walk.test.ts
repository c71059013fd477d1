/** The way from mark to mark by keys, and which mark a pointer is at. */
import { expect, test } from 'vitest';

import { markAt, nextMark, type Box } from '../charts/mark-walk';

/** Two rows of bars: three above, two below. */
const bars: Box[] = [
  { x: 0, y: 0, width: 100, height: 20 },
  { x: 100, y: 0, width: 100, height: 20 },
  { x: 200, y: 0, width: 100, height: 20 },
  { x: 0, y: 30, width: 180, height: 20 },
  { x: 200, y: 30, width: 100, height: 20 },
];

test('left and right go through all marks and stop at the ends', () => {
  const right: (number | null)[] = [];
  for (let at: number | null = null; right.length < 6; right.push(at))
    at = nextMark(bars, at, 'ArrowRight');
  expect(right).toEqual([0, 1, 2, 3, 4, 4]);
  expect(nextMark(bars, 0, 'ArrowLeft')).toBe(0);
  expect(nextMark(bars, 3, 'ArrowLeft')).toBe(2);
  expect(nextMark(bars, null, 'ArrowLeft')).toBe(4);
});

test('up and down go to the mark above or below', () => {
  expect(nextMark(bars, 1, 'ArrowDown')).toBe(3);
  expect(nextMark(bars, 2, 'ArrowDown')).toBe(4);
  expect(nextMark(bars, 4, 'ArrowUp')).toBe(2);
  expect(nextMark(bars, 4, 'ArrowDown')).toBe(4);
  expect(nextMark(bars, null, 'ArrowDown')).toBe(0);
});

test('Home and End go to the ends, and other keys are not the chart’s', () => {
  expect(nextMark(bars, 2, 'Home')).toBe(0);
  expect(nextMark(bars, 2, 'End')).toBe(4);
  for (const key of ['Tab', 'Enter', 'a', 'PageDown']) expect(nextMark(bars, 2, key)).toBeNull();
});

test('a chart without marks has nowhere to go', () => {
  for (const key of ['ArrowRight', 'ArrowUp', 'Home', 'End'])
    expect(nextMark([], null, key)).toBeNull();
});

test('a pointer is at what it is in, at the nearest in reach, or at nothing', () => {
  expect(markAt(bars, 150, 10, 9)).toBe(1);
  expect(markAt(bars, 186, 40, 9)).toBe(3);
  expect(markAt(bars, 195, 45, 9)).toBe(4);
  expect(markAt(bars, 150, 70, 9)).toBeNull();
});

test('of marks on one another the smallest is meant', () => {
  const area = { x: 0, y: 0, width: 300, height: 200 };
  const dot = { x: 100, y: 100, width: 8, height: 8 };
  expect(markAt([area, dot], 104, 104, 9)).toBe(1);
  expect(markAt([dot, area], 104, 104, 9)).toBe(0);
  expect(markAt([area, dot], 200, 104, 9)).toBe(0);
});
