/** Measuring in turns: the order, the end, and the ratio's bounds. */
import { expect, test } from 'vitest';

import { median, ratio, takeTurns } from '../measure';

const never = new AbortController().signal;

test('contenders take turns', async () => {
  const order: string[] = [];
  const contender = (id: string, ms: number) => ({
    id,
    run: () => {
      order.push(id);
      return Promise.resolve(ms + order.length);
    },
  });
  const turns: number[] = [];
  const samples = await takeTurns(
    [contender('one', 100), contender('many', 50)],
    3,
    never,
    (done) => turns.push(done),
  );
  expect(order).toEqual(['one', 'many', 'one', 'many', 'one', 'many']);
  expect(samples).toEqual({ one: [101, 103, 105], many: [52, 54, 56] });
  expect(turns).toEqual([1, 2, 3, 4, 5, 6]);
});

test('an abort ends it before the next turn', async () => {
  const abort = new AbortController();
  let runs = 0;
  const run = (): Promise<number> => {
    runs += 1;
    abort.abort();
    return Promise.resolve(1);
  };
  await expect(takeTurns([{ id: 'one', run }], 5, abort.signal)).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(runs).toBe(1);
});

test('a failure of one turn is the failure of all', async () => {
  const run = (): Promise<number> => Promise.reject(new Error('lost'));
  await expect(takeTurns([{ id: 'one', run }], 5, never)).rejects.toThrow('lost');
});

test('the median is in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test('the ratio of medians lies between those of the turns', () => {
  let state = 0x5eed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 1 + state / 2 ** 32;
  };
  for (let round = 0; round < 500; round += 1) {
    const length = 1 + (round % 9);
    const baseline = Array.from({ length }, random);
    const contender = Array.from({ length }, random);
    const found = ratio(baseline, contender);
    expect(found).not.toBeNull();
    if (found === null) return;
    expect(found.value).toBeGreaterThanOrEqual(found.low - 1e-12);
    expect(found.value).toBeLessThanOrEqual(found.high + 1e-12);
  }
});

test('what the clock could not see has no ratio', () => {
  expect(ratio([0, 0, 0], [0, 0, 0])).toBeNull();
  expect(ratio([1, 1, 1], [0, 0, 0])).toBeNull();
  expect(ratio([], [])).toBeNull();
});
