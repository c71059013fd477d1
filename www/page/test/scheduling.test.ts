/** The pure parts of the scheduling lab: workloads and play-back. */
import { describe, expect, test } from 'vitest';

import { randomOf, unitsOf, WORKLOADS } from '../demos/scheduling/workloads';
import { Playback } from '../playback';

describe('workloads', () => {
  test.each(WORKLOADS.filter((name) => name !== 'own'))(
    '%s: as many as asked for, all longer than nothing, the same for a seed',
    (name) => {
      for (const count of [0, 1, 2, 1000]) {
        const units = unitsOf(name, count, 7, []);
        expect(units).toHaveLength(count);
        expect(units.every((unit) => unit > 0 && Number.isFinite(unit))).toBe(true);
        expect(unitsOf(name, count, 7, [])).toEqual(units);
      }
    },
  );

  test('the chapter’s are i mod 3 + 1', () => {
    expect([...unitsOf('chapter', 7, 1, [])]).toEqual([1, 2, 3, 1, 2, 3, 1]);
  });

  test('uniform is between 1 and 3, and another seed is another list', () => {
    const units = unitsOf('uniform', 5000, 1, []);
    expect(Math.min(...units)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...units)).toBeLessThanOrEqual(3);
    expect(units.reduce((a, b) => a + b, 0) / 5000).toBeCloseTo(2, 1);
    expect(unitsOf('uniform', 5000, 2, [])).not.toEqual(units);
  });

  test('one giant is last, and as long as a quarter of the others', () => {
    expect([...unitsOf('giant', 40, 1, [])].sort((a, b) => b - a).slice(0, 2)).toEqual([10, 1]);
    expect(unitsOf('giant', 40, 1, []).at(-1)).toBe(10);
  });

  test('ascending grows, descending is its mirror', () => {
    const units = [...unitsOf('ascending', 100, 1, [])];
    expect(units).toEqual([...units].sort((a, b) => a - b));
    expect([...unitsOf('descending', 100, 1, [])]).toEqual(units.reverse());
  });

  test('the heavy tail follows Pareto: half of it is below 2^(2/3), and the longest tower above', () => {
    const units = [...unitsOf('heavyTail', 20_000, 3, [])].sort((a, b) => a - b);
    expect(units[0]).toBeGreaterThanOrEqual(1);
    expect(units[10_000]).toBeCloseTo(2 ** (2 / 3), 1);
    expect(units.at(-1)).toBeGreaterThan(100);
  });

  test('one’s own list is taken as it is', () => {
    expect([...unitsOf('own', 99, 1, [4, 0, 2.5])]).toEqual([4, 0, 2.5]);
  });

  test('random numbers are spread evenly over 0…1', () => {
    const random = randomOf(42);
    const bins = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 10_000; draw += 1) {
      const number = random();
      expect(number).toBeGreaterThanOrEqual(0);
      expect(number).toBeLessThan(1);
      bins[Math.floor(number * 10)] = (bins[Math.floor(number * 10)] ?? 0) + 1;
    }
    for (const count of bins) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('play-back', () => {
  test('stands at the end, plays from the start, and stops at the end', () => {
    const playback = new Playback(100, 2);
    expect([playback.atMs, playback.playing]).toEqual([100, false]);
    playback.play(1000);
    expect([playback.atMs, playback.playing]).toEqual([0, true]);
    playback.tick(1020);
    expect(playback.atMs).toBe(40);
    playback.tick(1010);
    expect(playback.atMs).toBe(40);
    playback.tick(2000);
    expect([playback.atMs, playback.playing]).toEqual([100, false]);
  });

  test('pauses where it is, and goes on from there at another pace', () => {
    const playback = new Playback(100, 1);
    playback.play(0);
    playback.pause(30);
    playback.tick(500);
    expect([playback.atMs, playback.playing]).toEqual([30, false]);
    playback.play(500);
    playback.setRate(4, 510);
    playback.play(511);
    playback.tick(515);
    expect(playback.atMs).toBe(60);
  });

  test('steps to the next event, then to the end, then to the start', () => {
    const playback = new Playback(100, 1);
    const next = (atMs: number): number | null => [10, 40].find((event) => event > atMs) ?? null;
    const seen = [0, 1, 2, 3, 4].map(() => {
      playback.step(next);
      return playback.atMs;
    });
    expect(seen).toEqual([0, 10, 40, 100, 0]);
    playback.play(0);
    playback.step(next);
    expect([playback.atMs, playback.playing]).toEqual([10, false]);
  });

  test('a jump stays within the timeline', () => {
    const playback = new Playback(100, 1);
    playback.seek(-5);
    expect(playback.atMs).toBe(0);
    playback.seek(500);
    expect(playback.atMs).toBe(100);
  });

  test('a timeline of nothing is over at once', () => {
    const playback = new Playback(0, 1);
    playback.play(0);
    playback.tick(1);
    expect([playback.atMs, playback.playing]).toEqual([0, false]);
  });
});
