/**
 * A timeline of any size on a canvas: a lane for each worker or for some of them, hatched where
 * nothing runs; a bar for each span, or for a cell a bar as high as it was busy; a stroke where a
 * chunk was begun. Pure: marks in, pixels out.
 */
import type { Marks, View } from '../../lib/picture/marks';
import { labelRoom, textWidth } from './frame';

/** The page's colours as they are now: a canvas knows no custom properties. */
export interface Look {
  ink: string;
  inkSoft: string;
  rule: string;
  ruleStrong: string;
  surface: string;
  sunken: string;
  focus: string;
  onTone: string;
  /** By kind of task. */
  tones: readonly string[];
  font: string;
}

export interface GanttWords {
  /** The name of the worker with that number, from 0. */
  worker: (worker: number) => string;
  /** Of several. */
  workers: (first: number, last: number) => string;
  unit: string;
  format: (ms: number) => string;
}

/** Where things are on the picture, in CSS px. */
export interface Layout {
  width: number;
  height: number;
  left: number;
  top: number;
  plotWidth: number;
  lanePx: number;
}

export interface GanttData {
  marks: Marks;
  /** Of the prediction, in the same view and lanes; drawn as outlines below the bars. */
  predicted: Marks | null;
  makespanMs: number;
  lowerBoundMs: number;
}

/** Lanes are between so high and so high. */
const LANE_PX = { most: 28, least: 6 };
const PLOT_PX = 384;
const TOP_PX = 10;
const BOTTOM_PX = 28;
const RIGHT_PX = 14;
/** Below a bar there is room for its prediction in lanes as high as this. */
const PREDICTED_LANE_PX = 14;
/** The share of such a lane that the prediction takes. */
const PREDICTED_SHARE = 0.3;
/** About so far apart are two numbers of the axis. */
const TICK_PX = 90;

/** The most lanes a picture has, and the most marks. */
export const GANTT_LIMITS = { lanes: PLOT_PX / LANE_PX.least, marks: 6000 };

/**
 * The height of a picture of so many workers, known before there is one, so that its room can be
 * kept.
 */
export function ganttHeight(workers: number): number {
  return TOP_PX + Math.min(PLOT_PX, Math.max(1, workers) * LANE_PX.most) + BOTTOM_PX;
}

export function layoutOf(workers: number, marks: Marks, width: number, words: GanttWords): Layout {
  const height = ganttHeight(workers);
  const plotHeight = height - TOP_PX - BOTTOM_PX;
  const labels =
    marks.workersPerLane === 1
      ? [words.worker(workers - 1)]
      : [words.workers(workers - 2, workers - 1)];
  const left = labelRoom(labels, width);
  return {
    width,
    height,
    left,
    top: TOP_PX,
    plotWidth: Math.max(1, width - left - RIGHT_PX),
    lanePx: Math.min(LANE_PX.most, plotHeight / Math.max(1, marks.lanes)),
  };
}

/** Where a time is, in px from the left. */
export function xOf({ left, plotWidth }: Layout, { fromMs, toMs }: View, ms: number): number {
  return left + ((ms - fromMs) / (toMs - fromMs)) * plotWidth;
}

/** The time and the worker at a place; null outside of the lanes. */
export function placeAt(
  { left, top, plotWidth, lanePx }: Layout,
  { view, lanes, workersPerLane }: Marks,
  x: number,
  y: number,
): { ms: number; worker: number } | null {
  const lane = Math.floor((y - top) / lanePx);
  if (lane < 0 || lane >= lanes || x < left || x > left + plotWidth) return null;
  const within = ((y - top) / lanePx - lane) * workersPerLane;
  return {
    ms: view.fromMs + ((x - left) / plotWidth) * (view.toMs - view.fromMs),
    worker: Math.min(view.toRow - 1, view.fromRow + lane * workersPerLane + Math.floor(within)),
  };
}

/** The rectangle of a stretch of time on a worker. */
export function boxOf(
  layout: Layout,
  { view, workersPerLane }: Marks,
  worker: number,
  startMs: number,
  endMs: number,
): { x: number; y: number; width: number; height: number } {
  const lane = Math.floor((worker - view.fromRow) / workersPerLane);
  const x = Math.max(layout.left, xOf(layout, view, startMs));
  const end = Math.min(layout.left + layout.plotWidth, xOf(layout, view, endMs));
  return {
    x,
    y: layout.top + lane * layout.lanePx,
    width: Math.max(1.5, end - x),
    height: layout.lanePx,
  };
}

