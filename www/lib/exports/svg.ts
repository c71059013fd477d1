/**
 * A timeline as a picture of its own: an SVG without styles, scripts or fonts from elsewhere, in tones that can be told apart on light
 * and on dark ground. It stays small, however many spans there are.
 */
import { kindsInPieces, type Kind } from '../picture/kinds';
import { marksOf, wholeView, type Marks } from '../picture/marks';
import { drained } from '../picture/pieces';
import { rowsInPieces } from '../picture/rows';
import type { Timeline } from '../types';

export interface SvgOptions {
  /** In px. Default 960. */
  width?: number;
  /** What it is called. */
  title?: string;
  /** One sentence on what it shows, for who cannot see it. */
  description?: string;
}

/** Okabe and Ito's tones, between light and dark: at least 3:1 on both. */
const TONES = ['#2a86c4', '#cf6a14', '#1b9a78', '#b3649a'];
const INK = '#7b828e';
const LABELS_PX = 84;
const RIGHT_PX = 16;
const TOP_PX = 34;
const BOTTOM_PX = 30;
const LEGEND_PX = 22;
/** Rows are between so high and so high. */
const ROW_PX = { most: 24, least: 3 };
const PLOT_PX = 420;
const MOST_MARKS = 4000;

export function toSvg(timeline: Timeline, options: SvgOptions = {}): string {
  return drained(svgInPieces(timeline, options));
}

