/**
 * A program's processes over time: a row for each, in bars of what it did; arrows for messages from
 * one to another; below, how many messages the queues held. Pure: data in, SVG out.
 */
import { labelRoom, nameChart, textWidth, tickText, type ChartWords } from './frame';
import type { Mark, Plotted } from './marks';
import { fillOf, patternDefs, type Fill } from './patterns';
import { drawArrows, type ProgramArrow } from './program-arrows';
import type { Plot } from './plot';
import { thin } from './steps';

export interface ProgramBar {
  row: number;
  startMs: number;
  endMs: number;
  /** Which of the fills. */
  fill: number;
  /** Stands in the bar where there is room. */
  label: string;
  title: string;
  /** The line of the program that it belongs to. */
  line: number | null;
}

export interface ProgramDepth {
  label: string;
  points: readonly { atMs: number; value: number }[];
  most: number;
  /** What is said of a moment. */
  describe: (value: number, atMs: number) => string;
}

export interface ProgramChartData {
  rows: readonly string[];
  bars: readonly ProgramBar[];
  fills: readonly Fill[];
  arrows: readonly ProgramArrow[];
  depths: readonly ProgramDepth[];
  /** When each process ended; NaN for one that runs. */
  ends: readonly number[];
  endMs: number;
  width: number;
  /** With which ids in the document begin. */
  name: string;
}

const ROW_PX = 40;
const TOP_PX = 8;
const BOTTOM_PX = 26;
const RIGHT_PX = 16;
const DEPTH_PX = 46;
const DEPTH_TOP_PX = 18;
/** More bars than this are merged where they are thinner than a pixel. */
const MANY = 300;
/** About so far apart are two moments of a depth that can be asked for. */
const LOOK_PX = 4;
/** Bars bear their names where at least one in so many has room for it. */
const FEW = 4;

export function programChartHeight(rows: number, depths: number): number {
  return TOP_PX + Math.max(1, rows) * ROW_PX + BOTTOM_PX + depths * DEPTH_PX;
}

/** How many px a millisecond takes in the picture. */
export function scaleOf({
  rows,
  endMs,
  width,
}: Pick<ProgramChartData, 'rows' | 'endMs' | 'width'>): number {
  const room = width - labelRoom(rows, width) - RIGHT_PX;
  return Math.max(1, room) / (endMs > 0 ? endMs : 1);
}

export function programChart(
  plot: Plot,
  data: ProgramChartData,
  words: ChartWords,
  own?: Document,
): SVGElement | HTMLElement {
  const { rows, arrows, depths, width, name, fills } = data;
  const marginLeft = labelRoom(rows, width);
  const endMs = data.endMs > 0 ? data.endMs : 1;
  const pxPerMs = scaleOf(data);
  const tickPx = Math.max(70, textWidth(tickText(0, words)) + 40);
  const frame = {
    ...(own ? { document: own } : {}),
    width,
    marginLeft,
    marginRight: RIGHT_PX,
    className: 'chart',
    color: { type: 'identity' },
  } as const;
  const bars = withoutCrumbs(data.bars, data.bars.length > MANY ? 1 / pxPerMs : 0).map((bar) => ({
    ...bar,
    // What is measured is drawn, even where it is thinner than a pixel.
    drawnEndMs: Math.max(bar.endMs, bar.startMs + 1.5 / pxPerMs),
  }));
  type Drawn = (typeof bars)[number];
  const roomy = ({ label, startMs, endMs: end }: Drawn): boolean =>
    label !== '' && (end - startMs) * pxPerMs > textWidth(label) + 8;
  // A name here and there would look like a mark of its own.
  const named = bars.filter(roomy).length * FEW >= bars.filter(({ label }) => label !== '').length;
  const ends = data.ends
    .map((atMs, row) => ({ atMs, row }))
    .filter(({ atMs }) => !Number.isNaN(atMs));
  const chart: Plotted = plot.plot({
    ...frame,
    height: programChartHeight(rows.length, 0),
    marginTop: TOP_PX,
    marginBottom: BOTTOM_PX,
    x: { domain: [0, endMs], label: null },
    y: { domain: rows.map((_, row) => row), label: null, type: 'band', padding: 0.46 },
    marks: [
      plot.axisX({
        label: null,
        tickFormat: (ms: number) => tickText(ms, words),
        ticks: Math.max(2, Math.floor((width - marginLeft) / tickPx)),
        tickSize: 4,
      }),
      plot.gridX({ stroke: 'var(--rule)', strokeOpacity: 1 }),
      plot.axisY({ tickFormat: (row: number) => rows[row] ?? '', tickSize: 0 }),
      plot.barX(bars, {
        x1: 'startMs',
        x2: 'drawnEndMs',
        y: 'row',
        fill: ({ fill }: Drawn) => fillOf(fills[fill] ?? { tone: 0, pattern: 'whole' }, name),
        insetRight: bars.length > MANY ? 0 : 0.5,
        rx: 1.5,
        title: ({ row, title }: Drawn) => `${rows[row] ?? ''}, ${title}`,
      }),
      plot.text(bars, {
        filter: (bar: Drawn) => named && roomy(bar),
        x: ({ startMs, endMs: end }: Drawn) => (startMs + end) / 2,
        y: 'row',
        text: 'label',
        fill: 'var(--on-tone)',
        pointerEvents: 'none',
      }),
      plot.tickX(ends, { x: 'atMs', y: 'row', stroke: 'var(--ink)', strokeWidth: 2, inset: -3 }),
    ],
  });
  const group = chart.querySelector('g[aria-label="bar"]');
  group?.classList.add('bars');
  [...(group?.querySelectorAll('rect') ?? [])].forEach((rect, at) => {
    const line = bars[at]?.line ?? null;
    if (line !== null) rect.setAttribute('data-line', String(line));
  });
  chart.insertBefore(patternDefs(chart.ownerDocument, fills, name), chart.firstChild);
  drawArrows(
    chart,
    arrows,
    name,
    (row) => rowEdges(chart, row),
    (ms) => marginLeft + ms * pxPerMs,
  );
  depths.forEach((depth, at) => {
    const strip = plot.plot({
      ...frame,
      height: DEPTH_PX,
      marginTop: DEPTH_TOP_PX,
      marginBottom: 2,
      x: { domain: [0, endMs], axis: null },
      y: { domain: [0, Math.max(1, depth.most)], label: null },
      marks: depthMarks(plot, depth, endMs, pxPerMs, words),
    });
    strip.setAttribute('y', String(programChartHeight(rows.length, at)));
    chart.append(strip);
  });
  const height = programChartHeight(rows.length, depths.length);
  chart.setAttribute('height', String(height));
  chart.setAttribute('viewBox', `0 0 ${width} ${height}`);
  return nameChart(chart, words);
}

