/**
 * A timeline in the trace event format that Perfetto and Chromium's tracing read: a process for the
 * run, a thread for each worker, a complete event (`ph: "X"`) for each task, an instant event for
 * each dispatch. Times are microseconds.
 *
 * Source: Trace Event Format, Google,
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
import { at } from '../picture/rows';
import type { Timeline } from '../../common/types';
import { arrayPieces, joinedText } from './text-pieces';

/** The one process of a trace. */
const PID = 1;

export function* tracePieces(timeline: Timeline): Generator<string> {
  const { columns, dispatchColumns, policy, load, workers, tasksMs } = timeline;
  const k = policy.chunk === undefined ? '' : `, k = ${policy.chunk}`;
  yield `{"displayTimeUnit":"ms","otherData":${JSON.stringify({
    policy: policy.name,
    chunk: policy.chunk ?? null,
    load,
    workers,
    makespanMs: timeline.makespanMs,
    lowerBoundMs: timeline.lowerBoundMs,
  })},"traceEvents":`;
  const named = joinedText(
    arrayPieces(1 + 2 * workers, (index) => {
      if (index === 0) return metadata('process_name', 0, { name: `${policy.name}${k} (${load})` });
      const worker = (index - 1) >> 1;
      return index % 2 === 1
        ? metadata('thread_name', worker + 1, { name: `worker ${worker + 1}` })
        : metadata('thread_sort_index', worker + 1, { sort_index: worker });
    }),
  );
  yield named.slice(0, -1);
  yield* following(columns.task.length, (row) => {
    const task = at(columns.task, row);
    const startNs = nanoseconds(at(columns.startMs, row));
    const endNs = nanoseconds(at(columns.endMs, row));
    return {
      name: `task ${task}`,
      cat: 'task',
      ph: 'X',
      pid: PID,
      tid: at(columns.worker, row) + 1,
      ts: microseconds(startNs),
      dur: microseconds(endNs - startNs),
      args: { task, asked_ms: at(tasksMs, task) },
    };
  });
  yield* following(dispatchColumns.first.length, (row) => ({
    name: 'dispatch',
    cat: 'dispatch',
    ph: 'i',
    s: 't',
    pid: PID,
    tid: at(dispatchColumns.worker, row) + 1,
    ts: microseconds(nanoseconds(at(dispatchColumns.atMs, row))),
    args: { first: at(dispatchColumns.first, row), length: at(dispatchColumns.length, row) },
  }));
  yield ']}\n';
}

function metadata(name: string, tid: number, args: object): object {
  return { name, ph: 'M', pid: PID, tid, args };
}

/** The elements of an array after the first. */
function* following(length: number, row: (index: number) => unknown): Generator<string> {
  let first = true;
  for (const piece of arrayPieces(length, row)) {
    if (piece === '[' || piece === ']') continue;
    yield first ? `,${piece}` : piece;
    first = false;
  }
}

/**
 * Start and end of a span are rounded, and its duration is their difference. If the duration were
 * rounded itself, every eighth task would end a nanosecond after the start of the next, and readers
 * drop an event that starts before the last one of its thread has ended.
 */
function nanoseconds(ms: number): number {
  return Math.round(ms * 1e6);
}

/**
 * Microseconds with three decimals. Perfetto multiplies by 1000 and truncates: if that would lose a
 * nanosecond, the next larger double is written.
 */
function microseconds(ns: number): number {
  const us = ns / 1e3;
  return us * 1e3 < ns ? us * (1 + Number.EPSILON) : us;
}
