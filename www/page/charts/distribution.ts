/**
 * How many samples fell where: a histogram for each contender on one logarithmic axis, with the
 * median and the 95th percentile. Pure: data in, SVG out.
 */
import { apart } from './curves';
import { inside, placeLabels, type PlacedLabel } from './distribution-labels';
import { labelRoom, nameChart, shortened, textWidth, toneOf, type ChartWords } from './frame';
import type { Mark } from './marks';
import type { Plot } from './plot';

export interface DistributionRow {
  label: string;
  samples: readonly number[];
}

/** Names of the strokes, drawn beside them. */
export interface DistributionWords extends ChartWords {
  median: string;
  p95: string;
}

export interface Bin {
  from: number;
  to: number;
  count: number;
}

const ROW_PX = 72;
const TOP_PX = 18;
const BOTTOM_PX = 28;
const RIGHT_PX = 26;
const LABEL_GAP_PX = 10;
/** A bin is about this wide. */
const BIN_PX = 7;
/** Words above the bars of a row: the middle of the first line, and from line to line. */
const LINE_PX = 4;
const NEXT_LINE_PX = 15;
/** What `labelRoom` adds to the longest name. */
const NAME_GAP_PX = 14;
/** The axis ends where so many of all samples are in sight; what is beyond is drawn at its end. */
const IN_SIGHT = 0.999;

const plain = { pointerEvents: 'none', fill: 'var(--ink)', textAnchor: 'start' } as const;

export function distributionHeight(rows: number): number {
  return TOP_PX + Math.max(1, rows) * ROW_PX + BOTTOM_PX;
}

export function distributionChart(
  plot: Plot,
  rows: readonly DistributionRow[],
  width: number,
  words: DistributionWords,
  document?: Document,
): SVGElement | HTMLElement {
  const names = rows.map(({ label }) => label);
  // Names stand above their rows where they would take half of the chart.
  const beside = labelRoom(names, width) >= Math.max(0, ...names.map(textWidth)) + NAME_GAP_PX;
  const marginLeft = beside ? labelRoom(names, width) + LABEL_GAP_PX : 1;
  const [least, most] = extent(rows.map(({ samples }) => samples));
  const plotWidth = Math.max(1, width - marginLeft - RIGHT_PX);
  const pixel = (value: number): number =>
    marginLeft +
    (plotWidth * Math.log(Math.min(most, Math.max(least, value)) / least)) / Math.log(most / least);
  const strokes = rows.flatMap(({ samples }, row) =>
    samples.length === 0
      ? []
      : ([0.5, 0.95] as const).map((share) => {
          const value = quantile(samples, share);
          const text = words.format(value);
          const name = share === 0.5 ? words.median : words.p95;
          // What took no time by the clock is drawn where the axis begins.
          return { row, at: Math.max(least, value), share, text: `${name} ${text}`, short: text };
        }),
  );
  const { labels, stacked } = placeLabels(
    rows.map((_, row) =>
      strokes
        .filter((stroke) => stroke.row === row)
        .map(({ at, text, short }) => ({ row, x: pixel(at), texts: [text, short] })),
    ),
    { width, left: marginLeft },
  );
  // From the row's top, as a share of it.
  const lines = (beside ? 0 : 1) + (stacked ? 2 : 1);
  const lineAt = (line: number): number => (LINE_PX + NEXT_LINE_PX * line) / ROW_PX;
  const strokesFrom = lineAt(lines) - 0.11;
  const highestShare = 0.94 - strokesFrom - 0.06;
  const bins = Math.max(8, Math.floor(plotWidth / BIN_PX));
  const drawn = rows.flatMap(({ samples }, row) => {
    const counted = histogram(samples, least, most, bins);
    const highest = Math.max(1, ...counted.map(({ count }) => count));
    return counted
      .filter(({ count }) => count > 0)
      .map((bin) => ({ ...bin, row, top: row + 0.94 - (highestShare * bin.count) / highest }));
  });
  const tickWords = (tick: number): string => `${words.format(tick)} ${words.unit}`;
  type Drawn = (typeof drawn)[number];
  type Stroke = (typeof strokes)[number];
  const line = (share: number): Mark =>
    plot.link(
      strokes.filter((stroke) => stroke.share === share),
      {
        x1: 'at',
        x2: 'at',
        y1: (stroke: Stroke) => stroke.row + strokesFrom,
        y2: (stroke: Stroke) => stroke.row + 0.94,
        stroke: 'var(--ink)',
        strokeWidth: share === 0.5 ? 2 : 1.5,
        strokeDasharray: share === 0.5 ? 'none' : '4 3',
        title: (stroke: Stroke) => `${names[stroke.row] ?? ''}, ${stroke.text} ${words.unit}`,
      },
    );
  const ticks = decimals(least, most);
  const wide = (tick: number): number => textWidth(tickWords(tick));
  const labelled = apart(
    inside(ticks, pixel, wide, width),
    [least, most],
    plotWidth,
    (tick) => wide(tick) + 12,
  );

  const chart = plot.plot({
    ...(document ? { document } : {}),
    width,
    height: distributionHeight(rows.length),
    marginLeft,
    marginRight: RIGHT_PX,
    marginTop: TOP_PX,
    marginBottom: BOTTOM_PX,
    className: 'chart',
    color: { type: 'identity' },
    x: { type: 'log', domain: [least, most], label: null },
    y: { domain: [0, Math.max(1, rows.length)], reverse: true, label: null, axis: null },
    marks: [
      // A logarithmic scale leaves out labels that a tick format gives; a text of each tick's own
      // stays.
      plot.axisX(labelled, { label: null, text: tickWords, tickSize: 4 }),
      plot.gridX(ticks, { stroke: 'var(--rule)', strokeOpacity: 1 }),
      beside
        ? plot.axisY(
            names.map((_, row) => row + 0.5),
            { tickFormat: (at: number) => names[Math.floor(at)] ?? '', tickSize: 0 },
          )
        : plot.text(
            names.map((name, row) => ({ name: shortened(name, width - 2), at: row + lineAt(0) })),
            { ...plain, x: inPx(() => 1), y: 'at', text: 'name' },
          ),
      plot.rect(drawn, {
        x1: 'from',
        x2: 'to',
        y1: 'top',
        y2: (bin: Drawn) => bin.row + 0.94,
        fill: (bin: Drawn) => toneOf(bin.row),
        inset: 0.4,
        title: (bin: Drawn) =>
          `${names[bin.row] ?? ''}, ${words.format(bin.from)}–${words.format(bin.to)} ${words.unit}: ${words.format(bin.count)}`,
      }),
      line(0.5),
      line(0.95),
      plot.text(labels, {
        ...plain,
        x: inPx((label: PlacedLabel) => label.x),
        y: (label: PlacedLabel) => label.row + lineAt(label.line + (beside ? 0 : 1)),
        text: 'text',
      }),
    ],
  });
  return nameChart(chart, words);
}

