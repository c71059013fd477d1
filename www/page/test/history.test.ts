/** The runs so far: kept across visits, read with care, and compared with the run before. */
import { expect, test } from 'vitest';

import { generator } from '../../common/test/generator';
import { findDemo } from '../demos/registry';
import {
  differences,
  History,
  MOST_PICTURED,
  MOST_RUNS,
  pastRun,
  readRuns,
  type PastRun,
} from '../history';
import { thinned } from '../past-pictures';

const machine = { mode: 'threads', workers: 2, cores: 2, clockResolutionMs: 0.005 } as const;
const run = (atMs: number, demo: PastRun['demo'] = 'queue'): PastRun => ({
  demo,
  atMs,
  values: { items: atMs },
  machine,
  timings: [],
  speedup: null,
  pictures: [],
});

function memory(text: string | null = null) {
  const texts = new Map<string, string>(text === null ? [] : [['parallel-playground:runs', text]]);
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, value: string) => void texts.set(key, value),
  };
}

test('a later visit finds the runs of an earlier one, the newest first', () => {
  const kept = memory();
  const first = new History(kept);
  first.add(run(1));
  first.add(run(2, 'pipe'));
  const second = new History(kept);
  expect(second.runs.value).toEqual([run(2, 'pipe'), run(1)]);
  second.forget('pipe');
  expect(new History(kept).runs.value).toEqual([run(1)]);
});

test('the oldest runs are forgotten', () => {
  const history = new History(memory());
  for (let at = 0; at <= MOST_RUNS; at += 1) history.add(run(at));
  expect(history.runs.value).toHaveLength(MOST_RUNS);
  expect(history.runs.value.at(-1)?.atMs).toBe(1);
});

test('without storage, or with a full one, runs last as long as the page', () => {
  const full = {
    ...memory(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  for (const history of [new History(null), new History(full)]) {
    history.add(run(1));
    expect(history.of('queue')).toEqual([run(1)]);
  }
});

test('what another version of the page wrote, or no page at all, is left out', () => {
  const good = run(7);
  const said = { id: 'a', medianMs: 1, minMs: 1, maxMs: 1, samplesMs: [1] };
  const label = { key: 'who.threads', values: { n: 2 } };
  const texts: [string, number][] = [
    ['', 0],
    ['{', 0],
    ['{}', 0],
    ['[null, 1, "x", []]', 0],
    [JSON.stringify([good, { ...good, demo: 'gone' }]), 1],
    [
      JSON.stringify([
        { ...good, machine: null },
        { ...good, atMs: null },
      ]),
      0,
    ],
    [JSON.stringify([{ ...good, timings: [{ ...said, label }] }]), 1],
    [JSON.stringify([{ ...good, timings: [{ ...said, label: { key: 'no.such' } }] }]), 0],
    [
      JSON.stringify([
        { ...good, timings: [{ ...said, label: { ...label, values: { n: { key: 'x' } } } }] },
      ]),
      0,
    ],
  ];
  for (const [text, count] of texts) expect(readRuns(text), text).toHaveLength(count);
});

test('a run keeps what was timed, and the headline', () => {
  const demo = findDemo('queue');
  if (demo === null) throw new RangeError('queue');
  const values = { items: 5, capacity: 0, producers: 1, consumers: 2, work: 9, repeats: 1 };
  const outline = demo.outline(values, {
    workers: 2,
    maxWorkers: 2,
    threads: true,
    sharedMemory: 'yes',
    certain: true,
  });
  const statistics = {
    samplesMs: [3],
    medianMs: 3,
    minMs: 3,
    maxMs: 3,
    meanMs: 3,
    stddevMs: 0,
    clockResolutionMs: 0.005,
    warnings: [],
  };
  const outcome = {
    figures: [
      { kind: 'timings', rows: { one: { statistics } } } as const,
      {
        kind: 'timelines',
        bars: { last: [{ row: 1, label: 'x', startMs: 0.00049, endMs: 2, tone: 1 }] },
      } as const,
    ],
    speedups: { consumers: { value: 2.1, low: 1, high: 3, doubt: 'beyond', most: 2 } as const },
  };
  const kept = pastRun('queue', values, outline, outcome, machine, 5);
  expect(kept.timings.map(({ id, medianMs }) => [id, medianMs])).toEqual([['one', 3]]);
  expect(kept.speedup?.value).toBe(2.1);
  expect(kept.pictures).toHaveLength(1);
  expect(kept.pictures[0]?.bars).toEqual([[1, 0, 2, 1]]);
  // It survives the way through text.
  expect(readRuns(JSON.stringify([kept]))).toEqual([kept]);
});

test('only what differs from the run before is named', () => {
  expect(differences({ a: 1, b: 'x' }, { a: 1, b: 'y' })).toEqual(['b']);
  expect(differences({ a: 1 }, undefined)).toEqual(['a']);
  expect(differences({ a: 1 }, { a: 1 })).toEqual([]);
});

test('older runs of a demo lose their pictures first', () => {
  const history = new History(memory());
  const picture = {
    id: 'a',
    title: { key: 'queue.timeline' },
    rows: [],
    tones: [],
    bars: [],
  } as const;
  for (let at = 0; at <= MOST_PICTURED; at += 1) history.add({ ...run(at), pictures: [picture] });
  history.add({ ...run(99, 'pipe'), pictures: [picture] });
  const pictured = (demo: string) => history.of(demo).filter(({ pictures }) => pictures.length > 0);
  expect(pictured('queue').map(({ atMs }) => atMs)).not.toContain(0);
  expect(pictured('queue')).toHaveLength(MOST_PICTURED);
  expect(pictured('pipe')).toHaveLength(1);
});

test('a picture of any number of bars is kept as a few hundred that cover the same time', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const random = generator(seed);
    const bars = Array.from({ length: 5000 }, () => {
      const startMs = 1000 * random();
      const row = Math.floor(8 * random());
      return { row, startMs, endMs: startMs + 3 * random(), tone: Math.floor(2 * random()) };
    });
    const kept = thinned(bars);
    expect(kept.length, `seed ${seed}`).toBeLessThanOrEqual(240);
    const end = Math.max(...bars.map(({ endMs }) => endMs));
    expect(Math.max(...kept.map(([, , endMs]) => endMs))).toBeCloseTo(end, 2);
  }
  expect(thinned([])).toEqual([]);
});
