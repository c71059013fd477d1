/** A timeline: a row for each worker, a bar for each measured interval. Pure: data in, SVG out. */
import {
  labelRoom,
  nameChart,
  rowName,
  textWidth,
  tickText,
  toneOf,
  type ChartWords,
} from './frame';
import type { Plot } from './plot';

export interface TimelineBar {
  row: number;
  label: string;
  startMs: number;
  endMs: number;
  tone: number;
  /** Said of it, behind the name of its row; by default its label, start and end. */
  title?: string;
}

export interface TimelineData {
  rows: readonly string[];
  bars: readonly TimelineBar[];
  /** The end of the time axis: the same for charts to be compared. */
  endMs: number;
  width: number;
  /** Room right of the plot, for a tick's label at the very end. */
  rightPx?: number;
}

const ROW_PX = 30;
const TOP_PX = 6;
const BOTTOM_PX = 26;
const RIGHT_PX = 14;
/** More bars than this are merged where they are closer together than a pixel. */
const MANY = 300;
/** Bars bear their names where at least one in so many has room for it. */
const FEW = 4;

/** Where on the chart a moment is, in px from its left. */
export function timelineX(
  rows: readonly string[],
  width: number,
  endMs: number,
  ms: number,
): number {
  const left = labelRoom(rows, width);
  return left + ((width - left - RIGHT_PX) * ms) / (endMs > 0 ? endMs : 1);
}

/** The height of a timeline, known before there is one, so that its room can be kept. */
export function timelineHeight(rows: number): number {
  return TOP_PX + Math.max(1, rows) * ROW_PX + BOTTOM_PX;
}

export function timelineChart(
  plot: Plot,
  data: TimelineData,
  words: ChartWords,
  document?: Document,
): SVGElement | HTMLElement {
  const marginLeft = labelRoom(data.rows, data.width);
  const endMs = data.endMs > 0 ? data.endMs : 1;
  const right = data.rightPx ?? RIGHT_PX;
  // The first label bears the unit, and must not meet the second.
  const tickPx = Math.max(70, textWidth(tickText(0, words)) + 40);
  const pxPerMs = Math.max(1, data.width - marginLeft - right) / endMs;
  const close = data.bars.length > MANY ? 1 / pxPerMs : -Infinity;
  const bars = mergeClose(data.bars, close).map((bar) => ({
    ...bar,
    // What is measured is drawn, even where it is thinner than a pixel.
    drawnEndMs: Math.max(bar.endMs, bar.startMs + 1.5 / pxPerMs),
  }));
  type Drawn = (typeof bars)[number];
  const interval = ({ label, startMs, endMs }: Drawn): string =>
    `${label === '' ? '' : `${label}: `}${words.format(startMs)}–${words.format(endMs)} ${words.unit}`;
  const roomy = (bar: Drawn): boolean =>
    (bar.endMs - bar.startMs) * pxPerMs > textWidth(bar.label) + 8;
  // A name here and there would look like a mark of its own.
  const named = bars.filter(roomy).length * FEW >= bars.length;

  const chart = plot.plot({
    ...(document ? { document } : {}),
    width: data.width,
    height: timelineHeight(data.rows.length),
    marginLeft,
    marginRight: right,
    marginTop: TOP_PX,
    marginBottom: BOTTOM_PX,
    className: 'chart',
    color: { type: 'identity' },
    x: { domain: [0, endMs], label: null },
    y: { domain: data.rows.map((_, row) => row), label: null, type: 'band', padding: 0.24 },
    marks: [
      plot.axisX({
        label: null,
        tickFormat: (ms: number) => tickText(ms, words),
        ticks: Math.max(2, Math.floor((data.width - marginLeft) / tickPx)),
        tickSize: 4,
      }),
      plot.gridX({ stroke: 'var(--rule)', strokeOpacity: 1 }),
      plot.axisY({
        tickFormat: (row: number) => rowName(data.rows[row] ?? '', marginLeft),
        tickSize: 0,
      }),
      plot.barX(bars, {
        x1: 'startMs',
        x2: 'drawnEndMs',
        y: 'row',
        fill: (bar: Drawn) => toneOf(bar.tone),
        // A hair of the background parts neighbours; a thin bar keeps its whole width.
        insetRight: bars.length > MANY ? 0 : 0.5,
        rx: 1.5,
        title: (bar: Drawn) => `${data.rows[bar.row] ?? ''}, ${bar.title ?? interval(bar)}`,
      }),
      plot.text(bars, {
        filter: (bar: Drawn) => named && roomy(bar),
        x: (bar: Drawn) => (bar.startMs + bar.endMs) / 2,
        y: 'row',
        text: 'label',
        fill: 'var(--on-tone)',
        pointerEvents: 'none',
      }),
    ],
  });
  return nameChart(chart, words);
}

/**
 * Row by row in the order of begin; neighbours of the same row and tone that are closer than
 * `gapMs` become one bar.
 */
export function mergeClose(bars: readonly TimelineBar[], gapMs: number): TimelineBar[] {
  const sorted = [...bars].sort((a, b) => a.row - b.row || a.startMs - b.startMs);
  const merged: TimelineBar[] = [];
  for (const bar of sorted) {
    const last = merged.at(-1);
    if (
      last &&
      last.row === bar.row &&
      last.tone === bar.tone &&
      bar.startMs - last.endMs < gapMs
    ) {
      last.endMs = Math.max(last.endMs, bar.endMs);
      if (!last.label.endsWith(' …')) last.label = `${last.label} …`;
    } else {
      merged.push({ ...bar });
    }
  }
  return merged;
}
