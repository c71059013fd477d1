/**
 * A line for each contender over a quantity that grows by factors: both axes are logarithmic. Pure:
 * data in, SVG out.
 */
import { nameChart, spreadText, textWidth, toneOf, type ChartWords } from './frame';
import type { Plot } from './plot';

export interface Curve {
  label: string;
  points: readonly { x: number; y: number; low: number; high: number }[];
}

export interface CurvesWords extends ChartWords {
  /** Values of the quantity, on the axis and in tooltips. */
  formatX: (value: number) => string;
}

export const CURVES_HEIGHT = 290;
/** Room beside the plot, more where labels need it. */
const LEFT_PX = 62;
const RIGHT_PX = 20;
/** With fewer ticks than this, what lies between powers of ten is labelled too. */
const FEW_TICKS = 3;

export function curvesChart(
  plot: Plot,
  curves: readonly Curve[],
  width: number,
  words: CurvesWords,
  document?: Document,
): SVGElement | HTMLElement {
  const points = curves.flatMap(({ label, points }, curve) =>
    points
      .filter(({ low, y }) => low > 0 && Number.isFinite(y))
      .map((point) => ({ ...point, curve, label })),
  );
  type Point = (typeof points)[number];
  const xs = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const least = Math.min(...points.map(({ low }) => low));
  const most = Math.max(...points.map(({ high }) => high));
  const domain = points.length > 0 ? [least / 1.3, most * 1.3] : [1, 10];
  const ends = [xs[0] ?? 1, xs.at(-1) ?? 10] as const;
  const ticks = ticksOf(domain[0] ?? 1, domain[1] ?? 10);
  const marginLeft = Math.max(LEFT_PX, ...ticks.map((tick) => textWidth(words.format(tick)) + 16));
  const marginRight = Math.max(RIGHT_PX, textWidth(words.formatX(ends[1])) / 2 + 2);

  const chart = plot.plot({
    ...(document ? { document } : {}),
    width,
    height: CURVES_HEIGHT,
    marginLeft,
    marginRight,
    marginTop: 22,
    marginBottom: 28,
    className: 'chart',
    color: { type: 'identity' },
    x: { type: 'log', domain: ends, label: null },
    y: { type: 'log', domain, label: null },
    marks: [
      // A logarithmic scale leaves out labels that a tick format gives; a text of each tick's own
      // stays.
      plot.axisX(
        apart(xs, ends, width - marginLeft - marginRight, (x) => textWidth(words.formatX(x)) + 14),
        { label: null, text: words.formatX, tickSize: 4 },
      ),
      plot.axisY(ticks, {
        label: words.unit,
        labelAnchor: 'top',
        labelArrow: 'none',
        labelOffset: marginLeft - 4,
        text: words.format,
        tickSize: 0,
      }),
      plot.gridY(ticks, { stroke: 'var(--rule)', strokeOpacity: 1 }),
      plot.line(points, {
        x: 'x',
        y: 'y',
        z: 'curve',
        stroke: (point: Point) => toneOf(point.curve),
        strokeWidth: 2,
      }),
      plot.link(points, {
        x1: 'x',
        x2: 'x',
        y1: 'low',
        y2: 'high',
        stroke: (point: Point) => toneOf(point.curve),
        strokeWidth: 1.5,
      }),
      plot.dot(points, {
        x: 'x',
        y: 'y',
        r: 4,
        fill: (point: Point) => toneOf(point.curve),
        stroke: 'var(--surface)',
        title: (point: Point) =>
          `${point.label}, ${words.formatX(point.x)}: ${words.format(point.y)} ${words.unit}${spreadText(point.low, point.high, words)}`,
      }),
    ],
  });
  return nameChart(chart, words);
}

/** As many of the values, the last among them, as have room for their labels side by side. */
export function apart(
  values: readonly number[],
  [first, last]: readonly [number, number],
  width: number,
  room: (value: number) => number,
): number[] {
  const pixel = (value: number): number =>
    last > first ? (width * Math.log(value / first)) / Math.log(last / first) : 0;
  const kept: number[] = [];
  for (const value of [...values].reverse()) {
    const next = kept[0];
    const free = next === undefined ? Infinity : pixel(next) - pixel(value);
    if (free >= (room(value) + room(next ?? value)) / 2) kept.unshift(value);
  }
  return kept;
}

/** The powers of ten inside the axis; where those are few, round numbers between them too. */
export function ticksOf(least: number, most: number): number[] {
  const first = Math.floor(Math.log10(least));
  const last = Math.ceil(Math.log10(most));
  const steps = [[1], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9]];
  const found = steps.map((times) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index)
      .flatMap((power) => times.map((one) => Number((one * 10 ** power).toPrecision(2))))
      .filter((tick) => tick >= least && tick <= most),
  );
  return found.find((ticks) => ticks.length >= FEW_TICKS) ?? found.at(-1) ?? [];
}