export function paintGantt(
  context: CanvasRenderingContext2D,
  layout: Layout,
  data: GanttData,
  words: GanttWords,
  look: Look,
): void {
  const { marks, predicted } = data;
  const { left, top, plotWidth, lanePx, width, height } = layout;
  context.clearRect(0, 0, width, height);
  context.font = look.font;
  paintGround(context, layout, data, look);
  context.save();
  context.beginPath();
  context.rect(left, top - 6, plotWidth + 1, marks.lanes * lanePx + 8);
  context.clip();
  const share = predicted && lanePx >= PREDICTED_LANE_PX ? 1 - PREDICTED_SHARE : 1;
  paintBars(context, layout, marks, look, share);
  if (marks.exact && lanePx >= 14) paintNames(context, layout, marks, look, share);
  if (predicted && share < 1) paintPrediction(context, layout, predicted, look, share);
  paintChunks(context, layout, marks, look);
  paintBound(context, layout, data, look);
  context.restore();
  paintAxes(context, layout, data, words, look);
}

/** The same without words or axes, in the whole of the room: for a picture among several. */
export function paintSmall(
  context: CanvasRenderingContext2D,
  marks: Marks,
  size: { width: number; height: number },
  endMs: number,
  { makespanMs, lowerBoundMs }: Pick<GanttData, 'makespanMs' | 'lowerBoundMs'>,
  look: Look,
): void {
  const view = { ...marks.view, toMs: endMs > 0 ? endMs : 1 };
  const layout: Layout = {
    ...size,
    left: 0,
    top: 0,
    plotWidth: size.width,
    lanePx: size.height / Math.max(1, marks.lanes),
  };
  const scaled = { ...marks, view };
  context.clearRect(0, 0, size.width, size.height);
  paintGround(context, layout, { marks: scaled, makespanMs }, look);
  paintBars(context, layout, scaled, look, 1);
  paintBound(context, layout, { marks: scaled, lowerBoundMs }, look);
}

/** Each lane up to the makespan: hatched, so that idle time is seen. */
function paintGround(
  context: CanvasRenderingContext2D,
  layout: Layout,
  { marks, makespanMs }: Pick<GanttData, 'marks' | 'makespanMs'>,
  look: Look,
): void {
  const from = Math.max(layout.left, xOf(layout, marks.view, 0));
  const to = Math.min(layout.left + layout.plotWidth, xOf(layout, marks.view, makespanMs));
  if (to <= from) return;
  const hatch = hatchOf(context, look);
  for (const fill of [look.sunken, hatch]) {
    context.fillStyle = fill;
    for (let lane = 0; lane < marks.lanes; lane += 1) {
      const { y, height } = barOf(layout, lane, 1, 1);
      context.fillRect(from, y, to - from, height);
    }
  }
}

function hatchOf(context: CanvasRenderingContext2D, look: Look): CanvasPattern | string {
  const { canvas } = context;
  const tile = canvas.ownerDocument.createElement('canvas');
  tile.width = 6;
  tile.height = 6;
  const lines = tile.getContext('2d');
  if (lines === null) return look.sunken;
  lines.strokeStyle = look.rule;
  lines.beginPath();
  for (const shift of [-6, 0, 6]) {
    lines.moveTo(shift, 6);
    lines.lineTo(shift + 6, 0);
  }
  lines.stroke();
  return context.createPattern(tile, 'repeat') ?? look.sunken;
}

function paintBars(
  context: CanvasRenderingContext2D,
  layout: Layout,
  marks: Marks,
  look: Look,
  share: number,
): void {
  const right = layout.left + layout.plotWidth;
  look.tones.forEach((tone, kind) => {
    context.fillStyle = tone;
    for (let mark = 0; mark < marks.count; mark += 1) {
      if (marks.kind[mark] !== kind) continue;
      const x = Math.max(layout.left - 2, xOf(layout, marks.view, marks.fromMs[mark] ?? 0));
      const end = Math.min(right + 2, xOf(layout, marks.view, marks.toMs[mark] ?? 0));
      const { y, height } = barOf(layout, marks.lane[mark] ?? 0, marks.busy[mark] ?? 1, share);
      // A hair of the ground parts neighbours; what is thinner than a pixel is drawn all the same.
      const hair = marks.exact && end - x > 3 ? 1 : 0;
      context.fillRect(x, y, Math.max(1, end - x - hair), height);
    }
  });
}

/** The number of the task, where its bar has room for it. */
function paintNames(
  context: CanvasRenderingContext2D,
  layout: Layout,
  marks: Marks,
  look: Look,
  share: number,
): void {
  context.fillStyle = look.onTone;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let mark = 0; mark < marks.count; mark += 1) {
    const x = Math.max(layout.left, xOf(layout, marks.view, marks.fromMs[mark] ?? 0));
    const end = Math.min(
      layout.left + layout.plotWidth,
      xOf(layout, marks.view, marks.toMs[mark] ?? 0),
    );
    const text = String(marks.task[mark] ?? '');
    if (end - x < textWidth(text) + 6) continue;
    const { y, height } = barOf(layout, marks.lane[mark] ?? 0, 1, share);
    context.fillText(text, (x + end) / 2, y + height / 2 + 0.5);
  }
}

