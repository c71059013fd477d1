/** Rows, kinds and marks of a timeline: nothing is lost, however many spans are drawn. */
import { describe, expect, test } from 'vitest';

import { chapterTasks, selfScheduled } from '../test/self-scheduled';
import { kindOf, kindsOf, MOST_KINDS } from './kinds';
import { marksOf, wholeView, type Limits, type Marks, type View } from './marks';
import { drained } from './pieces';
import { momentAt, nextEvent } from './moments';
import { at, begunBy, endedBy, neighbour, rowsOf, spanAt } from './rows';
import { across, along, firstIn } from './walk';

const chapter = selfScheduled(chapterTasks(), 4);

describe('rows', () => {
  const rows = rowsOf(chapter);

  test('each worker has its spans, in the order of time', () => {
    for (let worker = 0; worker < 4; worker += 1) {
      const own = Array.from(
        rows.spans.subarray(at(rows.starts, worker), at(rows.starts, worker + 1)),
      );
      expect(own.every((span) => at(chapter.columns.worker, span) === worker)).toBe(true);
      const startsMs = own.map((span) => at(chapter.columns.startMs, span));
      expect(startsMs).toEqual([...startsMs].sort((a, b) => a - b));
    }
    expect([...rows.spans].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  test('a task knows its span', () => {
    for (let task = 0; task < 20; task += 1)
      expect(at(chapter.columns.task, at(rows.ofTask, task))).toBe(task);
  });

  test('the span at a moment is the one that runs then, and none where the worker is idle', () => {
    for (let span = 0; span < 20; span += 1) {
      const worker = at(chapter.columns.worker, span);
      const middle = (at(chapter.columns.startMs, span) + at(chapter.columns.endMs, span)) / 2;
      expect(spanAt(rows, worker, middle)).toBe(span);
    }
    expect(spanAt(rows, 0, -1)).toBeNull();
    expect(spanAt(rows, 0, 1e9)).toBeNull();
    expect(spanAt(rowsOf(selfScheduled([], 2)), 1, 0)).toBeNull();
  });

  test('begun and ended count along a worker’s row', () => {
    const count = (by: typeof begunBy, ms: number): number =>
      [0, 1, 2, 3].reduce((sum, worker) => sum + by(rows, worker, ms) - at(rows.starts, worker), 0);
    expect([count(begunBy, 0), count(endedBy, 0)]).toEqual([4, 0]);
    expect([count(begunBy, 1e9), count(endedBy, 1e9)]).toEqual([20, 20]);
    expect(count(begunBy, -1)).toBe(0);
  });

  test('neighbours lead along the row and end with it, tasks of no length too', () => {
    const empty = rowsOf(selfScheduled([0, 0, 0, 5], 1));
    const seen = [0];
    for (let span: number | null = 0; (span = neighbour(empty, span, 1)) !== null;) seen.push(span);
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(neighbour(empty, 0, -1)).toBeNull();
  });
});

describe('kinds', () => {
  test('few durations are a kind each', () => {
    const kinds = kindsOf(Float64Array.from(chapterTasks()));
    expect(kinds.map(({ mostMs }) => mostMs)).toEqual([10, 20, 30]);
    expect([10, 20, 30].map((ms) => kindOf(kinds, ms))).toEqual([0, 1, 2]);
    expect(kindsOf(new Float64Array(0))).toEqual([]);
    expect(kindsOf(Float64Array.of(0, 0))).toEqual([{ leastMs: 0, mostMs: 0 }]);
  });

  test('many durations are classes without a gap, and each is within its own', () => {
    const tasks = Float64Array.from({ length: 1000 }, (_, i) => (i % 97) ** 2 / 7);
    const kinds = kindsOf(tasks);
    expect(kinds).toHaveLength(MOST_KINDS);
    kinds.slice(1).forEach((kind, index) => {
      expect(kind.leastMs).toBeCloseTo(kinds[index]?.mostMs ?? Number.NaN, 9);
    });
    for (const ms of tasks) {
      const kind = kinds[kindOf(kinds, ms)];
      expect(ms).toBeGreaterThanOrEqual((kind?.leastMs ?? Infinity) * (1 - 1e-9));
      expect(ms).toBeLessThanOrEqual((kind?.mostMs ?? 0) * (1 + 1e-9));
    }
  });
});

describe('marks', () => {
  const markedOf = (
    timeline: ReturnType<typeof selfScheduled>,
    limits: Limits,
    view: View = wholeView(timeline),
  ): Marks => drained(marksOf(timeline, rowsOf(timeline), kindsOf(timeline.tasksMs), view, limits));
  /** The busy time that the marks show, of all workers. */
  const shownMs = ({ count, fromMs, toMs, busy, workersPerLane }: Marks): number =>
    Array.from({ length: count }, (_, mark) => mark).reduce(
      (sum, mark) => sum + (at(toMs, mark) - at(fromMs, mark)) * (busy[mark] ?? 0) * workersPerLane,
      0,
    );

  test('few spans are a mark each, with the chunks’ begins', () => {
    const marks = markedOf(selfScheduled(chapterTasks(), 4, { name: 'dynamic', chunk: 3 }), {
      lanes: 100,
      marks: 100,
    });
    expect(marks).toMatchObject({ exact: true, count: 20, lanes: 4, workersPerLane: 1 });
    expect(shownMs(marks)).toBe(390);
    expect(marks.chunkMs).toHaveLength(7);
  });

  test('a part of the picture has the spans in it, those that reach into it too', () => {
    const view = { fromMs: 25, toMs: 35, fromRow: 1, toRow: 3 };
    const marks = markedOf(chapter, { lanes: 100, marks: 100 }, view);
    const expected = chapter.spans.filter(
      ({ worker, startMs, endMs }) => worker >= 1 && worker < 3 && startMs <= 35 && endMs > 25,
    );
    expect(marks.count).toBe(expected.length);
    expect(marks.lanes).toBe(2);
  });

  test.each([
    [10_000, 7, { lanes: 4, marks: 100 }],
    [10_000, 64, { lanes: 10, marks: 1000 }],
    [100, 64, { lanes: 10, marks: 1000 }],
    [5000, 1, { lanes: 50, marks: 17 }],
  ])(
    '%i tasks on %i workers: no more marks than allowed, and all the busy time',
    (tasks, workers, limits) => {
      const timeline = selfScheduled(chapterTasks(tasks), workers);
      const marks = markedOf(timeline, limits);
      expect(marks.exact).toBe(false);
      expect(marks.count).toBeLessThanOrEqual(limits.marks);
      expect(marks.lanes).toBeLessThanOrEqual(limits.lanes);
      const last = workers - (marks.lanes - 1) * marks.workersPerLane;
      const sum = chapterTasks(tasks).reduce((a, b) => a + b, 0);
      // The last lane may have fewer workers; its shares are of those.
      const slack = 1 + ((marks.workersPerLane - last) * timeline.makespanMs) / sum;
      expect(shownMs(marks)).toBeGreaterThan(sum * 0.98);
      expect(shownMs(marks)).toBeLessThan(sum * 1.02 * slack);
    },
  );

  test('busy neighbours of one kind are one mark', () => {
    const timeline = selfScheduled(new Array<number>(10_000).fill(1), 2);
    expect(markedOf(timeline, { lanes: 10, marks: 500 }).count).toBe(2);
  });

  test('tasks of no length, no tasks and one worker too many draw too', () => {
    expect(markedOf(selfScheduled([], 3), { lanes: 10, marks: 10 })).toMatchObject({
      count: 0,
      lanes: 3,
    });
    expect(markedOf(selfScheduled([0, 0], 3), { lanes: 10, marks: 10 }).count).toBe(2);
    expect(markedOf(selfScheduled([1], 3), { lanes: 2, marks: 10 }).workersPerLane).toBe(2);
  });

  test('a hundred thousand spans are marked in a fraction of a second', () => {
    const tasks = Array.from({ length: 100_000 }, (_, i) => 1 + ((i * 7919) % 101));
    const timeline = selfScheduled(tasks, 8);
    const startMs = performance.now();
    const marks = markedOf(timeline, { lanes: 60, marks: 6000 });
    expect(performance.now() - startMs).toBeLessThan(500);
    expect(shownMs(marks)).toBeGreaterThan(tasks.reduce((a, b) => a + b, 0) * 0.98);
  });
});

describe('moments', () => {
  const rows = rowsOf(chapter);

  test('each event leads to the next, and all tasks end', () => {
    const events = new Set(chapter.spans.flatMap(({ startMs, endMs }) => [startMs, endMs]));
    let ms = 0;
    let seen = 1;
    for (let next: number | null; (next = nextEvent(rows, ms)) !== null; ms = next) {
      expect(next).toBeGreaterThan(ms);
      expect(events.has(next)).toBe(true);
      seen += 1;
    }
    expect(seen).toBe(events.size);
    expect(ms).toBe(chapter.makespanMs);
  });

  test('waiting, running and done are all the tasks', () => {
    expect(momentAt(rows, -1)).toEqual({ waiting: 20, running: 0, done: 0 });
    expect(momentAt(rows, 0)).toEqual({ waiting: 16, running: 4, done: 0 });
    // At 10 ms the tasks 0 and 3 have ended, and the next two have begun.
    expect(momentAt(rows, 10)).toEqual({ waiting: 14, running: 4, done: 2 });
    expect(momentAt(rows, chapter.makespanMs)).toEqual({ waiting: 0, running: 0, done: 20 });
  });
});

describe('walking', () => {
  const rows = rowsOf(chapter);
  const workerOf = (span: number | null): number => at(chapter.columns.worker, span ?? -1);

  test('along a row and across the rows, up to their ends', () => {
    const first = firstIn(rows, wholeView(chapter));
    expect([first, workerOf(first)]).toEqual([0, 0]);
    let span = first ?? -1;
    for (const worker of [1, 2, 3]) {
      const next = across(rows, span, 1);
      expect(workerOf(next)).toBe(worker);
      span = next ?? -1;
    }
    expect(across(rows, span, 1)).toBeNull();
    expect(workerOf(across(rows, span, -1))).toBe(2);
    // The fourth task is the first of the fourth worker.
    expect(along(rows, 3, -1)).toBeNull();
    expect(workerOf(along(rows, 3, 1))).toBe(3);
  });

  test('a worker that never ran is passed over', () => {
    // With three tasks on five workers, the last two workers have none.
    const few = rowsOf(selfScheduled([3, 3, 3], 5));
    expect(across(few, 2, 1)).toBeNull();
    expect(firstIn(few, { fromMs: 0, toMs: 3, fromRow: 3, toRow: 5 })).toBeNull();
    expect(firstIn(few, { fromMs: 0, toMs: 3, fromRow: 2, toRow: 5 })).toBe(2);
  });
});
