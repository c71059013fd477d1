/** What a process did when: what is kept of it, and when it is sent. */
import { beforeEach, expect, test } from 'vitest';

import { generator } from '../common/test/generator';
import { TraceBook } from '../common/trace-book';
import type { PythonSpan } from '../common/types';
import { BY_PIPE, MOST_MESSAGES, PUT } from './message-log';
import { SEED, seeded } from './test/seed';
import { MOST_SPANS, SHORTEST_MS, STILL_MS, Trace, type Wait } from './trace';

let book: TraceBook;
/** The labels of each batch. */
let sent: string[][];
let trace: Trace;

beforeEach(() => {
  book = new TraceBook();
  sent = [];
  trace = new Trace(0, (batch) => {
    sent.push([...batch.labels]);
    book.add(7, batch);
  });
});

const waitOf = (label: string, startMs: number, object = 0): Wait => ({
  label,
  object,
  startMs,
  span: 0,
});
const waited = (label: string, startMs: number, endMs: number, goesOn = false): number =>
  trace.waited(waitOf(label, startMs), endMs, goesOn);
const times = (): [string, number, number][] =>
  book.spans.map(({ label, startMs, endMs }) => [label, startMs, endMs]);

test('what is shorter than a moment is left out, and nothing is sent of it', () => {
  expect(waited('queue.get', 100, 100 + SHORTEST_MS * 0.99)).toBe(0);
  trace.add('sleep', 150, 150 + SHORTEST_MS * 0.99);
  trace.flush();
  expect(sent).toEqual([]);
  expect(waited('queue.get', 200, 200 + SHORTEST_MS)).toBeGreaterThan(0);
  trace.flush();
  expect(times()).toEqual([['queue.get', 200, 200 + SHORTEST_MS]]);
});

test('a wait in slices is one span; another wait, another kind, or a gap begins another', () => {
  const slice = waited('queue.get', 10, 12, true);
  expect(waited('queue.get', 12.4, 14, true)).toBe(slice);
  expect(waited('queue.get', 14.1, 14.2)).toBe(slice);
  waited('queue.get', 14.3, 16, true);
  waited('lock.acquire', 16.1, 18, true);
  waited('lock.acquire', 18.5, 20);
  trace.flush();
  expect(times()).toEqual([
    ['queue.get', 10, 14.2],
    ['queue.get', 14.3, 16],
    ['lock.acquire', 16.1, 18],
    ['lock.acquire', 18.5, 20],
  ]);
});

test('a wait is sent once it is known where it was, if it was long or the last news are old', () => {
  trace.place(waited('queue.get', 0, 2), 3, '');
  expect(sent).toHaveLength(1);
  trace.place(waited('lock.acquire', 10, 12), 4, 'event.wait');
  trace.place(waited('lock.acquire', 20, 22), 5, 'barrier.wait');
  expect(sent).toHaveLength(1);
  const long = waited('queue.get', 30, 46);
  expect(sent).toHaveLength(1);
  trace.place(long, 6, '');
  expect(sent[1]).toEqual(['event.wait', 'barrier.wait', 'queue.get']);
  expect(book.spans.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  trace.place(waited('queue.get', 60, 62), 0, '');
  expect(sent).toHaveLength(2);
  trace.add('sleep', 145, 147, 9);
  expect(sent).toHaveLength(3);
  expect(book.spans.slice(4).map(({ line }) => line)).toEqual([null, 9]);
});

test('a long wait is told of while it goes on, once, and is one span in the end', () => {
  const wait = waitOf('queue.get', 1000, 5);
  trace.still(wait, 1000 + STILL_MS - 1);
  expect(sent).toHaveLength(0);
  trace.still(wait, 1000 + STILL_MS);
  trace.still(wait, 1000 + 2 * STILL_MS);
  trace.still(wait, 1000 + 20 * STILL_MS);
  expect(sent).toHaveLength(1);
  expect(book.spans).toMatchObject([{ worker: 7, object: 5, startMs: 1000, endMs: NaN }]);
  trace.place(trace.waited(wait, 2000, false), 12, '', 3);
  expect(book.spans).toMatchObject([
    { label: 'queue.get', line: 12, thread: 3, startMs: 1000, endMs: 2000 },
  ]);
});

test('what a process and its supervisor record are apart, and end with the process', () => {
  const other = new Trace(1, (batch) => book.add(7, batch));
  trace.add('sleep', 0, 20, 0, 1);
  expect(book.spans).toMatchObject([{ label: 'sleep', thread: 1 }]);
  other.place(other.waited(waitOf('queue.get', 30), 60, false), 5, '');
  other.still(waitOf('lock.acquire', 70), 170);
  expect(times()).toEqual([
    ['sleep', 0, 20],
    ['queue.get', 30, 60],
    ['lock.acquire', 70, NaN],
  ]);
  book.end(7, 200);
  expect(book.spans[2]?.endMs).toBe(200);
});

test('what a process waited for when it was ended has ended with it', () => {
  trace.still(waitOf('queue.get', 0), 50);
  book.end(8, 60);
  expect(book.spans[0]?.endMs).toBeNaN();
  book.end(7, 70);
  expect(book.spans[0]?.endMs).toBe(70);
});

test('a process has at most so many spans and messages, the first of them, and the rest counted', () => {
  for (let i = 0; i < MOST_SPANS + 50; i += 1) waited('queue.get', i * 20, i * 20 + 2);
  for (let i = 0; i < MOST_MESSAGES + 7; i += 1)
    trace.messages.add(3, i, i % 2 === 0 ? PUT + BY_PIPE : BY_PIPE, i, 10);
  trace.flush();
  expect(book.spans).toHaveLength(MOST_SPANS);
  expect(book.spans.at(-1)?.startMs).toBe((MOST_SPANS - 1) * 20);
  expect(book.messages).toHaveLength(MOST_MESSAGES);
  expect(book.messages.slice(0, 2)).toEqual([
    { worker: 7, object: 3, kind: 'pipe', sequence: 0, way: 'put', timeMs: 0, bytes: 10 },
    { worker: 7, object: 3, kind: 'pipe', sequence: 1, way: 'get', timeMs: 1, bytes: 10 },
  ]);
  expect(book.dropped).toBe(57);
  trace.add('sleep', 2e9, 2e9 + 2);
  trace.still(waitOf('queue.get', 4e9), 5e9);
  trace.flush();
  expect(book.dropped).toBe(59);
  expect(book.spans).toHaveLength(MOST_SPANS);
});

test('none that is long enough is lost, and their order is kept', () => {
  const random = generator(SEED);
  for (let round = 0; round < 100; round += 1) {
    book = new TraceBook();
    trace = new Trace(0, (batch) => book.add(7, batch));
    const added: Pick<PythonSpan, 'label' | 'startMs' | 'endMs'>[] = [];
    let nowMs = round * 1e6;
    for (let i = 0; i < 50; i += 1) {
      const startMs = nowMs + random() * 10;
      nowMs = startMs + random() * (random() < 0.2 ? 60 : 3);
      const label = random() < 0.5 ? 'a' : 'b';
      added.push({ label, startMs, endMs: nowMs });
      const wait = waitOf(label, startMs);
      trace.still(wait, nowMs);
      trace.place(trace.waited(wait, nowMs, false), i, '');
    }
    trace.flush();
    const kept = added.filter(({ startMs, endMs }) => endMs - startMs >= SHORTEST_MS);
    expect(
      book.spans.map(({ label, startMs, endMs }) => ({ label, startMs, endMs })),
      seeded(round),
    ).toEqual(kept);
  }
});
