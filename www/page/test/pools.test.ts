/** The pools demo: its tasks work from source text and agree with what is known; its contenders; its verdict. */
import { expect, test } from 'vitest';

import { contendersOf, setupOf } from '../demos/pools/contenders';
import { compare, pools } from '../demos/pools/index';
import { countPrimes, monteCarloPi, sleep } from '../demos/pools/programs';
import type { Facts } from '../demos/params';
import { readValues } from '../router/address';
import { revive } from './revive';

const facts: Facts = {
  workers: 4,
  maxWorkers: 4,
  threads: true,
  sharedMemory: 'yes',
  certain: true,
};

const valuesOf = (query: Record<string, string>): ReturnType<typeof readValues>['values'] =>
  readValues({ demo: 'pools', query: new Map(Object.entries(query)) }, pools.params, facts).values;

const self = { name: 'process-3' };

test.each([
  [0, 0],
  [2, 0],
  [3, 1],
  [4, 2],
  [5, 2],
  [26, 9],
  [10_000, 1229],
])('below %i there are %i primes', (amount, primes) => {
  const { value, worker, startMs, endMs } = revive(countPrimes, self)({ amount, item: 0 });
  expect(value).toBe(primes);
  expect(worker).toBe('process-3');
  expect(endMs).toBeGreaterThanOrEqual(startMs);
});

/** The same generator in integers of any size. */
function estimate(points: number, seed: number): number {
  const mask = (1n << 64n) - 1n;
  let state = BigInt(seed);
  const uniform = (): number => {
    state = (state + 0x9e3779b97f4a7c15n) & mask;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    return Number((z ^ (z >> 31n)) >> 11n) / 2 ** 53;
  };
  let inside = 0;
  for (let point = 0; point < points; point += 1) {
    const [x, y] = [uniform(), uniform()];
    if (x * x + y * y < 1) inside += 1;
  }
  return (4 * inside) / points;
}

test.each([0, 1, 7, 1999])('π from seed %i is that of 64-bit integers', (item) => {
  const { value } = revive(monteCarloPi, self)({ amount: 20_000, item });
  expect(value).toBe(estimate(20_000, item));
  expect(Math.abs(value - Math.PI)).toBeLessThan(0.05);
});

test('π from no points is 0, and a sleep tells how long it was', async () => {
  expect(revive(monteCarloPi, self)({ amount: 0, item: 1 }).value).toBe(0);
  expect((await revive(sleep, self)({ amount: 0, item: 0 })).value).toBeGreaterThanOrEqual(0);
});

test('each kind of worker has its own baseline; without threads there are processes alone', () => {
  const ids = (query: Record<string, string>, threads: boolean): string[] =>
    contendersOf(valuesOf(query), { threads }).map(({ id }) => id);
  expect(ids({}, true)).toEqual(['oneProcess', 'processes', 'oneThread', 'threads']);
  expect(ids({}, false)).toEqual(['oneProcess', 'processes']);
  expect(ids({ workers: '1' }, true)).toEqual(['oneProcess', 'oneThread']);
});

test('primes are counted below numbers that differ; points and sleeps are the same for all', () => {
  const amounts = (task: string): number[] =>
    setupOf(valuesOf({ task, items: '3', size: '2' })).items.map(({ amount }) => amount);
  expect(amounts('countPrimes')).toEqual([2000, 2010, 2020]);
  expect(amounts('monteCarloPi')).toEqual([2000, 2000, 2000]);
  expect(amounts('sleep')).toEqual([2, 2, 2]);
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
