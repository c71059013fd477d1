/** Spans from elsewhere: what is read is what was written, and what cannot be is said. */
import { describe, expect, test } from 'vitest';

import { generator } from '../../common/test/generator';
import { toCsv, toJson } from '../../lib/exports/index';
import { foreignTimeline } from './foreign-timeline';
import { readSpans, type ForeignSpan } from './read-spans';

const SEED = 20_261_130;

/** Spans on some workers, one after the other on each. */
function randomSpans(next: () => number): ForeignSpan[] {
  const workers = 1 + Math.floor(next() * 5);
  return Array.from({ length: workers }, (_, worker) => {
    let atMs = next() * 10;
    return Array.from({ length: 1 + Math.floor(next() * 20) }, () => {
      const startMs = (atMs += next() * 3);
      const endMs = (atMs += next() * 50);
      return { worker: String(worker), startMs, endMs };
    });
  }).flat();
}

test('a timeline that was taken along and is brought back has the same spans and figures', () => {
  const next = generator(SEED);
  for (let run = 0; run < 50; run += 1) {
    const { timeline } = foreignTimeline(randomSpans(next));
    for (const text of [toCsv(timeline), toJson(timeline), `\uFEFF${toCsv(timeline)}`]) {
      const again = foreignTimeline(readSpans(text)).timeline;
      const figures = ({
        makespanMs,
        speedup,
        loadBalance,
        lowerBoundMs,
        busyMs,
      }: typeof again) => [makespanMs, speedup, loadBalance, lowerBoundMs, ...busyMs];
      expect(again.spans, `SEED=${SEED}, run ${run}`).toEqual(timeline.spans);
      expect(figures(again)).toEqual(figures(timeline));
    }
    // No schedule is shorter than the bound, nor better balanced than evenly.
    expect(timeline.makespanMs).toBeGreaterThanOrEqual(timeline.lowerBoundMs - 1e-9);
    expect(timeline.loadBalance).toBeLessThanOrEqual(1 + 1e-12);
    const busyMs = timeline.busyMs.reduce((sum, ms) => sum + ms, 0);
    const idleMs = timeline.idleMs.reduce((sum, ms) => sum + ms, 0);
    expect(busyMs + idleMs).toBeCloseTo(timeline.makespanMs * timeline.workers, 6);
  }
});

test('a table may have other columns, names of workers and quoted cells', () => {
  const text = 'Task,END_MS,worker,start_ms\n"a, b",30,"node ""1""",10\nc,25,node 2,12\n\n';
  const { timeline, names } = foreignTimeline(readSpans(text));
  expect(names).toEqual(['node "1"', 'node 2']);
  expect(timeline.spans.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 20],
    [2, 15],
  ]);
  expect([timeline.makespanMs, timeline.lowerBoundMs, timeline.speedup]).toEqual([20, 20, 1.65]);
});

/** Columns as a report has them, among pictures of other things. */
function report(columns: Record<string, unknown[]>): string {
  const source = (data: Record<string, unknown[]>): object => ({
    type: 'object',
    name: 'ColumnDataSource',
    attributes: { data: { type: 'map', entries: Object.entries(data) } },
  });
  const roots = [source({ time: [1], cpu: [2] }), { attributes: { children: [source(columns)] } }];
  const text = JSON.stringify({ 'a-document': { version: '3', roots } });
  return `<!doctype html><script>1 < 2</script>
    <script type="application/json" id="x">${text}</script>`;
}

test('a performance report of Dask: its computing, without transfers, from the bars’ middles', () => {
  const text = report({
    start: [1005, 1012, 1022.5],
    duration: [10, 4, 15],
    name: ['work', 'transfer-work', 'work'],
    alpha: [1, 0.4, 1],
    worker: ['tcp://a', 'tcp://b', 'tcp://b'],
    worker_thread: ['tcp://a-1', 'tcp://b-1', 'tcp://b-1'],
  });
  expect(readSpans(text)).toEqual([
    { worker: 'tcp://a-1', startMs: 1000, endMs: 1010 },
    { worker: 'tcp://b-1', startMs: 1015, endMs: 1030 },
  ]);
});

describe('what cannot be drawn is E_ARGUMENT, and says why', () => {
  test.each([
    ['', 'no column worker'],
    ['worker,start_ms,end_ms\n', 'no span'],
    ['worker,start_ms\n1,2\n', 'no column end_ms'],
    ['worker,start_ms,end_ms\n1,2,x\n', 'line 2'],
    ['worker,start_ms,end_ms\n1,2,\n', 'line 2'],
    ['worker,start_ms,end_ms\n1,5,2\n', 'span 1 goes from 5 to 2'],
    ['worker,start_ms,end_ms\n1,0,Infinity\n', 'span 1'],
    ['{"spans":[]}', 'not of a timeline'],
    ['{"format":"parallel-playground/timeline","spans":[7]}', 'span 1'],
    ['{', 'JSON'],
    ['<html></html>', 'without a task stream'],
    ['<script type="application/json">{</script>', 'JSON'],
  ])('%j', (text, why) => {
    expect(() => readSpans(text)).toThrow(
      expect.objectContaining({
        code: 'E_ARGUMENT',
        message: expect.stringContaining(why) as string,
      }),
    );
  });

  test('more workers than a picture has rows for', () => {
    const spans = Array.from({ length: 4097 }, (_, i) => ({
      worker: `${i}`,
      startMs: 0,
      endMs: 1,
    }));
    expect(() => foreignTimeline(spans)).toThrow(expect.objectContaining({ code: 'E_ARGUMENT' }));
  });
});
