/**
 * A timeline as a self-contained SVG: without external styles, scripts or fonts, in colours that
 * can be distinguished on light and dark backgrounds. Its size is bounded, whatever the number of
 * spans.
 */
import { escaped } from '../../common/xml';
import { kindsInPieces, type Kind } from '../picture/kinds';
import { marksOf, wholeView, type Marks } from '../picture/marks';
import { drained } from '../picture/pieces';
import { rowsInPieces } from '../picture/rows';
import { known, text } from '../../common/checks';
import type { Timeline } from '../../common/types';
import { expectTimeline } from './expect-timeline';
import { bars, bound, framed, ground, INK, px, TONES } from './strokes';

/**
 * Options of `toSvg`.
 *
 * @example
 * ```ts
 * const policy = { name: 'dynamic' } as const;
 * const options = { tasks: [1, 2], policy, workers: 1, load: 'simulate' } as const;
 * const timeline = await pg.schedule(options);
 * const svg = toSvg(timeline, { width: 300, title: 'One worker' });
 * [svg.includes('width="300"'), svg.includes('One worker')]; // → [true, true]
 * ```
 */
export interface SvgOptions {
  /** Its width, in px. Default 960. */
  width?: number;
  /** The picture's title. */
  title?: string;
  /** A sentence that describes it, for screen readers. */
  description?: string;
  /** The background colour. Default none. */
  background?: string;
  /** Its words in another language than English. */
  words?: Partial<SvgWords>;
}

/** The words in a picture. */
export interface SvgWords {
  /**
   * A row's label; workers count from 1. A row may stand for the workers from `first` to `last`.
   */
  worker: (first: number, last: number) => string;
  /** A duration with its unit. */
  ms: (ms: number) => string;
  /** A range of durations with its unit. */
  msRange: (leastMs: number, mostMs: number) => string;
  /** A number of the axis. */
  tick: (ms: number) => string;
}

const ENGLISH: SvgWords = {
  worker: (first, last) => (first === last ? `worker ${first}` : `${first}–${last}`),
  ms: (ms) => `${short(ms)} ms`,
  msRange: (leastMs, mostMs) => `${short(leastMs)}–${short(mostMs)} ms`,
  tick: short,
};

const LABELS_PX = 84;
const RIGHT_PX = 16;
const TOP_PX = 34;
const BOTTOM_PX = 30;
const LEGEND_PX = 22;
/** The height of a row is between these. */
const ROW_PX = { most: 24, least: 3 };
const PLOT_PX = 420;
const MOST_MARKS = 4000;

/**
 * The timeline as a self-contained SVG. `E_ARGUMENT` for what is no timeline.
 *
 * @example
 * ```ts
 * const policy = { name: 'dynamic' } as const;
 * const options = { tasks: [1, 2], policy, workers: 1, load: 'simulate' } as const;
 * const timeline = await pg.schedule(options);
 * toSvg(timeline).startsWith('<svg'); // → true
 * ```
 */
export function toSvg(timeline: Timeline, options: SvgOptions = {}): string {
  return drained(svgInPieces(timeline, options));
}

/** The same in pieces, since there may be 10⁷ spans. */
export function* svgInPieces(
  timeline: Timeline,
  options: SvgOptions = {},
): Generator<void, string> {
  const { policy, workers, columns } = expectTimeline(timeline);
  const {
    width = 960,
    title = `${policy.name} on ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
    description = `A row for each worker, a bar for each of the tasks, ${columns.task.length} in all; the makespan is ${short(timeline.makespanMs)} ms, the lower bound ${short(timeline.lowerBoundMs)} ms.`,
    background,
  } = known('options', options, ['width', 'title', 'description', 'background', 'words']);
  for (const [name, given] of Object.entries({ title, description, background })) {
    if (given !== undefined) text(name, given);
  }
  const words = { ...ENGLISH, ...options.words };
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

  return framed({ width, height, title, description, background }, [
    `<text x="${LABELS_PX}" y="18" font-size="14" font-weight="600">${escaped(title)}</text>`,
    `<g transform="translate(${LABELS_PX} ${TOP_PX})">`,
    ground(marks.lanes, rowPx, plotWidth),
    ...bars(marks, rowPx, x),
    ...chunkStrokes(marks, rowPx, x),
    ...labels(marks, rowPx, workers, words),
    ...axis(timeline, plotPx, x, words),
    '</g>',
    ...legend(kinds, TOP_PX + plotPx + BOTTOM_PX + 12, words),
  ]);
}

function chunkStrokes(marks: Marks, rowPx: number, x: (ms: number) => number): string[] {
  if (marks.chunkMs.length === 0) return [];
  const strokes = Array.from(marks.chunkMs, (ms, index) => {
    const top = (marks.chunkLane[index] ?? 0) * rowPx;
    return `M${px(x(ms))} ${px(top)}v${px(rowPx)}`;
  });
  return [`<path d="${strokes.join('')}" stroke="${INK}" stroke-width="1.2"/>`];
}

function labels(marks: Marks, rowPx: number, workers: number, words: SvgWords): string[] {
  const every = Math.max(1, Math.ceil(14 / rowPx));
  return Array.from({ length: Math.ceil(marks.lanes / every) }, (_, index) => {
    const lane = index * every;
    const first = lane * marks.workersPerLane + 1;
    const last = Math.min(workers, (lane + 1) * marks.workersPerLane);
    const name = escaped(words.worker(first, last));
    return `<text x="-8" y="${px((lane + 0.5) * rowPx)}" text-anchor="end" dominant-baseline="central">${name}</text>`;
  });
}

/** Ticks at round numbers, and a dashed line at the lower bound. */
function axis(
  timeline: Timeline,
  plotPx: number,
  x: (ms: number) => number,
  words: SvgWords,
): string[] {
  const { makespanMs, lowerBoundMs } = timeline;
  const step = roundStep(makespanMs / 6);
  const ticks = makespanMs > 0 ? Math.floor(makespanMs / step + 1e-9) : 0;
  return [
    ...Array.from({ length: ticks + 1 }, (_, index) => {
      const ms = index * step;
      const text = escaped(index === 0 ? words.ms(0) : words.tick(ms));
      return `<path d="M${px(x(ms))} ${px(plotPx)}v4" stroke="${INK}"/><text x="${px(x(ms))}" y="${px(plotPx + 18)}" text-anchor="middle">${text}</text>`;
    }),
    ...bound(lowerBoundMs, plotPx, x),
  ];
}

function legend(kinds: readonly Kind[], y: number, words: SvgWords): string[] {
  return kinds.map(({ leastMs, mostMs }, kind) => {
    const text = escaped(leastMs === mostMs ? words.ms(mostMs) : words.msRange(leastMs, mostMs));
    const left = LABELS_PX + kind * 150;
    return `<rect x="${left}" y="${px(y - 9)}" width="10" height="10" rx="2" fill="${TONES[kind] ?? INK}"/><text x="${left + 15}" y="${px(y)}">${text}</text>`;
  });
}

/** The least 1, 2 or 5 times a power of ten that is not below `least`. */
function roundStep(least: number): number {
  if (least <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((times) => times * power >= least) ?? 10) * power;
}

function short(ms: number): string {
  return String(Number(ms.toPrecision(4)));
}
