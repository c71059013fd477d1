/** The pools demo: what its tasks are given, its contenders, its verdict. */
import { expect, test } from 'vitest';

import { contendersOf, setupOf } from '../demos/pools/contenders';
import { compare, told } from '../demos/pools/experiment';
import { pools } from '../demos/pools/index';
import type { Facts } from '../demos/params';
import { readValues } from '../router/address';

const facts: Facts = {
  workers: 4,
  maxWorkers: 4,
  threads: true,
  sharedMemory: 'yes',
  certain: true,
};

const valuesOf = (query: Record<string, string>): ReturnType<typeof readValues>['values'] =>
  readValues({ demo: 'pools', query: new Map(Object.entries(query)) }, pools.params, facts).values;

test('each kind of worker has its own baseline; without threads there are processes alone', () => {
  const ids = (query: Record<string, string>, threads: boolean): string[] =>
    contendersOf(valuesOf(query), { threads }).map(({ id }) => id);
  expect(ids({}, true)).toEqual(['oneProcess', 'processes', 'oneThread', 'threads']);
  expect(ids({}, false)).toEqual(['oneProcess', 'processes']);
  expect(ids({ workers: '1' }, true)).toEqual(['oneProcess', 'oneThread']);
});

test('primes are counted below numbers that differ, points have different seeds, sleeps are the same', () => {
  const items = (task: string): unknown => setupOf(valuesOf({ task, items: '3', size: '2' })).items;
  expect(items('countPrimes')).toEqual([[2000], [2010], [2020]]);
  expect(items('monteCarloPi')).toEqual([
    [2000, 0],
    [2000, 1],
    [2000, 2],
  ]);
  expect(items('sleep')).toEqual([[2], [2], [2]]);
});

test('the table tells no speedup that the headline doubts', () => {
  const ratio = { value: 1.6, low: 0.9, high: 2.1 };
  expect(told(ratio)).toBe(1.6);
  expect(told({ ...ratio, doubt: 'beyond', most: 1 })).toBe(1.6);
  expect(told({ ...ratio, doubt: 'noise' })).toBeNull();
  expect(told({ ...ratio, doubt: 'clock' })).toBeNull();
});

test('results out of order, missing or too early are wrong', () => {
  const setup = setupOf(valuesOf({ items: '3', size: '1' }));
  const verdict = (got: number[], of = setup): string => compare(of, got, [1, 2, 3]).state;
  expect(verdict([1, 2, 3])).toBe('right');
  expect(verdict([1, 3, 2])).toBe('wrong');
  expect(verdict([1, 2])).toBe('wrong');
  const sleeping = setupOf(valuesOf({ task: 'sleep', items: '2', size: '20' }));
  expect(verdict([20, 23.5], sleeping)).toBe('right');
  expect(verdict([20, 5], sleeping)).toBe('wrong');
});
