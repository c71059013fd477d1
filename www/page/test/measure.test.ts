/** Measuring in turns: the order, the end, and the ratio's bounds. */
import { describe, expect, test } from 'vitest';

import { ratioText, ratioWords } from '../elements/demo/ratio-words';
import { median, ratio, speedup, takeTurns } from '../measure';

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

describe('a speedup whose digits say nothing has words instead', () => {
  const said = (...given: Parameters<typeof speedup>): [string, string] => {
    const found = speedup(...given);
    if (found === null) throw new RangeError('no ratio');
    return [ratioText(found), ratioWords(found)];
  };
  const fine = { clockMs: 0.005, workers: 4 };

  test('digits where nothing speaks against them', () => {
    expect(said([30, 33, 36], [10, 11, 9], fine)).toEqual([
      '3.30×',
      '3.00× to 4.00× across repeats',
    ]);
    expect(speedup([30, 33], [10, 11], fine)).toEqual(ratio([30, 33], [10, 11]));
    // However many turns there were: they may all be alike.
    expect(said([30, 30, 30], [10, 10, 10], fine)[1]).toMatch(/one repetition, or all alike/);
    expect(said([30], [2], { clockMs: 0.005 })[0]).toBe('15.0×');
    expect(said([330], [2], { clockMs: 0.005 })[0]).toBe('165×');
  });
  test('below the floor of the clock', () => {
    const [text, words] = said([3, 3, 3], [1.9, 1.9, 1.9], { clockMs: 0.1, workers: 4 });
    expect(text).toBe('–');
    expect(words).toMatch(/Too short for this clock/);
    expect(speedup([3], [2], { clockMs: 0.1 })?.doubt).toBeUndefined();
  });
  test('below the floor of the noise: turns that contradict one another', () => {
    const [text, words] = said([10, 10, 10], [9, 9, 11], fine);
    expect(text).toBe('no clear gain');
    expect(words).toMatch(/0\.91× to 1\.11×/);
    // One turn in five does not speak against four.
    expect(speedup([10, 10, 10, 10, 10], [9, 9, 9, 9, 11], fine)?.doubt).toBeUndefined();
  });
  test('above the number of workers', () => {
    expect(said([42, 42], [10, 10], fine)).toEqual([
      'about 4×',
      '4.20×; 4 workers allow 4× at most.',
    ]);
    const [text, words] = said([80, 90], [10, 10], fine);
    expect(text).toBe('more than 4×');
    expect(words).toMatch(/4 workers allow 4× at most/);
    expect(speedup([80], [10], { clockMs: 0.005 })?.doubt).toBeUndefined();
  });
  test('of nothing there is none', () => {
    expect(speedup([0], [0], fine)).toBeNull();
  });
});
