/**
 * The large timeline: where things are, what is drawn where, and what keys do; drawn on a canvas
 * that only writes down what it is asked for.
 */
import { describe, expect, test } from 'vitest';

import {
  boxOf,
  GANTT_LIMITS,
  ganttHeight,
  layoutOf,
  paintGantt,
  paintSmall,
  placeAt,
  ticksOf,
  xOf,
  type GanttWords,
  type Layout,
  type Look,
} from '../charts/gantt';
import { actionOf, type Key } from '../charts/gantt-keys';
import { moved, sameView, showing, zoomed } from '../charts/gantt-view';
import { chapterTasks, selfScheduled } from '../../lib/test/self-scheduled';
import { kindsOf } from '../../lib/picture/kinds';
import { marksOf, wholeView, type Marks, type View } from '../../lib/picture/marks';
import { drained } from '../../lib/picture/pieces';
import { rowsOf } from '../../lib/picture/rows';
import type { Timeline } from '../../common/types';

const words: GanttWords = {
  worker: (worker) => `worker ${worker + 1}`,
  workers: (first, last) => `${first + 1}–${last + 1}`,
  unit: 'ms',
  format: String,
};
const look: Look = {
  ink: 'ink',
  inkSoft: 'soft',
  rule: 'rule',
  ruleStrong: 'strong',
  surface: 'surface',
  sunken: 'sunken',
  focus: 'focus',
  onTone: 'on-tone',
  tones: ['tone-0', 'tone-1', 'tone-2', 'tone-3'],
  font: '12px sans-serif',
};

