/**
 * The state of a timeline at one moment, and the time of the next event. Pure; a bisection for each
 * worker.
 */
import { at, begunBy, endedBy, type Rows } from './rows';

export interface Moment {
  waiting: number;
  running: number;
  done: number;
}

export function momentAt(rows: Rows, ms: number): Moment {
  let begun = 0;
  let done = 0;
  for (let worker = 0; worker < rows.workers; worker += 1) {
    const start = at(rows.starts, worker);
    begun += begunBy(rows, worker, ms) - start;
    done += endedBy(rows, worker, ms) - start;
  }
  return { waiting: rows.spans.length - begun, running: begun - done, done };
}

/** The first start or end of a span after that moment; null if there is none. */
export function nextEvent(rows: Rows, ms: number): number | null {
  let next = Infinity;
  for (let worker = 0; worker < rows.workers; worker += 1) {
    const end = at(rows.starts, worker + 1);
    const unbegun = begunBy(rows, worker, ms);
    if (unbegun < end) next = Math.min(next, at(rows.columns.startMs, at(rows.spans, unbegun)));
    const unended = endedBy(rows, worker, ms);
    if (unended < end) next = Math.min(next, at(rows.columns.endMs, at(rows.spans, unended)));
  }
  return next === Infinity ? null : next;
}
