/**
 * A timeline's spans by worker, in the order of time, so that the span at a position of the picture
 * is found by bisection. Pure; two passes over the columns.
 */
import type { Timeline, TimelineColumns } from '../../common/types';
import { drained, PIECE } from './pieces';

export interface Rows {
  readonly workers: number;
  readonly columns: TimelineColumns;
  /** Rows of the columns, worker after worker. */
  readonly spans: Uint32Array;
  /** The start of each worker's spans in `spans`, and the end of the last. */
  readonly starts: Uint32Array;
  /** The row of the columns for each task. */
  readonly ofTask: Uint32Array;
}

export function rowsOf(timeline: Pick<Timeline, 'columns' | 'workers'>): Rows {
  return drained(rowsInPieces(timeline));
}

/** The same in pieces, since there may be 10⁷ spans. */
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
  // The columns are in the order of starts, and so is each worker's part of them.
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

/** The worker's span at that time, or null if the worker is idle. */
export function spanAt(rows: Rows, worker: number, ms: number): number | null {
  const span = lastBegun(rows, worker, ms);
  return span !== null && at(rows.columns.endMs, span) >= ms ? span : null;
}

/** The worker's last span that started by then, or null. */
export function lastBegun(rows: Rows, worker: number, ms: number): number | null {
  const place = begunBy(rows, worker, ms);
  return place > at(rows.starts, worker) ? at(rows.spans, place - 1) : null;
}

/** The index in `spans` after the worker's spans that started by then. */
export function begunBy({ columns, spans, starts }: Rows, worker: number, ms: number): number {
  return bisect(
    at(starts, worker),
    at(starts, worker + 1),
    (place) => at(columns.startMs, at(spans, place)) <= ms,
  );
}

/** The index in `spans` of the worker's first span that ends after then. */
export function endedBy({ columns, spans, starts }: Rows, worker: number, ms: number): number {
  return bisect(
    at(starts, worker),
    at(starts, worker + 1),
    (place) => at(columns.endMs, at(spans, place)) <= ms,
  );
}

/** The span `step` places further in its worker's row; null beyond the row's end. */
export function neighbour(rows: Rows, span: number, step: number): number | null {
  const worker = at(rows.columns.worker, span);
  let place = begunBy(rows, worker, at(rows.columns.startMs, span)) - 1;
  // Empty spans may start at the same time.
  while (at(rows.spans, place) !== span) place -= 1;
  const other = place + step;
  return other >= at(rows.starts, worker) && other < at(rows.starts, worker + 1)
    ? at(rows.spans, other)
    : null;
}

/** An element of a column; it exists, since all columns have the same length. */
export function at(column: Uint32Array | Float64Array, index: number): number {
  return column[index] as number;
}

/** Adds to an element that exists. */
export function add(column: Uint32Array | Float64Array, index: number, amount: number): void {
  column[index] = at(column, index) + amount;
}

/**
 * The first index in from…to for which the condition no longer holds; it holds for all before it.
 */
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
