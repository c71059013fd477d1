/**
 * Every sample of every contender as a dot on one time axis, with a stroke at the median. Pure:
 * data in, SVG out.
 */
import { labelRoom, nameChart, rowName, tickText, type ChartWords } from './frame';
import type { Plot } from './plot';

export interface SampleRow {
  label: string;
  samplesMs: readonly number[];
  medianMs: number;
}

const ROW_PX = 26;
const TOP_PX = 4;
const BOTTOM_PX = 26;

export interface SamplesWords extends ChartWords {
  /** Names the stroke. */
  median: string;
}

export function samplesHeight(rows: number): number {
  return TOP_PX + Math.max(1, rows) * ROW_PX + BOTTOM_PX;
}

export function samplesChart(
  plot: Plot,
  rows: readonly SampleRow[],
  width: number,
  words: SamplesWords,
  document?: Document,
): SVGElement | HTMLElement {
  const labels = rows.map((row) => row.label);
  const marginLeft = labelRoom(labels, width);
  const dots = rows.flatMap((row, index) => row.samplesMs.map((ms) => ({ row: index, ms })));
  const medians = rows.map((row, index) => ({ row: index, ms: row.medianMs }));
  type Sample = (typeof dots)[number];
  const value = ({ ms }: Sample): string => `${words.format(ms)} ${words.unit}`;
  const longest = Math.max(0, ...dots.map((dot) => dot.ms));
  const chart = plot.plot({
    ...(document ? { document } : {}),
    width,
    height: samplesHeight(rows.length),
    marginLeft,
    marginRight: 14,
    marginTop: TOP_PX,
    marginBottom: BOTTOM_PX,
    className: 'chart',
    x: { domain: [0, longest > 0 ? longest * 1.03 : 1], label: null },
    y: { domain: labels.map((_, row) => row), label: null, type: 'band', padding: 0.3 },
    marks: [
      plot.axisX({
        label: null,
        tickFormat: (ms: number) => tickText(ms, words),
        ticks: Math.max(2, Math.floor((width - marginLeft) / 70)),
        tickSize: 4,
      }),
      plot.gridX({ stroke: 'var(--rule)', strokeOpacity: 1 }),
      plot.axisY({
        tickFormat: (row: number) => rowName(labels[row] ?? '', marginLeft),
        tickSize: 0,
      }),
      plot.tickX(medians, {
        x: 'ms',
        y: 'row',
        stroke: 'var(--ink)',
        strokeWidth: 2,
        title: (median: Sample) => `${labels[median.row] ?? ''}, ${words.median}: ${value(median)}`,
      }),
      plot.dot(dots, {
        x: 'ms',
        y: 'row',
        r: 3.5,
        fill: 'var(--tone-0)',
        fillOpacity: 0.65,
        title: (dot: Sample) => `${labels[dot.row] ?? ''}: ${value(dot)}`,
      }),
    ],
  });
  return nameChart(chart, words);
}
