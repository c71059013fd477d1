/**
 * A bar for each contender, made of parts that add up to the same. Pure: data in, SVG out; a
 * timeline whose bars are parts of one sum.
 */
import type { ChartWords } from './frame';
import type { Plot } from './plot';
import { timelineChart, timelineHeight } from './timeline';

export interface StackBar {
  label: string;
  parts: readonly { label: string; amount: number }[];
}

export const stackHeight = timelineHeight;

const RIGHT_PX = 32;

/** The tone of each part: what arrived, and what was lost. */
export const STACK_TONES = [2, 1] as const;

export function stackChart(
  plot: Plot,
  bars: readonly StackBar[],
  width: number,
  words: ChartWords,
  document?: Document,
): SVGElement | HTMLElement {
  const drawn = bars.flatMap(({ parts }, row) => {
    let end = 0;
    return parts.flatMap(({ label, amount }, index) => {
      const start = end;
      end += amount;
      if (amount === 0) return [];
      const title = `${label}: ${words.format(amount)} ${words.unit}`;
      const tone = STACK_TONES[index] ?? 0;
      return [{ row, label: words.format(amount), startMs: start, endMs: end, tone, title }];
    });
  });
  const endMs = drawn.reduce((most, bar) => Math.max(most, bar.endMs), 0);
  const rows = bars.map(({ label }) => label);
  return timelineChart(
    plot,
    { rows, bars: drawn, endMs, width, rightPx: RIGHT_PX },
    words,
    document,
  );
}
