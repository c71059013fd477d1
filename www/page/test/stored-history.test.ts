/**
 * Whatever is found in storage, the page can show what is left of it. Seeded mutations of a good
 * history.
 */
import { expect, test } from 'vitest';

import { differences, History, readRuns, type PastRun } from '../history';
import { formatMoment, formatMs, formatRatio, say } from '../messages/index';
import { writeAddress } from '../router/address';

const GOOD: PastRun = {
  demo: 'queue',
  atMs: 1_700_000_000_000,
  values: { items: 5, list: '1,2,3' },
  machine: { mode: 'threads', workers: 2, cores: 2, clockResolutionMs: 0.005 },
  timings: [
    {
      id: 'one',
      label: { key: 'live.failed', values: { demo: { key: 'queue.title' }, reason: 'x', n: 2 } },
      medianMs: 1,
      minMs: 1,
      maxMs: 1,
      samplesMs: [1, 2],
    },
  ],
  speedup: { value: 2, low: 1, high: 3, doubt: 'noise', most: 2 },
  pictures: [
    {
      id: 'last',
      title: { key: 'queue.timeline' },
      rows: [{ key: 'row.worker', values: { n: 1 } }],
      tones: [{ key: 'span.counting' }],
      bars: [
        [0, 0, 1.5, 0],
        [0, 2, 3, 0],
      ],
    },
  ],
};

/** What stands for anything that somebody may have written. */
const ODD: readonly string[] = [
  'null',
  'true',
  '-1',
  '1e308',
  '8640000000000001',
  '""',
  '"\\ud800"',
  '"toString"',
  '[]',
  '[null]',
  '{}',
  '{"toString":1,"valueOf":null}',
  '{"__proto__":{"key":"queue.title"}}',
  '{"key":"constructor"}',
  '[{"medianMs":1}]',
];

/** All that the page does with a run. */
function show(runs: readonly PastRun[]): void {
  runs.forEach((run, index) => {
    formatMoment(run.atMs);
    writeAddress(run.demo, run.values);
    for (const name of differences(run.values, runs[index + 1]?.values)) String(run.values[name]);
    if (run.speedup) formatRatio(run.speedup.value);
    for (const { title, rows, tones, bars } of run.pictures) {
      for (const message of [title, ...rows, ...tones]) say(message);
      for (const [row, startMs, endMs, tone] of bars) {
        for (const index of [row, tone]) expect(index).toBeGreaterThanOrEqual(0);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
      }
      expect(bars.flat().every(Number.isFinite)).toBe(true);
    }
    for (const timing of run.timings) {
      say(timing.label);
      formatMs(timing.medianMs, run.machine.clockResolutionMs);
      expect(timing.samplesMs.every(Number.isFinite)).toBe(true);
    }
  });
}

const history = (text: string): History => new History({ getItem: () => text, setItem: () => 0 });

test('what was seen to leave the page blank', () => {
  const whole = JSON.stringify(GOOD);
  for (const [part, odd] of [
    ['timings', [null]],
    ['timings', [{ medianMs: 1 }]],
    ['values', null],
    ['values', [1]],
    ['machine', { workers: 2 }],
    ['atMs', 9e15],
  ] as const) {
    const text = JSON.stringify([{ ...GOOD, [part]: odd }, GOOD]);
    const runs = history(text).of('queue');
    // The good one beside it is still there.
    expect(
      runs.map((run) => JSON.stringify(run)),
      text,
    ).toEqual([whole]);
    show(runs);
  }
});

test('any part replaced by anything: what is left can be shown', () => {
  const places = placesOf(GOOD, []);
  expect(places.length).toBeGreaterThan(25);
  for (const place of places) {
    for (const odd of [...ODD, undefined]) {
      const run: unknown = replaced(GOOD, place, odd);
      const text = JSON.stringify([run, GOOD, run]);
      const runs = history(text).of('queue');
      expect(runs.length, text).toBeGreaterThan(0);
      show(runs);
    }
  }
});

test('any text, cut or with letters changed', () => {
  const text = JSON.stringify([GOOD, GOOD]);
  let state = 20_261_128;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let round = 0; round < 3000; round += 1) {
    const letters = Array.from(text);
    for (let change = random(4); change >= 0; change -= 1)
      letters[random(letters.length)] = '[]{}",:0n'[random(9)] ?? '';
    show(readRuns(letters.slice(0, random(8) === 0 ? random(letters.length) : undefined).join('')));
  }
});

test('deep and long ones', () => {
  const deep = `${'{"key":"live.failed","values":{"demo":'.repeat(500)}1${'}}'.repeat(500)}`;
  const run = replaced(GOOD, ['timings', '0', 'label'], deep);
  expect(readRuns(JSON.stringify([run, GOOD]))).toHaveLength(1);
  expect(readRuns('['.repeat(1_000_000))).toEqual([]);
  const long = { ...GOOD, values: { list: '1,'.repeat(100_000) } };
  expect(readRuns(JSON.stringify([long, GOOD]))).toHaveLength(1);
});

test('storage that throws whenever it is touched', () => {
  const refuse = (): never => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  const runs = new History({ getItem: refuse, setItem: refuse });
  runs.add(GOOD);
  expect(runs.of('queue')).toEqual([GOOD]);
});

/** The way to every part of a value. */
function placesOf(value: unknown, path: readonly string[]): string[][] {
  const own = path.length === 0 ? [] : [[...path]];
  if (typeof value !== 'object' || value === null) return own;
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, part]) => placesOf(part, [...path, name])),
  ];
}

/** A copy with one part replaced by a value in JSON, or without it. */
function replaced(value: unknown, path: readonly string[], json: string | undefined): unknown {
  const copy = structuredClone(value);
  let at = copy as Record<string, unknown>;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  if (json === undefined) Reflect.deleteProperty(at, last);
  else at[last] = JSON.parse(json);
  return copy;
}
