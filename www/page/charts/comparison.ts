/**
 * A bar for each contender's rate, a thin line over its spread, and a line at what the machine can
 * do. Pure: data in, SVG out.
 */
import { labelRoom, nameChart, rowName, spreadText, textWidth, type ChartWords } from './frame';
import type { Plot } from './plot';

export interface RateBar {
  label: string;
  /** The median, in words. */
  text: string;
  median: number;
  low: number;
  high: number;
}

export interface ComparisonData {
  bars: readonly RateBar[];
  limit: number;
  /** Stands at the line of the limit. */
  limitLabel: string;
  width: number;
}

const ROW_PX = 32;
const TOP_PX = 22;
const BOTTOM_PX = 26;

export function comparisonHeight(bars: number): number {
  return TOP_PX + Math.max(1, bars) * ROW_PX + BOTTOM_PX;
}

export function comparisonChart(
  plot: Plot,
  { bars, limit, limitLabel, width }: ComparisonData,
  words: ChartWords,
  document?: Document,
): SVGElement | HTMLElement {
  const labels = bars.map((bar) => bar.label);
  const marginLeft = labelRoom(labels, width);
  const rows = bars.map((bar, row) => ({ ...bar, row }));
  type Row = (typeof rows)[number];
  const range = Math.max(limit, ...rows.map((row) => row.high));
  const end = range > 0 ? range * 1.08 : 1;
  const plotWidth = Math.max(1, width - marginLeft - 14);
  // A value stands behind its bar, where that leaves room.
  const inside = (row: Row): boolean =>
    (row.high / end) * plotWidth + textWidth(row.text) + 12 > plotWidth;

  const value = {
    y: 'row',
    text: 'text',
    fontWeight: 600,
    pointerEvents: 'none',
  } as const;
  const chart = plot.plot({
    ...(document ? { document } : {}),
    width,
    height: comparisonHeight(bars.length),
    marginLeft,
    marginRight: 14,
    marginTop: TOP_PX,
    marginBottom: BOTTOM_PX,
    className: 'chart',
    x: { domain: [0, end], label: null },
    y: { domain: rows.map(({ row }) => row), label: null, type: 'band', padding: 0.3 },
    marks: [
      plot.axisX({
        label: null,
        tickFormat: (rate: number) => (rate === 0 ? `0 ${words.unit}` : words.format(rate)),
        ticks: Math.max(2, Math.floor(plotWidth / 90)),
        tickSize: 4,
      }),
      plot.gridX({ stroke: 'var(--rule)', strokeOpacity: 1 }),
      plot.axisY({
        tickFormat: (row: number) => rowName(labels[row] ?? '', marginLeft),
        tickSize: 0,
      }),
      plot.barX(rows, {
        x1: 0,
        x2: 'median',
        y: 'row',
        fill: 'var(--tone-0)',
        rx: 1.5,
        title: (row: Row) =>
          `${row.label}: ${row.text} ${words.unit}${spreadText(row.low, row.high, words)}`,
      }),
      plot.link(rows, {
        x1: 'low',
        x2: 'high',
        y1: 'row',
        y2: 'row',
        stroke: 'var(--ink)',
        strokeWidth: 1.5,
      }),
      plot.text(rows, {
        ...value,
        filter: (row: Row) => !inside(row),
        x: 'high',
        textAnchor: 'start',
        dx: 6,
        fill: 'var(--ink)',
      }),
      plot.text(rows, {
        ...value,
        filter: inside,
        x: 'low',
        textAnchor: 'end',
        dx: -6,
        fill: 'var(--on-tone)',
      }),
      ...(limit > 0
        ? [
            plot.ruleX([limit], {
              stroke: 'var(--tone-1)',
              strokeWidth: 2,
              strokeDasharray: '5 3',
              title: () => limitLabel,
            }),
            plot.text([limit], {
              x: (at: number) => at,
              frameAnchor: 'top',
              text: () => limitLabel,
              textAnchor: 'end',
              dx: 6,
              dy: -14,
              fill: 'var(--ink)',
            }),
          ]
        : []),
    ],
  });
  return nameChart(chart, words);
}
