/**
 * A small picture for the overview, 220 by 86: the main figure of a demo's recorded run. A demo's
 * `sketch.ts` makes it of that run, and `www/page/recorded/sketches.json` has all of them, so that
 * the overview needs no recording. Data only.
 */
import type { Message } from '../messages/message';
import type { Bar } from './figures';

export interface Sketch {
  cells: readonly Cell[];
  /** The data of a dashed path. */
  dashes?: string;
  /** What it shows, in words; a picture without is mere ornament. */
  alt?: Message;
}

/** A bar; a tone is the index of a colour. */
export type Cell = readonly [x: number, y: number, tone: number, width: number, height: number];

/** A picture reaches from here to there. */
export const LEFT = 4;
export const RIGHT = 216;
/** Thinner bars would not be seen. */
const LEAST_PX = 0.8;

/** Where rows of bars stand, and the end of their time axis. */
export interface Rows {
  y: number;
  height: number;
  /** From the top of one row to that of the next. */
  step: number;
  endMs: number;
  left?: number;
  right?: number;
}

/** Bars on a time axis; a hair parts neighbours. */
export function rowsOfBars(
  bars: readonly Omit<Bar, 'label'>[],
  { y, height, step, endMs, left = LEFT, right = RIGHT }: Rows,
  toneOf: (bar: Omit<Bar, 'label'>) => number = ({ tone }) => tone,
): Cell[] {
  const px = (ms: number): number => ((right - left) * ms) / endMs;
  return bars.map((bar) => [
    tenths(left + px(bar.startMs)),
    tenths(y + bar.row * step),
    toneOf(bar),
    tenths(Math.max(LEAST_PX, px(bar.endMs - bar.startMs) - 0.4)),
    height,
  ]);
}

/** The latest end of all. */
export function endOf(...timelines: readonly (readonly Omit<Bar, 'label'>[])[]): number {
  return Math.max(...timelines.flat().map(({ endMs }) => endMs));
}

export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** For words: three digits say enough. */
export function threeDigits(value: number | null | undefined): number {
  return Number((value ?? Number.NaN).toPrecision(3));
}
