/**
 * What the time of each call is made of, end to end. Pure: data in, SVG out; a timeline whose bars
 * are parts of one time.
 */
import { timelineChart, timelineHeight } from './timeline';
import type { ChartWords } from './frame';
import type { Plot } from './plot';

export interface CostRow {
  label: string;
  parts: readonly { label: string; ms: number }[];
}

export const costsHeight = timelineHeight;

/** The tone of each part. */
export const COST_TONES = [0, 1, 5] as const;

export function costsChart(
  plot: Plot,
  rows: readonly CostRow[],
  width: number,
  words: ChartWords,
  document?: Document,
): SVGElement | HTMLElement {
  const bars = rows.flatMap(({ parts }, row) => {
    let endMs = 0;
    return parts.map(({ label, ms }, index) => {
      const startMs = endMs;
      endMs += ms;
      const title = `${label}: ${words.format(ms)} ${words.unit}`;
      return { row, label, startMs, endMs, tone: COST_TONES[index] ?? 0, title };
    });
  });
  const endMs = Math.max(0, ...bars.map((bar) => bar.endMs));
  return timelineChart(
    plot,
    { rows: rows.map(({ label }) => label), bars, endMs, width },
    words,
    document,
  );
}
