/**
 * The life of a program's processes as bars: start, work, tasks and waits, end. A process is in one
 * of these at a time: a wait is part of the task that waits, and is cut out of it. Pure.
 */
import type { PythonProcess, PythonSpan } from '../../common/types';

/** The kinds of bars, in the order of the legend. */
export const KINDS = [
  'starting',
  'running',
  'task',
  'queue',
  'pipe',
  'lock',
  'join',
  'pause',
] as const;
export type BarKind = (typeof KINDS)[number];

export interface ProcessBar {
  row: number;
  kind: BarKind;
  /** What the task is called; else what was waited for, as the span says it. */
  label: string;
  /** From the first process's start. */
  startMs: number;
  endMs: number;
  /** The line of the program that waited. */
  line: number | null;
}

/** A process as it is known while it runs: what has not been yet is NaN. */
export type Life = Pick<PythonProcess, 'pid' | 'name' | 'startMs' | 'readyMs' | 'endMs'>;

export interface Lives {
  processes: readonly Life[];
  spans: readonly PythonSpan[];
}

/** When the first process was asked for. */
export function beginOf(processes: readonly Life[]): number {
  return processes.reduce((earliest, { startMs }) => Math.min(earliest, startMs), Infinity);
}

/** A row of the picture: a process, or a thread of one beside its main one. */
export interface Row {
  /** Which of the processes. */
  process: number;
  /** 0: the process itself, and its main thread. */
  thread: number;
}

/** Each process, with its threads that have waited below it. */
export function rowsOf({ processes, spans }: Lives): Row[] {
  const threads = new Map<number, Set<number>>();
  for (const { worker, thread } of spans) {
    const own = threads.get(worker);
    if (own) own.add(thread);
    else threads.set(worker, new Set([0, thread]));
  }
  return processes.flatMap(({ pid }, process) =>
    [...(threads.get(pid) ?? [0])]
      .sort((a, b) => a - b)
      .map((thread): Row => ({ process, thread })),
  );
}

/**
 * The bars of each row; what has not ended goes on until `nowMs`. Of a thread beside the main one
 * its waits and tasks are known: it may run where there is no bar, or be another one's turn.
 */
export function barsOf(lives: Lives, nowMs = Infinity): ProcessBar[] {
  const { processes, spans } = lives;
  const first = beginOf(processes);
  const byRow = new Map<string, PythonSpan[]>();
  for (const span of spans) {
    const key = `${span.worker} ${span.thread}`;
    const own = byRow.get(key);
    if (own) own.push(span);
    else byRow.set(key, [span]);
  }
  return rowsOf(lives).flatMap(({ process, thread }, row) => {
    const life = processes[process];
    if (life === undefined) return [];
    const own = byRow.get(`${life.pid} ${thread}`) ?? [];
    return lifeOf(life, own, nowMs)
      .filter(({ kind }) => thread === 0 || (kind !== 'running' && kind !== 'starting'))
      .map((bar) => ({
        ...bar,
        row,
        startMs: bar.startMs - first,
        endMs: bar.endMs - first,
      }));
  });
}

type Interval = Omit<ProcessBar, 'row'>;

function lifeOf(process: Life, spans: readonly PythonSpan[], nowMs: number): Interval[] {
  const { startMs, readyMs } = process;
  const endMs = orNow(process.endMs, nowMs);
  // One that was ended before its first statement never ran.
  const began = orNow(readyMs, endMs);
  const inside = spans
    .map((span): Interval => ({
      startMs: Math.max(span.startMs, began),
      endMs: Math.min(orNow(span.endMs, endMs), endMs),
      label: span.label.replace(/^pool\.task\//, ''),
      kind: kindOf(span.label),
      line: span.line,
    }))
    .filter((span) => span.endMs > span.startMs);
  const waits = joined(apart(inside.filter(({ kind }) => kind !== 'task')));
  const tasks = without(apart(inside.filter(({ kind }) => kind === 'task')), waits);
  const running = without(
    [{ startMs: began, endMs, label: '', kind: 'running', line: null }],
    [...waits, ...tasks].sort((a, b) => a.startMs - b.startMs),
  );
  const starting: Interval = { startMs, endMs: began, label: '', kind: 'starting', line: null };
  return [starting, ...running, ...tasks, ...waits]
    .filter((it) => it.endMs > it.startMs)
    .sort((a, b) => a.startMs - b.startMs);
}

function orNow(ms: number, nowMs: number): number {
  return Number.isNaN(ms) ? nowMs : ms;
}

function kindOf(label: string): BarKind {
  const [what = ''] = label.split('.');
  if (label.startsWith('pool.task/')) return 'task';
  return KIND_OF[what] ?? 'pause';
}

const KIND_OF: Readonly<Record<string, BarKind>> = {
  queue: 'queue',
  connection: 'pipe',
  manager: 'pipe',
  lock: 'lock',
  semaphore: 'lock',
  condition: 'lock',
  event: 'lock',
  barrier: 'lock',
  pool: 'join',
  process: 'join',
  thread: 'join',
  wait: 'join',
};

/** In the order of time; where two overlap, the later one begins later. */
function apart(intervals: readonly Interval[]): Interval[] {
  let reached = -Infinity;
  const parted: Interval[] = [];
  for (const one of [...intervals].sort((a, b) => a.startMs - b.startMs)) {
    const startMs = Math.max(one.startMs, reached);
    if (one.endMs > startMs) parted.push({ ...one, startMs });
    reached = Math.max(reached, one.endMs);
  }
  return parted;
}

/** Waits for a pool are made of many short ones: those of a line are one if they are close. */
const CLOSE_MS = 2;

function joined(waits: readonly Interval[]): Interval[] {
  const all: Interval[] = [];
  for (const wait of waits) {
    const last = all.at(-1);
    if (
      last?.kind === 'join' &&
      last.label === wait.label &&
      last.line === wait.line &&
      wait.startMs - last.endMs < CLOSE_MS
    )
      last.endMs = wait.endMs;
    else all.push({ ...wait });
  }
  return all;
}

/** What is left of the intervals where the others are cut out; both in the order of time. */
function without(intervals: readonly Interval[], others: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let next = 0;
  for (const one of intervals) {
    let { startMs } = one;
    while (next > 0 && (others[next - 1]?.endMs ?? 0) > startMs) next -= 1;
    for (; next < others.length; next += 1) {
      const other = others[next];
      if (other === undefined || other.startMs >= one.endMs) break;
      if (other.startMs > startMs) left.push({ ...one, startMs, endMs: other.startMs });
      startMs = Math.max(startMs, other.endMs);
    }
    if (one.endMs > startMs) left.push({ ...one, startMs });
  }
  return left;
}
