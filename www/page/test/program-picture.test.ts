/** A program's picture: its bars while it runs, its messages, the queues' depths. */
import { expect, test } from 'vitest';

import type { PythonMessage, PythonSpan } from '../../common/types';
import { apartArrows } from '../charts/program-arrows';
import { arrowsOf, depthsOf } from '../programs/message-arrows';
import { barsOf, rowsOf, type Life } from '../programs/process-bars';

const life = (pid: number, startMs: number, readyMs: number, endMs: number): Life => ({
  pid,
  name: `P${pid}`,
  startMs,
  readyMs,
  endMs,
});
const span = (label: string, startMs: number, endMs: number, line: number | null): PythonSpan => ({
  worker: 1,
  label,
  startMs,
  endMs,
  line,
  thread: 0,
  object: null,
});

test('what has not ended goes on until now', () => {
  const processes = [life(1, 100, 110, NaN), life(2, 150, NaN, NaN)];
  const spans = [span('queue.get', 120, 130, 4), span('lock.acquire', 140, NaN, null)];
  expect(barsOf({ processes, spans }, 180)).toEqual([
    { row: 0, kind: 'starting', label: '', startMs: 0, endMs: 10, line: null },
    { row: 0, kind: 'running', label: '', startMs: 10, endMs: 20, line: null },
    { row: 0, kind: 'queue', label: 'queue.get', startMs: 20, endMs: 30, line: 4 },
    { row: 0, kind: 'running', label: '', startMs: 30, endMs: 40, line: null },
    { row: 0, kind: 'lock', label: 'lock.acquire', startMs: 40, endMs: 80, line: null },
    { row: 1, kind: 'starting', label: '', startMs: 50, endMs: 80, line: null },
  ]);
});

test('a thread that has waited has a row below its process, with what it waited for alone', () => {
  const processes = [life(1, 0, 10, 90), life(2, 0, 20, 90)];
  const inThread = { ...span('event.wait', 30, 60, 7), thread: 2 };
  const lives = { processes, spans: [inThread, span('thread.join', 40, 80, 9)] };
  expect(rowsOf(lives)).toEqual([
    { process: 0, thread: 0 },
    { process: 0, thread: 2 },
    { process: 1, thread: 0 },
  ]);
  const bars = barsOf(lives);
  expect(bars.filter(({ row }) => row === 1)).toEqual([
    { row: 1, kind: 'lock', label: 'event.wait', startMs: 30, endMs: 60, line: 7 },
  ]);
  // Two that overlap do not cut each other, and the next process is another row.
  expect(bars.find(({ kind }) => kind === 'join')).toMatchObject({
    row: 0,
    startMs: 40,
    endMs: 80,
  });
  expect(bars.filter(({ row }) => row === 2).map(({ kind }) => kind)).toEqual([
    'starting',
    'running',
  ]);
});

test.each([
  ['queue.put', 'queue'],
  ['queue.join', 'queue'],
  ['connection.send', 'pipe'],
  ['manager.call', 'pipe'],
  ['semaphore.acquire', 'lock'],
  ['condition.wait', 'lock'],
  ['event.wait', 'lock'],
  ['barrier.wait', 'lock'],
  ['pool.result', 'join'],
  ['pool.idle', 'join'],
  ['pool.join', 'join'],
  ['process.join', 'join'],
  ['thread.join', 'join'],
  ['wait', 'join'],
  ['sleep', 'pause'],
  ['pool.task/queue.get', 'task'],
])('a span called %s is of the kind %s', (label, kind) => {
  const bars = barsOf({ processes: [life(1, 0, 0, 9)], spans: [span(label, 0, 9, 1)] });
  expect(bars.map((bar) => bar.kind)).toEqual([kind]);
});

test('the short waits of one wait for a pool are one bar; those of a queue are not', () => {
  const three = (label: string): PythonSpan[] =>
    [0, 10, 20].map((at) => span(label, at, at + 9, at === 20 ? 8 : 7));
  const times = (label: string): [number, number, number | null][] =>
    barsOf({ processes: [life(1, 0, 0, 29)], spans: three(label) })
      .filter(({ kind }) => kind !== 'running')
      .map(({ startMs, endMs, line }) => [startMs, endMs, line]);
  expect(times('pool.result')).toEqual([
    [0, 19, 7],
    [20, 29, 8],
  ]);
  expect(times('queue.get')).toHaveLength(3);
});

const message = (
  worker: number,
  way: 'put' | 'get',
  sequence: number,
  timeMs: number,
  object = 5,
): PythonMessage => ({ worker, object, kind: 'queue', sequence, way, timeMs, bytes: 10 });

test('a message goes from who put it to who got it, never back in time, and not to oneself', () => {
  const messages = [
    message(2, 'get', 1, 140),
    message(1, 'put', 0, 110),
    message(1, 'put', 1, 145),
    message(3, 'get', 0, 120),
    message(1, 'put', 2, 150),
    message(1, 'get', 2, 160),
    message(1, 'put', 3, 170),
    message(2, 'get', 0, 180, 6),
    message(9, 'get', 3, 190),
  ];
  const arrows = arrowsOf(messages, [1, 2, 3], 100);
  expect(
    arrows.map(({ sequence, fromRow, toRow, putMs, gotMs }) => [
      sequence,
      fromRow,
      toRow,
      putMs,
      gotMs,
    ]),
  ).toEqual([
    [0, 0, 2, 10, 20],
    [1, 0, 1, 40, 40],
  ]);
});

test('arrows that would hide each other are left out, and of too many some are left', () => {
  const arrow = (
    putMs: number,
    gotMs: number,
    toRow = 1,
  ): Parameters<typeof apartArrows>[0][0] => ({
    fromRow: 0,
    toRow,
    putMs,
    gotMs,
  });
  const close = [arrow(0, 10), arrow(1, 11), arrow(2, 60), arrow(3, 12, 2), arrow(50, 61)];
  expect(apartArrows(close, 1, 9)).toEqual([close[0], close[2], close[3], close[4]]);
  expect(apartArrows(close, 10, 9)).toEqual(close);
  const all = Array.from({ length: 1000 }, (_, i) => arrow(i, i));
  expect(apartArrows(all, 10, 5).map(({ putMs }) => putMs)).toEqual([0, 250, 500, 749, 999]);
  expect(apartArrows(all, 10, 1000)).toEqual(all);
  expect(apartArrows([], 1, 5)).toEqual([]);
});

test('a queue is as deep as what was put and not got; the deepest comes first', () => {
  const messages = [
    message(1, 'put', 0, 110),
    message(1, 'put', 1, 120),
    message(2, 'get', 0, 130),
    // Told of before its put, which only then returned.
    message(2, 'get', 1, 119),
    message(1, 'put', 0, 110, 4),
    message(1, 'put', 1, 111, 4),
    message(1, 'put', 2, 112, 4),
    // What was put before there was room to record it.
    message(2, 'get', 7, 140, 4),
    message(2, 'get', 0, 150, 8),
  ];
  expect(depthsOf(messages, 100)).toEqual([
    {
      object: 4,
      most: 3,
      points: [
        { atMs: 10, value: 1 },
        { atMs: 11, value: 2 },
        { atMs: 12, value: 3 },
      ],
    },
    {
      object: 5,
      most: 2,
      points: [
        { atMs: 10, value: 1 },
        { atMs: 20, value: 2 },
        { atMs: 20, value: 1 },
        { atMs: 30, value: 0 },
      ],
    },
  ]);
  const pipe = messages.map((one) => ({ ...one, kind: 'pipe' as const }));
  expect(depthsOf(pipe, 100)).toEqual([]);
});
