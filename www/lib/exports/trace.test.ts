/** How Perfetto reads a trace: every event is on its worker's track. */
import { describe, expect, test } from 'vitest';

import { selfScheduled } from '../test/self-scheduled';
import { generator } from '../../common/test/generator';
import type { Timeline } from '../../common/types';
import { toTrace } from './index';

interface Complete {
  ph: string;
  tid: number;
  ts: number;
  dur: number;
}

/** The ways in which readers convert microseconds to whole nanoseconds. */
const READERS = {
  'by rounding': (us: number): number => Math.round(us * 1000),
  'by cutting off': (us: number): number => Math.trunc(us * 1000),
  'from the digits': (us: number): number => Number(decimal(us).replace('.', '')),
};

/**
 * The number of events that Perfetto would drop or move: those that start inside of another of
 * their track and end outside of it. Source: `SliceTracker` of its trace processor: an open slice
 * that has ended by the start of the new one is closed first.
 */
function misplaced(events: readonly Complete[], nanoseconds: (us: number) => number): number {
  const open = new Map<number, number[]>();
  let count = 0;
  const sorted = events
    .map(({ tid, ts, dur }) => ({ tid, from: nanoseconds(ts), length: nanoseconds(dur) }))
    .sort((a, b) => a.from - b.from);
  for (const { tid, from, length } of sorted) {
    const ends = open.get(tid) ?? [];
    while (ends.length > 0 && (ends.at(-1) ?? 0) <= from) ends.pop();
    if (ends.length > 0 && from + length > (ends.at(-1) ?? 0)) count += 1;
    else ends.push(from + length);
    open.set(tid, ends);
  }
  return count;
}

/** With exactly three decimals, truncated. */
function decimal(us: number): string {
  const [whole = '', fraction = ''] = String(us).split('.');
  return `${whole}.${fraction.padEnd(3, '0').slice(0, 3)}`;
}

function completeEvents(timeline: Timeline): Complete[] {
  const { traceEvents } = JSON.parse(toTrace(timeline)) as { traceEvents: Complete[] };
  return traceEvents.filter(({ ph }) => ph === 'X');
}

/** Random spans. */
function timelineOf(spans: readonly [worker: number, startMs: number, endMs: number][]): Timeline {
  const empty = selfScheduled(
    spans.map(() => 0),
    3,
  );
  return {
    ...empty,
    columns: {
      task: Uint32Array.from(spans.keys()),
      worker: Uint32Array.from(spans, ([worker]) => worker),
      startMs: Float64Array.from(spans, ([, startMs]) => startMs),
      endMs: Float64Array.from(spans, ([, , endMs]) => endMs),
    },
  };
}

describe.each(Object.entries(READERS))('read %s', (_way, nanoseconds) => {
  test.each([1e-4, 0.01, 1, 1000])('no task of about %d ms overlaps the next one', (about) => {
    const random = generator(7);
    const nowMs = [0, 0, 0];
    const spans = Array.from({ length: 25_000 }, (): [number, number, number] => {
      const worker = Math.floor(random() * 3);
      const startMs = nowMs[worker] ?? 0;
      // A tenth of them are empty, and half of them are followed by a pause.
      const endMs = startMs + (random() < 0.1 ? 0 : random() * about);
      nowMs[worker] = endMs + (random() < 0.5 ? 0 : random() * about);
      return [worker, startMs, endMs];
    });
    expect(misplaced(completeEvents(timelineOf(spans)), nanoseconds)).toBe(0);
  });

  test('what lies within another span stays within it, to its very end', () => {
    const random = generator(11);
    const spans: [number, number, number][] = [];
    let nowMs = 0;
    for (let index = 0; index < 5000; index += 1) {
      const endMs = nowMs + random();
      const innerMs = nowMs + random() * (endMs - nowMs);
      spans.push([0, nowMs, endMs], [0, innerMs, endMs]);
      nowMs = endMs;
    }
    expect(misplaced(completeEvents(timelineOf(spans)), nanoseconds)).toBe(0);
  });

  test('both ends are right to the nanosecond', () => {
    const random = generator(3);
    const spans = Array.from({ length: 1000 }, (_, index): [number, number, number] => {
      const startMs = index * 10 + random();
      return [0, startMs, startMs + random()];
    });
    completeEvents(timelineOf(spans)).forEach(({ ts, dur }, index) => {
      const [, startMs = 0, endMs = 0] = spans[index] ?? [];
      expect(nanoseconds(ts)).toBe(Math.round(startMs * 1e6));
      expect(nanoseconds(ts) + nanoseconds(dur)).toBe(Math.round(endMs * 1e6));
    });
  });
});
