/** The figures read off a timeline: makespan, busy time of each row, load balance. Pure. */
import type { Bar } from './figures';

export interface TimelineFigures {
  /** From the first start to the last end. */
  makespanMs: number;
  /** Time each row spent in a bar. */
  busyMs: number[];
  /** Mean busy time over the longest busy time: 1 is perfectly even. Null where nothing ran. */
  loadBalance: number | null;
}

/** `balanced` names the rows the load balance is taken over: all by default. */
export function timelineFigures(
  bars: readonly Bar[],
  rows: number,
  balanced?: readonly number[],
): TimelineFigures {
  const busyMs = new Array<number>(rows).fill(0);
  let first = Infinity;
  let last = -Infinity;
  for (const bar of bars) {
    busyMs[bar.row] = (busyMs[bar.row] ?? 0) + (bar.endMs - bar.startMs);
    first = Math.min(first, bar.startMs);
    last = Math.max(last, bar.endMs);
  }
  const loads = balanced ? balanced.map((row) => busyMs[row] ?? 0) : busyMs;
  const longest = Math.max(0, ...loads);
  const mean = loads.reduce((sum, busy) => sum + busy, 0) / Math.max(1, loads.length);
  return {
    makespanMs: bars.length === 0 ? 0 : last - first,
    busyMs,
    loadBalance: longest > 0 ? mean / longest : null,
  };
}

/** The same bars, counted from the first start. */
export function fromFirstStart(bars: readonly Bar[]): Bar[] {
  const first = bars.reduce((earliest, bar) => Math.min(earliest, bar.startMs), Infinity);
  return bars.map((bar) => ({ ...bar, startMs: bar.startMs - first, endMs: bar.endMs - first }));
}