/** A place in px from the chart's left edge, whatever the axis. */
function inPx<T>(at: (datum: T) => number): { value: (datum: T) => number; scale: null } {
  return { value: at, scale: null };
}

/** The sample that so large a share of all lies at or below. NaN for none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Samples counted in bins of equal ratio; what lies outside is in the outermost. */
export function histogram(
  samples: readonly number[],
  least: number,
  most: number,
  bins: number,
): Bin[] {
  const step = Math.log(most / least) / bins;
  const edge = (index: number): number => least * Math.exp(step * index);
  const counted = Array.from({ length: bins }, (_, index) => ({
    from: edge(index),
    to: edge(index + 1),
    count: 0,
  }));
  for (const sample of samples) {
    const at = Math.floor(Math.log(Math.max(sample, least) / least) / step);
    const bin = counted[Math.min(bins - 1, Math.max(0, at))];
    if (bin) bin.count += 1;
  }
  return counted;
}

/** The ends of the axis: room for the median's label on the left, and nearly all samples. */
function extent(rows: readonly (readonly number[])[]): [number, number] {
  // What took no time by the clock has no place on a logarithmic axis: it is counted at its begin.
  const shown = rows
    .map((samples) => samples.filter((sample) => sample > 0))
    .filter((samples) => samples.length > 0);
  const least = Math.min(...shown.map((samples) => quantile(samples, 0.001)));
  const most = Math.max(...shown.map((samples) => quantile(samples, IN_SIGHT)));
  if (!(least > 0 && most > 0 && Number.isFinite(most))) return [1, 10];
  return [least / 2.2, Math.max(most, least * 4) * 1.15];
}

/** 1, 2, 5, 10, … inside the axis; of a long axis the powers of ten alone. */
function decimals(least: number, most: number): number[] {
  const decades = Math.log10(most / least);
  const steps = decades > 2.2 ? [1] : decades > 1.2 ? [1, 3] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.log10(most); power += 1) {
    for (const step of steps) {
      const tick = Number((step * 10 ** power).toPrecision(1));
      if (tick >= least && tick <= most) ticks.push(tick);
    }
  }
  return ticks;
}
