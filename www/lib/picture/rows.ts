/**
 * A timeline's spans by worker, each worker's in the order of time: what happened at a place of the picture is found by bisection.
 * Pure; two passes over the columns.
 */
import type { Timeline, TimelineColumns } from '../../common/types';
import { drained, PIECE } from './pieces';

export interface Rows {
  readonly workers: number;
  readonly columns: TimelineColumns;
  /** Rows of the columns, worker after worker. */
  readonly spans: Uint32Array;
  /** Where each worker's begin in `spans`; one more than there are workers. */
  readonly starts: Uint32Array;
  /** The row of the columns for each task. */
  readonly ofTask: Uint32Array;
}

export function rowsOf(timeline: Pick<Timeline, 'columns' | 'workers'>): Rows {
  return drained(rowsInPieces(timeline));
}

/** The same for the window, where there may be 10⁶ spans. */
export function* rowsInPieces({
  columns,
  workers,
}: Pick<Timeline, 'columns' | 'workers'>): Generator<void, Rows> {
  const { task, worker } = columns;
  const length = task.length;
  const starts = new Uint32Array(workers + 1);
  for (let span = 0; span < length; span += 1) {
    if (span % PIECE === PIECE - 1) yield;
    add(starts, at(worker, span) + 1, 1);
  }
  for (let row = 0; row < workers; row += 1) add(starts, row + 1, at(starts, row));
  // The columns are in the order of begin, and so is each worker's part of them.
  const next = starts.slice();
  const spans = new Uint32Array(length);
  const ofTask = new Uint32Array(length);
  for (let span = 0; span < length; span += 1) {
    if (span % PIECE === PIECE - 1) yield;
    const row = at(worker, span);
    spans[at(next, row)] = span;
    add(next, row, 1);
    ofTask[at(task, span)] = span;
  }
  return { workers, columns, spans, starts, ofTask };
}

/** The worker's span that is running at that time, or null where the worker is idle. */
export function spanAt(rows: Rows, worker: number, ms: number): number | null {
  const span = lastBegun(rows, worker, ms);
  return span !== null && at(rows.columns.endMs, span) >= ms ? span : null;
}

/** The worker's last span that began by then, or null. */
export function lastBegun(rows: Rows, worker: number, ms: number): number | null {
  const place = begunBy(rows, worker, ms);
  return place > at(rows.starts, worker) ? at(rows.spans, place - 1) : null;
}

/** The place in `spans` behind the worker's spans that began by then. */
export function begunBy({ columns, spans, starts }: Rows, worker: number, ms: number): number {
  return bisect(
    at(starts, worker),
    at(starts, worker + 1),
    (place) => at(columns.startMs, at(spans, place)) <= ms,
  );
}

/** The place in `spans` of the worker's first span that ends after then. */
export function endedBy({ columns, spans, starts }: Rows, worker: number, ms: number): number {
  return bisect(
    at(starts, worker),
    at(starts, worker + 1),
    (place) => at(columns.endMs, at(spans, place)) <= ms,
  );
}

/** The neighbour of a span in its worker's row, `step` places on; null beyond the row's end. */
export function neighbour(rows: Rows, span: number, step: number): number | null {
  const worker = at(rows.columns.worker, span);
  let place = begunBy(rows, worker, at(rows.columns.startMs, span)) - 1;
  // Spans of no length may begin together.
  while (at(rows.spans, place) !== span) place -= 1;
  const other = place + step;
  return other >= at(rows.starts, worker) && other < at(rows.starts, worker + 1)
    ? at(rows.spans, other)
    : null;
}

/** An element of a column; columns are as long as each other, so that it is there. */
export function at(column: Uint32Array | Float64Array, index: number): number {
  return column[index] as number;
}

/** Adds to an element that is there. */
export function add(column: Uint32Array | Float64Array, index: number, amount: number): void {
  column[index] = at(column, index) + amount;
}

/** The first of from…to for which it no longer holds; it holds for all before it. */
function bisect(from: number, to: number, holds: (place: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
