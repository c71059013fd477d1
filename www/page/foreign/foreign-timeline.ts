/** A timeline of spans from elsewhere, with the figures of the lab's own. */
import type { Timeline } from '../../common/types';
import { ScheduleTimeline } from '../../lib/schedule-timeline';
import { CodedError } from '../failure';
import { MOST_WORKERS, type ForeignSpan } from './read-spans';

export interface ForeignTimeline {
  timeline: Timeline;
  /** What the file calls the workers, in the order of the rows. */
  names: readonly string[];
}

/**
 * Workers stand in the order of their numbers, or else in that in which they began; time begins
 * with the first span.
 */
export function foreignTimeline(spans: readonly ForeignSpan[]): ForeignTimeline {
  const sorted = spans.toSorted((a, b) => a.startMs - b.startMs);
  const beginMs = sorted[0]?.startMs ?? 0;
  const names = [...new Set(sorted.map(({ worker }) => worker))];
  if (names.every((name) => /^\d+$/.test(name))) names.sort((a, b) => Number(a) - Number(b));
  const rows = new Map(names.map((name, row) => [name, row]));
  const workers = names.length;
  if (workers > MOST_WORKERS)
    throw new CodedError(
      'E_ARGUMENT',
      `The file has ${workers} workers, and may have ${MOST_WORKERS}.`,
    );

  const worker = Uint32Array.from(sorted, (span) => rows.get(span.worker) ?? 0);
  const startMs = Float64Array.from(sorted, (span) => span.startMs - beginMs);
  const endMs = Float64Array.from(sorted, (span) => span.endMs - beginMs);
  const tasksMs = endMs.map((end, task) => end - (startMs[task] ?? 0));
  const task = Uint32Array.from(sorted, (_, index) => index);

  const busyMs = new Float64Array(workers);
  let [makespanMs, totalMs, longestMs] = [0, 0, 0];
  for (const [index, ms] of tasksMs.entries()) {
    const row = worker[index] ?? 0;
    busyMs[row] = (busyMs[row] ?? 0) + ms;
    makespanMs = Math.max(makespanMs, endMs[index] ?? 0);
    totalMs += ms;
    longestMs = Math.max(longestMs, ms);
  }
  const busiestMs = busyMs.reduce((most, ms) => Math.max(most, ms), 0);
  const speedup = makespanMs > 0 ? totalMs / makespanMs : null;
  // Nobody knows by what rule they were handed out: each was taken when it began.
  const timeline = new ScheduleTimeline({ name: 'dynamic' }, 'spin', workers, tasksMs, {
    task,
    worker,
    startMs,
    endMs,
    dispatchWorker: worker,
    dispatchFirst: task,
    dispatchLength: new Uint32Array(sorted.length).fill(1),
    dispatchAtMs: startMs,
    order: null,
    makespanMs,
    lowerBoundMs: Math.max(totalMs / workers, longestMs),
    speedup,
    efficiency: speedup === null ? null : speedup / workers,
    loadBalance: busiestMs > 0 ? totalMs / workers / busiestMs : null,
    idleMs: busyMs.map((ms) => makespanMs - ms),
    busyMs,
    overheadMs: 0,
    overheadPerDispatchMs: null,
  });
  return { timeline, names };
}