/** Where a row's bars begin and end, from above. */
function rowEdges(chart: Plotted, row: number): [top: number, bottom: number] {
  const y = chart.scale('y');
  const top = y.apply(row);
  return [top, top + y.bandwidth];
}

function depthMarks(
  plot: Plot,
  { label, points, most, describe }: ProgramDepth,
  endMs: number,
  pxPerMs: number,
  words: ChartWords,
): Mark[] {
  const steps = thin(
    [{ atMs: 0, value: 0 }, ...points, { atMs: endMs, value: points.at(-1)?.value ?? 0 }],
    1 / pxPerMs,
  );
  const looks = thin(points, LOOK_PX / pxPerMs).map((point, index, all) => ({
    ...point,
    untilMs: all[index + 1]?.atMs ?? endMs,
  }));
  type Look = (typeof looks)[number];
  const ticks = [0, Math.max(1, most)];
  return [
    plot.axisY(ticks, { label: null, tickFormat: words.format, tickSize: 0 }),
    plot.ruleY([0], { stroke: 'var(--rule-strong)' }),
    plot.areaY(steps, {
      x: 'atMs',
      y1: 0,
      y2: 'value',
      curve: 'step-after',
      fill: 'var(--tone-2)',
      fillOpacity: 0.2,
    }),
    plot.line(steps, {
      x: 'atMs',
      y: 'value',
      curve: 'step-after',
      stroke: 'var(--tone-2)',
      strokeWidth: 1.75,
    }),
    plot.text([label], {
      frameAnchor: 'top-left',
      text: (text: string) => text,
      dy: -13,
      fill: 'var(--ink-soft)',
    }),
    plot.rect(looks, {
      x1: 'atMs',
      x2: 'untilMs',
      y1: 0,
      y2: ({ value }: Look) => Math.max(value, most / 8),
      fill: 'var(--tone-2)',
      fillOpacity: 0,
      title: ({ value, atMs }: Look) => describe(value, atMs),
    }),
  ];
}

/** Bars thinner than that become part of the one before, if it is of the same kind and line. */
function withoutCrumbs(bars: readonly ProgramBar[], leastMs: number): ProgramBar[] {
  const kept: ProgramBar[] = [];
  /** The last ones of a row, by their kind. */
  let last = new Map<number, ProgramBar>();
  let row = -1;
  for (const bar of bars) {
    if (bar.row !== row) last = new Map();
    ({ row } = bar);
    const before = last.get(bar.fill);
    const isCrumb = bar.endMs - bar.startMs < leastMs;
    if (isCrumb && before?.line === bar.line && bar.startMs - before.endMs < leastMs) {
      before.endMs = bar.endMs;
      continue;
    }
    const own = { ...bar };
    last.set(bar.fill, own);
    kept.push(own);
  }
  return kept;
}
