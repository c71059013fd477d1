/**
 * What several workers' time went into beside the work: P·Tₚ − T₁, in parts that were measured in
 * the run they explain. Pure.
 */
import type { Bar } from '../demos/figures';

/**
 * `slower`: the tasks themselves took longer than on one worker. `idle`: from a worker's last task
 * to the end of the last worker's. `handing`: neither task nor idle nor copying, so handing out,
 * waiting for one another, and collecting. `copying`: of what is worked on, and of the results.
 */
export type CauseName = 'slower' | 'idle' | 'handing' | 'copying';

/** Where the workers' time went in one run. */
export interface Account {
  workers: number;
  elapsedMs: number;
  /**
   * The time of all workers that one worker alone did not need; below 0 where less was. What was
   * not measured is left out.
   */
  lostMs: Readonly<Partial<Record<CauseName, number>>>;
  /** How many chunks were handed out, and the tasks' time beside that of one worker. */
  chunks: number;
  slowdown: number | null;
}

/** One run: from the call to its end, on the bars' axis, and the bars of its workers. */
export interface Timed {
  workers: number;
  startMs: number;
  endMs: number;
  bars: readonly Bar[];
  /** Of all workers together, where it was measured. */
  copyMs?: number;
}

interface Spent {
  busyMs: number;
  idleMs: number;
  otherMs: number;
}

/** What the workers' time of one run is made of; copying is part of the other time. */
export function spentIn({ workers, startMs, endMs, bars }: Timed): Spent {
  const last = new Array<number>(workers).fill(startMs);
  let busyMs = 0;
  for (const bar of bars) {
    busyMs += bar.endMs - bar.startMs;
    last[bar.row] = Math.max(last[bar.row] ?? startMs, bar.endMs);
  }
  const end = Math.max(startMs, ...last);
  const idleMs = last.reduce((sum, ms) => sum + (end - ms), 0);
  return { busyMs, idleMs, otherMs: Math.max(0, workers * (endMs - startMs) - busyMs - idleMs) };
}

/**
 * The account of a run beside one of a single worker. Null where no time passed or no task was
 * seen.
 */
export function accountOf(alone: Timed, shared: Timed): Account | null {
  const elapsedMs = shared.endMs - shared.startMs;
  if (!(elapsedMs > 0) || alone.bars.length === 0 || shared.bars.length === 0) return null;
  const [one, all] = [spentIn(alone), spentIn(shared)];
  const copied = shared.copyMs ?? 0;
  const copiedAlone = alone.copyMs ?? 0;
  return {
    workers: shared.workers,
    elapsedMs,
    lostMs: {
      slower: all.busyMs - one.busyMs,
      idle: all.idleMs,
      handing: Math.max(0, all.otherMs - copied) - Math.max(0, one.otherMs - copiedAlone),
      ...(shared.copyMs !== undefined && { copying: copied - copiedAlone }),
    },
    chunks: shared.bars.length,
    slowdown: one.busyMs > 0 ? all.busyMs / one.busyMs : null,
  };
}

/** The run in the middle of those with the same work: its time is the median, or next to it. */
export function middleOf(runs: readonly Timed[]): Timed | undefined {
  const sorted = [...runs].sort((a, b) => a.endMs - a.startMs - (b.endMs - b.startMs));
  return sorted[(sorted.length - 1) >> 1];
}

/** The account of the middle runs, or null without them. */
export function accountOfRuns(alone: readonly Timed[], shared: readonly Timed[]): Account | null {
  const [one, all] = [middleOf(alone), middleOf(shared)];
  return one && all ? accountOf(one, all) : null;
}
