/** A film of bars: when something happens, and what is going on. */
import { expect, test } from 'vitest';

import { filmOf } from '../film';

const bars = [
  { row: 0, label: 'a', startMs: 0, endMs: 2, tone: 0 },
  { row: 1, label: 'b', startMs: 1, endMs: 4, tone: 0 },
  { row: 0, label: 'c', startMs: 3, endMs: 4, tone: 0 },
];
const scene = { title: 'T', rows: ['p', 'q'], bars };

test('each begin and end is a moment, once', () => {
  const film = filmOf([() => scene]);
  const moments = [];
  for (let at = film?.next(-1) ?? null; at !== null; at = film?.next(at) ?? null) moments.push(at);
  expect(moments).toEqual([0, 1, 2, 3, 4]);
  const back = [];
  for (let at = film?.previous?.(9) ?? null; at !== null; at = film?.previous?.(at) ?? null)
    back.push(at);
  expect(back).toEqual([4, 3, 2, 1, 0]);
  expect(film?.endMs).toBe(4);
  expect(filmOf([])).toBeNull();
  expect(filmOf([() => ({ ...scene, bars: [] })])).toBeNull();
});

test('the words say who does what, and how much is done', () => {
  const film = filmOf([() => scene]);
  expect(film?.words(1)).toBe('At 1.00 ms: p – a, q – b (0 of 3 intervals done).');
  expect(film?.words(2)).toBe('At 2.00 ms: q – b (1 of 3 intervals done).');
  expect(filmOf([() => scene, () => scene])?.words(0)).toContain('T: p – a (0 of 3');
});

test('where a scene ends before the others nobody is at work in it; at the end all is done', () => {
  const short = { ...scene, bars: bars.slice(0, 1) };
  const film = filmOf([() => scene, () => short]);
  expect(film?.words(3)).toContain('T: nobody is at work (1 of 1');
  expect(film?.words(4)).toBe('At 4.00 ms: All 4 intervals are done.');
});