interface Rect {
  fill: unknown;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Writes down rectangles and texts; ignores the rest. */
function recorder(): { context: CanvasRenderingContext2D; rects: Rect[]; texts: string[] } {
  const rects: Rect[] = [];
  const texts: string[] = [];
  const ignored = (): undefined => undefined;
  const tile = { getContext: () => null };
  const target = {
    fillStyle: '' as unknown,
    canvas: { ownerDocument: { createElement: () => tile } },
    fillRect: (x: number, y: number, width: number, height: number) => {
      rects.push({ fill: target.fillStyle, x, y, width, height });
    },
    fillText: (text: string) => void texts.push(text),
  };
  const context = new Proxy(target, {
    get: (own, name) => (name in own ? own[name as keyof typeof own] : ignored),
  });
  return { context: context as unknown as CanvasRenderingContext2D, rects, texts };
}

function marked(timeline: Timeline, view: View = wholeView(timeline)): Marks {
  return drained(
    marksOf(timeline, rowsOf(timeline), kindsOf(timeline.tasksMs), view, GANTT_LIMITS),
  );
}

function painted(timeline: Timeline, predicted: Timeline | null = null, width = 800) {
  const marks = marked(timeline);
  const layout = layoutOf(timeline.workers, marks, width, words);
  const record = recorder();
  const { makespanMs, lowerBoundMs } = timeline;
  const data = { marks, predicted: predicted && marked(predicted), makespanMs, lowerBoundMs };
  paintGantt(record.context, layout, data, words, look);
  const bars = record.rects.filter(({ fill }) => String(fill).startsWith('tone-'));
  return { ...record, marks, layout, bars };
}

const chapter = selfScheduled(chapterTasks(), 4);

describe('the picture', () => {
  test('a bar for each task, as long as it lasted, in its worker’s lane and its kind’s tone', () => {
    const { bars, layout } = painted(chapter);
    expect(bars).toHaveLength(20);
    const pxPerMs = layout.plotWidth / chapter.makespanMs;
    for (const { fill, width, x, y } of bars) {
      const ms = [10, 20, 30][['tone-0', 'tone-1', 'tone-2'].indexOf(String(fill))] ?? 0;
      expect(width + 1).toBeCloseTo(ms * pxPerMs, 6);
      const startMs = (x - layout.left) / pxPerMs;
      const lane = Math.floor((y - layout.top) / layout.lanePx);
      const found = chapter.spans.some(
        (span) => span.worker === lane && Math.abs(span.startMs - startMs) < 1e-6,
      );
      expect(found).toBe(true);
    }
  });

  test('idle time has a ground of its own below the bars', () => {
    const { rects, layout } = painted(chapter);
    const ground = rects.filter(({ fill }) => fill === 'sunken');
    expect(ground.length).toBeGreaterThanOrEqual(4);
    for (const { width } of ground) expect(width).toBeCloseTo(layout.plotWidth, 6);
  });

  test('rows, ticks and tasks are named', () => {
    const { texts } = painted(chapter);
    for (const text of ['worker 1', 'worker 4', '0 ms', '19']) expect(texts).toContain(text);
  });

  test('a prediction is outlined below the bars, which leave it room', () => {
    const plain = painted(chapter).bars[0]?.height ?? 0;
    const { bars, rects } = painted(chapter, selfScheduled(chapterTasks(), 4));
    expect(rects.filter(({ fill }) => fill === 'surface')).toHaveLength(20);
    expect(bars[0]?.height).toBeLessThan(plain * 0.8);
  });

  test.each([
    [100_000, 8],
    [100_000, 1024],
    [4096, 4096],
  ])('%i tasks on %i workers: few bars, all inside', (tasks, workers) => {
    const { bars, layout, marks } = painted(selfScheduled(chapterTasks(tasks), workers));
    expect(bars.length).toBeLessThanOrEqual(GANTT_LIMITS.marks);
    expect(bars.length).toBeGreaterThan(0);
    expect(marks.lanes).toBeLessThanOrEqual(GANTT_LIMITS.lanes);
    for (const { x, y, width, height } of bars) {
      expect(x).toBeGreaterThanOrEqual(layout.left - 2);
      expect(x + width).toBeLessThanOrEqual(layout.left + layout.plotWidth + 3);
      expect(y).toBeGreaterThanOrEqual(layout.top);
      expect(y + height).toBeLessThanOrEqual(ganttHeight(workers));
    }
  });

  test('nothing draws too', () => {
    expect(painted(selfScheduled([], 3)).bars).toEqual([]);
    expect(painted(selfScheduled([0, 0], 1)).bars).toHaveLength(2);
  });

  test('small: on the scale of the longest, without words', () => {
    const record = recorder();
    const size = { width: 200, height: 60 };
    paintSmall(record.context, marked(chapter), size, 2 * chapter.makespanMs, chapter, look);
    const bars = record.rects.filter(({ fill }) => String(fill).startsWith('tone-'));
    const end = Math.max(...bars.map(({ x, width }) => x + width));
    expect(Math.abs(end - 100)).toBeLessThan(1.5);
    expect(record.texts).toEqual([]);
  });

  test('ticks are round, within the view, and about as many as there is room for', () => {
    expect(ticksOf({ fromMs: 0, toMs: 100, fromRow: 0, toRow: 1 }, 5)).toEqual([
      0, 20, 40, 60, 80, 100,
    ]);
    const close = ticksOf({ fromMs: 12.34, toMs: 12.36, fromRow: 0, toRow: 1 }, 4);
    expect(close).toEqual([12.34, 12.345, 12.35, 12.355, 12.36]);
  });
});

describe('places', () => {
  const { layout, marks } = painted(chapter);

  test('a place leads back to the time and the worker drawn there', () => {
    for (const { worker, startMs, endMs } of chapter.spans) {
      const { x, y, width, height } = boxOf(layout, marks, worker, startMs, endMs);
      const place = placeAt(layout, marks, x + width / 2, y + height / 2);
      expect(place?.worker).toBe(worker);
      expect(place?.ms).toBeCloseTo((startMs + endMs) / 2, 6);
    }
    expect(placeAt(layout, marks, 2, 2)).toBeNull();
    expect(placeAt(layout, marks, layout.left + 5, layout.height - 2)).toBeNull();
  });

  test('a lane of several workers knows which is meant', () => {
    const many = selfScheduled(chapterTasks(5000), 640);
    const wide = painted(many);
    expect(wide.marks.workersPerLane).toBe(10);
    const at = (row: number): number =>
      placeAt(wide.layout, wide.marks, 400, wide.layout.top + (wide.layout.lanePx * row) / 10)
        ?.worker ?? -1;
    expect([at(0.5), at(9.5), at(10.5), at(639.5)]).toEqual([0, 9, 10, 639]);
  });
});

describe('the view', () => {
  const whole: View = { fromMs: 0, toMs: 100, fromRow: 0, toRow: 64 };

  test('zooming keeps the moment where it is, and ends with the whole and a millionth of it', () => {
    const layout: Layout = { width: 0, height: 0, left: 0, top: 0, plotWidth: 1000, lanePx: 1 };
    let view = whole;
    for (let step = 0; step < 80; step += 1) {
      const before = xOf(layout, view, 30);
      view = zoomed(view, whole, 0.7, 30, 20);
      expect(xOf(layout, view, 30)).toBeCloseTo(before, 3);
      expect(view.fromRow).toBeLessThanOrEqual(20);
      expect(view.toRow).toBeGreaterThan(20);
    }
    expect(view.toMs - view.fromMs).toBeCloseTo(1e-4, 8);
    expect(view.toRow - view.fromRow).toBe(8);
    for (let step = 0; step < 80; step += 1) view = zoomed(view, whole, 1.5, 30, 20);
    expect(sameView(view, whole)).toBe(true);
  });

  test('moving ends at the ends', () => {
    const view = { fromMs: 10, toMs: 20, fromRow: 8, toRow: 16 };
    expect(moved(view, whole, 5, 2)).toEqual({ fromMs: 15, toMs: 25, fromRow: 10, toRow: 18 });
    expect(moved(view, whole, -500, -500)).toEqual({ fromMs: 0, toMs: 10, fromRow: 0, toRow: 8 });
    expect(moved(view, whole, 500, 500)).toEqual({ fromMs: 90, toMs: 100, fromRow: 56, toRow: 64 });
    expect(moved(whole, whole, 5, 5)).toEqual(whole);
  });

  test('what is to be seen comes into view, and what is in view stays', () => {
    const view = { fromMs: 10, toMs: 20, fromRow: 8, toRow: 16 };
    expect(showing(view, whole, 12, 15, 9)).toEqual(view);
    for (const [start, end, row] of [
      [30, 32, 40],
      [2, 4, 0],
      [99, 100, 63],
      [50, 80, 20],
    ] as const) {
      const seen = showing(view, whole, start, end, row);
      expect(seen.fromMs).toBeLessThanOrEqual(start);
      expect(seen.toMs).toBeGreaterThan(start);
      expect(row >= seen.fromRow && row < seen.toRow).toBe(true);
    }
  });
});

describe('keys', () => {
  const key = (name: string, held: Partial<Key> = {}): Key => ({
    key: name,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...held,
  });

  test('arrows walk, with Shift they move, and the rest zooms', () => {
    expect(actionOf(key('ArrowRight'))).toEqual({ kind: 'along', step: 1 });
    expect(actionOf(key('ArrowLeft'))).toEqual({ kind: 'along', step: -1 });
    expect(actionOf(key('ArrowDown'))).toEqual({ kind: 'across', step: 1 });
    expect(actionOf(key('ArrowUp', { shiftKey: true }))).toEqual({ kind: 'move', x: 0, y: -1 });
    expect(actionOf(key('+', { shiftKey: true }))).toEqual({ kind: 'zoom', way: 'in' });
    expect(actionOf(key('-'))).toEqual({ kind: 'zoom', way: 'out' });
    expect(actionOf(key('Home'))).toEqual({ kind: 'whole' });
  });

  test('the browser’s own keys stay its own', () => {
    for (const one of [
      key('+', { ctrlKey: true }),
      key('ArrowLeft', { altKey: true }),
      key('Tab'),
      key('a'),
      key('toString'),
    ])
      expect(actionOf(one)).toBeNull();
  });
});