/** Outlines, hollow where nothing is predicted to run. */
function paintPrediction(
  context: CanvasRenderingContext2D,
  layout: Layout,
  marks: Marks,
  look: Look,
  share: number,
): void {
  context.strokeStyle = look.ink;
  context.fillStyle = look.surface;
  context.lineWidth = 1;
  for (let mark = 0; mark < marks.count; mark += 1) {
    const { y, height } = barOf(layout, marks.lane[mark] ?? 0, 1, 1);
    const from = xOf(layout, marks.view, marks.fromMs[mark] ?? 0);
    const to = xOf(layout, marks.view, marks.toMs[mark] ?? 0);
    const high = height * (1 - share) - 1;
    const box = [
      from + 0.5,
      y + height - high + 0.5,
      Math.max(1, to - from - 1),
      high - 1,
    ] as const;
    context.fillRect(...box);
    context.strokeRect(...box);
  }
}

function paintChunks(
  context: CanvasRenderingContext2D,
  layout: Layout,
  marks: Marks,
  look: Look,
): void {
  context.strokeStyle = look.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  marks.chunkMs.forEach((ms, index) => {
    const x = xOf(layout, marks.view, ms);
    const y = layout.top + (marks.chunkLane[index] ?? 0) * layout.lanePx;
    context.moveTo(x, y);
    context.lineTo(x, y + layout.lanePx);
  });
  context.stroke();
}

/** No schedule ends before the dashed line. */
function paintBound(
  context: CanvasRenderingContext2D,
  layout: Layout,
  { marks, lowerBoundMs }: Pick<GanttData, 'marks' | 'lowerBoundMs'>,
  look: Look,
): void {
  if (lowerBoundMs <= 0) return;
  const x = Math.round(xOf(layout, marks.view, lowerBoundMs)) + 0.5;
  context.save();
  context.beginPath();
  context.moveTo(x, layout.top - 6);
  context.lineTo(x, layout.top + marks.lanes * layout.lanePx + 2);
  // A lighter line below the dashes keeps them in sight on any tone.
  context.lineWidth = 3;
  context.strokeStyle = look.surface;
  context.stroke();
  context.setLineDash([5, 3]);
  context.lineWidth = 1.5;
  context.strokeStyle = look.ink;
  context.stroke();
  context.restore();
}

function paintAxes(
  context: CanvasRenderingContext2D,
  layout: Layout,
  { marks }: GanttData,
  words: GanttWords,
  look: Look,
): void {
  const { left, top, lanePx, plotWidth } = layout;
  const { view, lanes, workersPerLane } = marks;
  context.fillStyle = look.inkSoft;
  context.textBaseline = 'middle';
  context.textAlign = 'end';
  const every = Math.max(1, Math.ceil(15 / lanePx));
  for (let lane = 0; lane < lanes; lane += every) {
    const first = view.fromRow + lane * workersPerLane;
    const last = Math.min(view.toRow, first + workersPerLane) - 1;
    const text = first === last ? words.worker(first) : words.workers(first, last);
    context.fillText(text, left - 8, top + (lane + 0.5) * lanePx, left - 10);
  }

  const bottom = top + lanes * lanePx;
  context.strokeStyle = look.ruleStrong;
  context.lineWidth = 1;
  context.textAlign = 'center';
  for (const ms of ticksOf(view, Math.max(2, Math.floor(plotWidth / TICK_PX)))) {
    const x = Math.round(xOf(layout, view, ms)) + 0.5;
    context.beginPath();
    context.moveTo(x, bottom + 1);
    context.lineTo(x, bottom + 5);
    context.stroke();
    const text = ms === 0 ? `0 ${words.unit}` : words.format(ms);
    // The first and the last number keep inside the picture.
    const half = textWidth(text) / 2;
    context.fillText(text, Math.min(layout.width - half, x), bottom + 16);
  }
}

/** About so many round numbers within the view. */
export function ticksOf({ fromMs, toMs }: View, count: number): number[] {
  const rough = (toMs - fromMs) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((times) => times * power >= rough * 0.999) ?? 10) * power;
  const first = Math.ceil(fromMs / step - 1e-9);
  const last = Math.floor(toMs / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** Where a bar is in its lane; one that is partly busy stands on the lane's ground. */
function barOf(
  { top, lanePx }: Layout,
  lane: number,
  busy: number,
  share: number,
): { y: number; height: number } {
  const gap = lanePx > 10 ? 4 : lanePx > 4 ? 1 : 0;
  const full = lanePx - gap;
  const height = full * share;
  const y = top + lane * lanePx + gap / 2;
  return { y: y + height * (1 - busy), height: height * busy };
}
