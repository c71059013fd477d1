/**
 * A timeline as the library gives it, for tests that draw and export timelines: k tasks at a time
 * go to the first free worker.
 */
import type { SchedulePolicy, Timeline } from '../../common/types';

export function selfScheduled(
  tasks: readonly number[],
  workers: number,
  policy: SchedulePolicy = { name: 'dynamic' },
  order: readonly number[] | null = null,
): Timeline {
  const k = policy.chunk ?? 1;
  const freeMs = new Array<number>(workers).fill(0);
  const spans: [task: number, worker: number, startMs: number, endMs: number][] = [];
  const chunks: [worker: number, first: number, length: number, atMs: number][] = [];
  for (let first = 0; first < tasks.length; first += k) {
    const worker = freeMs.indexOf(Math.min(...freeMs));
    const length = Math.min(k, tasks.length - first);
    chunks.push([worker, first, length, freeMs[worker] ?? 0]);
    for (let place = first; place < first + length; place += 1) {
      const task = order?.[place] ?? place;
      const startMs = freeMs[worker] ?? 0;
      freeMs[worker] = startMs + (tasks[task] ?? 0);
      spans.push([task, worker, startMs, freeMs[worker] ?? 0]);
    }
  }
  spans.sort((a, b) => a[2] - b[2] || a[1] - b[1]);
  const sum = tasks.reduce((total, ms) => total + ms, 0);
  const makespanMs = Math.max(0, ...freeMs);
  const busiest = Math.max(...freeMs);
  return {
    policy,
    load: 'simulate',
    workers,
    tasksMs: Float64Array.from(tasks),
    columns: {
      task: Uint32Array.from(spans, (span) => span[0]),
      worker: Uint32Array.from(spans, (span) => span[1]),
      startMs: Float64Array.from(spans, (span) => span[2]),
      endMs: Float64Array.from(spans, (span) => span[3]),
    },
    dispatchColumns: {
      worker: Uint32Array.from(chunks, (chunk) => chunk[0]),
      first: Uint32Array.from(chunks, (chunk) => chunk[1]),
      length: Uint32Array.from(chunks, (chunk) => chunk[2]),
      atMs: Float64Array.from(chunks, (chunk) => chunk[3]),
    },
    order: order === null ? null : Uint32Array.from(order),
    makespanMs,
    lowerBoundMs: Math.max(sum / workers, ...tasks, 0),
    speedup: makespanMs > 0 ? sum / makespanMs : null,
    efficiency: makespanMs > 0 ? sum / makespanMs / workers : null,
    loadBalance: busiest > 0 ? sum / workers / busiest : null,
    idleMs: freeMs.map((ms) => makespanMs - ms),
    busyMs: freeMs,
    dispatches: chunks.length,
    overheadMs: 0,
    overheadPerDispatchMs: null,
    warnings: [],
    spans: spans.map(([task, worker, startMs, endMs]) => ({
      worker,
      label: `task ${task}`,
      startMs,
      endMs,
    })),
    chunks: chunks.map(([worker, first, length]) => ({ worker, first, length })),
    results: tasks.map((ms, task) => [task, ms]),
  };
}

/** The chapter's tasks: task i takes i mod 3 + 1 units. */
export function chapterTasks(count = 20, unitMs = 10): number[] {
  return Array.from({ length: count }, (_, task) => ((task % 3) + 1) * unitMs);
}
