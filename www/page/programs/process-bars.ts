/**
 * The life of a program's processes as bars: start, work, tasks and waits, end. A process is in one
 * of these at a time: a wait is part of the task that waits, and is cut out of it.
 */
import type { PythonProcess, PythonResult, PythonSpan } from '../../common/types';
import type { Bar, TimelineOutline } from '../demos/figures';
import type { Message } from '../messages/message';

/** The kinds of bars, in the order of their tones. */
const KINDS = ['running', 'message', 'task', 'lock', 'pause', 'starting'] as const;
type Kind = (typeof KINDS)[number];

interface Interval {
  startMs: number;
  endMs: number;
  label: Message | string;
  kind: Kind;
}

/** The bars of each process, on one axis that begins with the first process. */
export function barsOf({ processes, spans }: Pick<PythonResult, 'processes' | 'spans'>): Bar[] {
  const first = processes.reduce((earliest, it) => Math.min(earliest, it.startMs), Infinity);
  return processes.flatMap((process, row) =>
    lifeOf(
      process,
      spans.filter(({ worker }) => worker === process.pid),
    ).map(({ startMs, endMs, label, kind }) => ({
      row,
      label,
      startMs: startMs - first,
      endMs: endMs - first,
      tone: KINDS.indexOf(kind),
    })),
  );
}

export function outlineOf({ processes }: Pick<PythonResult, 'processes'>): TimelineOutline {
  return {
    id: 'processes',
    title: { key: 'program.timeline' },
    description: { key: 'program.timelineDescription' },
    rows: processes.map(({ name, pid }) => ({
      key: 'program.row',
      values: { name, pid: String(pid) },
    })),
    plain: true,
    tones: KINDS.map((kind): Message => ({ key: `program.bar.${kind}` })),
  };
}

function lifeOf(process: PythonProcess, spans: readonly PythonSpan[]): Interval[] {
  const { startMs, readyMs, endMs } = process;
  // One that was ended before its first statement never ran.
  const began = Number.isNaN(readyMs) ? endMs : readyMs;
  const inside = spans
    .map(({ label, startMs, endMs: spanEnd }) => ({
      startMs: Math.max(startMs, began),
      endMs: Math.min(spanEnd, endMs),
      label: label.replace(/^pool\.task\//, ''),
      kind: kindOf(label),
    }))
    .filter((span) => span.endMs > span.startMs);
  const waits = apart(inside.filter(({ kind }) => kind !== 'task'));
  const tasks = without(apart(inside.filter(({ kind }) => kind === 'task')), waits);
  const running = without(
    [{ startMs: began, endMs, label: { key: 'program.bar.running' }, kind: 'running' }],
    [...waits, ...tasks].sort((a, b) => a.startMs - b.startMs),
  );
  const starting: Interval = {
    startMs,
    endMs: began,
    label: { key: 'program.bar.starting' },
    kind: 'starting',
  };
  return [starting, ...running, ...tasks, ...waits]
    .filter((it) => it.endMs > it.startMs)
    .sort((a, b) => a.startMs - b.startMs);
}

function kindOf(label: string): Kind {
  if (label.startsWith('pool.task')) return 'task';
  if (label.startsWith('lock.')) return 'lock';
  return label.startsWith('queue.') || label.startsWith('connection.') ? 'message' : 'pause';
}

/** In the order of time; where two overlap, as those of threads may, the later one begins later. */
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
