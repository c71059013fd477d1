/**
 * A timeline as one JSON object: the request, the figures, and spans and dispatches as arrays of
 * numbers.
 */
import { at } from '../picture/rows';
import type { Timeline } from '../../common/types';
import { arrayPieces } from './text-pieces';

/**
 * `spans` are [task, worker, startMs, endMs], `chunks` [worker, first, length, atMs]; `first` is an
 * index into `order`, if there is one.
 */
export function* jsonPieces(timeline: Timeline): Generator<string> {
  const { columns, dispatchColumns, order, tasksMs } = timeline;
  const head = {
    format: 'parallel-playground/timeline',
    version: 1,
    policy: timeline.policy,
    load: timeline.load,
    workers: timeline.workers,
    makespanMs: timeline.makespanMs,
    lowerBoundMs: timeline.lowerBoundMs,
    speedup: timeline.speedup,
    efficiency: timeline.efficiency,
    loadBalance: timeline.loadBalance,
    dispatches: timeline.dispatches,
    overheadMs: timeline.overheadMs,
    overheadPerDispatchMs: timeline.overheadPerDispatchMs,
    idleMs: timeline.idleMs,
    busyMs: timeline.busyMs,
    warnings: timeline.warnings,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"tasksMs":`;
  yield* arrayPieces(tasksMs.length, (task) => at(tasksMs, task));
  yield ',"order":';
  if (order === null) yield 'null';
  else yield* arrayPieces(order.length, (place) => at(order, place));
  yield ',"spans":';
  yield* arrayPieces(columns.task.length, (row) => [
    at(columns.task, row),
    at(columns.worker, row),
    at(columns.startMs, row),
    at(columns.endMs, row),
  ]);
  yield ',"chunks":';
  yield* arrayPieces(dispatchColumns.first.length, (row) => [
    at(dispatchColumns.worker, row),
    at(dispatchColumns.first, row),
    at(dispatchColumns.length, row),
    at(dispatchColumns.atMs, row),
  ]);
  yield '}\n';
}
