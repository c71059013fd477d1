/** The runs so far: kept across visits, read with care, and compared with the run before. */
import { expect, test } from 'vitest';

import { findDemo } from '../demos/registry';
import { differences, History, MOST_RUNS, pastRun, readRuns, type PastRun } from '../history';

const machine = { mode: 'threads', workers: 2, cores: 2, clockResolutionMs: 0.005 } as const;
const run = (atMs: number, demo: PastRun['demo'] = 'queue'): PastRun => ({
  demo,
  atMs,
  values: { items: atMs },
  machine,
  timings: [],
  speedup: null,
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
    figures: [{ kind: 'timings', rows: { one: { statistics } } } as const],
    speedups: { consumers: { value: 2.1, low: 1, high: 3, doubt: 'beyond', most: 2 } as const },
  };
  const kept = pastRun('queue', values, outline, outcome, machine, 5);
  expect(kept.timings.map(({ id, medianMs }) => [id, medianMs])).toEqual([['one', 3]]);
  expect(kept.speedup?.value).toBe(2.1);
  // It survives the way through text.
  expect(readRuns(JSON.stringify([kept]))).toEqual([kept]);
});

test('only what differs from the run before is named', () => {
  expect(differences({ a: 1, b: 'x' }, { a: 1, b: 'y' })).toEqual(['b']);
  expect(differences({ a: 1 }, undefined)).toEqual(['a']);
  expect(differences({ a: 1 }, { a: 1 })).toEqual([]);
});
