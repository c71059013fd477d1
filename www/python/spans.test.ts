/** What a process did when: what is kept of it, and when it is sent. */
import { beforeEach, expect, test } from 'vitest';

import { generator } from '../common/test/random-graph';
import { SHORTEST_MS, Spans } from './spans';
import { SEED, seeded } from './test/seed';

interface Span {
  label: string;
  startMs: number;
  endMs: number;
}

let sent: Span[][];
let spans: Spans;

beforeEach(() => {
  sent = [];
  spans = new Spans((times, labels) => {
    expect(times).toHaveLength(labels.length * 2);
    sent.push(
      labels.map((label, i) => {
        const [startMs = NaN, endMs = NaN] = times.subarray(i * 2);
        return { label, startMs, endMs };
      }),
    );
  });
});

test('what is shorter than a moment is left out, and nothing is sent of it', () => {
  spans.add('queue.get', 100, 100 + SHORTEST_MS * 0.99);
  spans.flush();
  expect(sent).toEqual([]);
  spans.add('queue.get', 200, 200 + SHORTEST_MS);
  spans.flush();
  expect(sent.flat()).toEqual([{ label: 'queue.get', startMs: 200, endMs: 200 + SHORTEST_MS }]);
});

test('a wait in slices is one span; another kind, or a gap, begins another', () => {
  spans.add('first', 0, 5);
  sent.length = 0;
  spans.add('sleep', 10, 12);
  spans.add('sleep', 12.4, 14);
  spans.add('sleep', 14.1, 14.2);
  spans.add('queue.get', 14.3, 16);
  spans.add('queue.get', 16.5, 18);
  spans.flush();
  expect(sent.flat()).toEqual([
    { label: 'sleep', startMs: 10, endMs: 14.2 },
    { label: 'queue.get', startMs: 14.3, endMs: 16 },
    { label: 'queue.get', startMs: 16.5, endMs: 18 },
  ]);
});

test('long ones are sent at once, and others with the first after a while', () => {
  spans.add('first', 0, 2);
  expect(sent).toHaveLength(1);
  spans.add('short', 10, 12);
  spans.add('short', 20, 22);
  expect(sent).toHaveLength(1);
  spans.add('long', 30, 46);
  expect(sent[1]?.map(({ label }) => label)).toEqual(['short', 'short', 'long']);
  spans.add('short', 60, 62);
  expect(sent).toHaveLength(2);
  spans.add('short', 145, 147);
  expect(sent[2]?.map(({ startMs }) => startMs)).toEqual([60, 145]);
});

test('a process has at most so many, and the first of them', () => {
  for (let i = 0; i < 10_050; i += 1) spans.add('task', i * 20, i * 20 + 2);
  spans.flush();
  const all = sent.flat();
  expect(all).toHaveLength(10_000);
  expect(all.at(-1)).toEqual({ label: 'task', startMs: 9999 * 20, endMs: 9999 * 20 + 2 });
});

test('none is sent twice, none that is long enough is lost, and their order is kept', () => {
  const random = generator(SEED);
  for (let round = 0; round < 100; round += 1) {
    sent.length = 0;
    const added: Span[] = [];
    let nowMs = round * 1e6;
    for (let i = 0; i < 50; i += 1) {
      // More than a gap apart, so that no two are one.
      const startMs = nowMs + 0.6 + random() * 10;
      nowMs = startMs + random() * (random() < 0.2 ? 30 : 3);
      const label = random() < 0.5 ? 'a' : 'b';
      added.push({ label, startMs, endMs: nowMs });
      spans.add(label, startMs, nowMs);
    }
    spans.flush();
    const kept = added.filter(({ startMs, endMs }) => endMs - startMs >= SHORTEST_MS);
    expect(sent.flat(), seeded(round)).toEqual(kept);
  }
});