/** The same for the window, where there may be 10⁶ spans. */
export function* svgInPieces(
  timeline: Timeline,
  options: SvgOptions = {},
): Generator<void, string> {
  const { policy, workers, columns } = timeline;
  const {
    width = 960,
    title = `${policy.name} on ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
    description = `A row for each worker, a bar for each of the tasks, ${columns.task.length} in all; the makespan is ${short(timeline.makespanMs)} ms, the lower bound ${short(timeline.lowerBoundMs)} ms.`,
  } = options;
  const kinds = yield* kindsInPieces(timeline.tasksMs);
  const rows = yield* rowsInPieces(timeline);
  const view = wholeView(timeline);
  const limits = { lanes: Math.floor(PLOT_PX / ROW_PX.least), marks: MOST_MARKS };
  const marks = yield* marksOf(timeline, rows, kinds, view, limits);
  const rowPx = Math.min(ROW_PX.most, PLOT_PX / Math.max(1, marks.lanes));
  const plotPx = rowPx * marks.lanes;
  const plotWidth = Math.max(1, width - LABELS_PX - RIGHT_PX);
  const height = Math.ceil(TOP_PX + plotPx + BOTTOM_PX + LEGEND_PX);
  const x = (ms: number): number => (ms / view.toMs) * plotWidth;

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="${INK}">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    `<text x="${LABELS_PX}" y="18" font-size="14" font-weight="600">${escaped(title)}</text>`,
    `<g transform="translate(${LABELS_PX} ${TOP_PX})">`,
    ground(marks, rowPx, plotWidth),
    ...bars(marks, rowPx, x),
    ...chunkStrokes(marks, rowPx, x),
    ...labels(marks, rowPx, workers),
    ...axis(timeline, plotPx, x),
    '</g>',
    ...legend(kinds, TOP_PX + plotPx + BOTTOM_PX + 12),
    '</svg>\n',
  ].join('\n');
}

/** Where nothing runs: a faint ground below the bars, so that idle time is seen. */
function ground({ lanes }: Marks, rowPx: number, plotWidth: number): string {
  return `<path d="${Array.from({ length: lanes }, (_, lane) => `M0 ${px((lane + 0.5) * rowPx)}H${px(plotWidth)}`).join('')}" stroke="${INK}" stroke-opacity="0.16" stroke-width="${px(barPx(rowPx))}"/>`;
}

/** A path for each kind, a rectangle for each mark; a cell that is partly busy is partly filled. */
function bars(marks: Marks, rowPx: number, x: (ms: number) => number): string[] {
  const paths = TONES.map((): string[] => []);
  for (let mark = 0; mark < marks.count; mark += 1) {
    const from = x(marks.fromMs[mark] ?? 0);
    // What is there is drawn, be it thinner than a pixel; a hair parts neighbours.
    const hair = marks.exact ? 0.6 : 0;
    const width = Math.max(0.8, x(marks.toMs[mark] ?? 0) - from - hair);
    const high = barPx(rowPx) * (marks.busy[mark] ?? 1);
    const bottom = (marks.lane[mark] ?? 0) * rowPx + (rowPx + barPx(rowPx)) / 2;
    paths[marks.kind[mark] ?? 0]?.push(
      `M${px(from)} ${px(bottom)}v${px(-high)}h${px(width)}v${px(high)}z`,
    );
  }
  return paths.flatMap((path, kind) =>
    path.length === 0 ? [] : [`<path d="${path.join('')}" fill="${TONES[kind] ?? INK}"/>`],
  );
}

function chunkStrokes(marks: Marks, rowPx: number, x: (ms: number) => number): string[] {
  if (marks.chunkMs.length === 0) return [];
  const strokes = Array.from(marks.chunkMs, (ms, index) => {
    const top = (marks.chunkLane[index] ?? 0) * rowPx;
    return `M${px(x(ms))} ${px(top)}v${px(rowPx)}`;
  });
  return [`<path d="${strokes.join('')}" stroke="${INK}" stroke-width="1.2"/>`];
}

function labels(marks: Marks, rowPx: number, workers: number): string[] {
  const every = Math.max(1, Math.ceil(14 / rowPx));
  return Array.from({ length: Math.ceil(marks.lanes / every) }, (_, index) => {
    const lane = index * every;
    const first = lane * marks.workersPerLane + 1;
    const last = Math.min(workers, (lane + 1) * marks.workersPerLane);
    const name = first === last ? `worker ${first}` : `${first}–${last}`;
    return `<text x="-8" y="${px((lane + 0.5) * rowPx)}" text-anchor="end" dominant-baseline="central">${name}</text>`;
  });
}

/** Ticks in round numbers, and a dashed line at the lower bound. */
function axis(timeline: Timeline, plotPx: number, x: (ms: number) => number): string[] {
  const { makespanMs, lowerBoundMs } = timeline;
  const step = roundStep(makespanMs / 6);
  const ticks = makespanMs > 0 ? Math.floor(makespanMs / step + 1e-9) : 0;
  const bound = px(x(lowerBoundMs));
  return [
    ...Array.from({ length: ticks + 1 }, (_, index) => {
      const ms = index * step;
      const text = index === 0 ? '0 ms' : short(ms);
      return `<path d="M${px(x(ms))} ${px(plotPx)}v4" stroke="${INK}"/><text x="${px(x(ms))}" y="${px(plotPx + 18)}" text-anchor="middle">${text}</text>`;
    }),
    ...(lowerBoundMs > 0
      ? [
          `<path d="M${bound} -6V${px(plotPx)}" stroke="${INK}" stroke-width="1.5" stroke-dasharray="5 3"/>`,
        ]
      : []),
  ];
}

function legend(kinds: readonly Kind[], y: number): string[] {
  return kinds.map(({ leastMs, mostMs }, kind) => {
    const text =
      leastMs === mostMs ? `${short(mostMs)} ms` : `${short(leastMs)}–${short(mostMs)} ms`;
    const left = LABELS_PX + kind * 150;
    return `<rect x="${left}" y="${px(y - 9)}" width="10" height="10" rx="2" fill="${TONES[kind] ?? INK}"/><text x="${left + 15}" y="${px(y)}">${text}</text>`;
  });
}

function barPx(rowPx: number): number {
  return rowPx > 6 ? rowPx - 4 : Math.max(1, rowPx - 0.5);
}

/** 1, 2 or 5 times a power of ten, not below. */
function roundStep(least: number): number {
  if (least <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((times) => times * power >= least) ?? 10) * power;
}

function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function short(ms: number): string {
  return String(Number(ms.toPrecision(4)));
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
