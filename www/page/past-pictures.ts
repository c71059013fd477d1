/**
 * The pictures of earlier runs: timelines of a few hundred bars, so that many of them fit into a
 * browser's storage. Read with care, as all that is found there. Pure.
 */
import type { Outcome, Outline } from './demos/demo';
import { figureOf, type Bar } from './demos/figures';
import type { LabRun } from './demos/scheduling/lab';
import type { Values } from './demos/params';
import type { Message } from './messages/index';
import { allOf, numberOf, recordOf, textOf } from './stored';

export interface PastPicture {
  id: string;
  title: Message;
  rows: readonly Message[];
  /** What the tones of the bars stand for. */
  tones: readonly Message[];
  bars: readonly PastBar[];
}

/** What is left of a bar: its row, start and end in ms, and tone. */
export type PastBar = readonly [row: number, startMs: number, endMs: number, tone: number];

/** Rows and pictures beyond these are left out; bars are merged until there are so few. */
const MOST = { pictures: 6, rows: 64, bars: 240 };
/** No run takes longer. */
const LONGEST_MS = 1e9;

/** What is kept of a finished run's timelines; of the lab, that of the chosen policy. */
export function picturesOf(outline: Outline, outcome: Outcome, values: Values): PastPicture[] {
  const timed = outline.figures.find((figure) => figure.kind === 'timelines');
  const bars = figureOf(outcome, 'timelines')?.bars ?? {};
  const timelines = (timed?.timelines ?? []).map(({ id, title, rows, tones }) => ({
    id,
    title,
    rows: rows.slice(0, MOST.rows),
    tones,
    bars: thinned(bars[id] ?? []),
  }));
  const run = figureOf(outcome, 'lab')?.runs.find(({ policy }) => policy === values['policy']);
  return [...timelines, ...(run ? policyPicture(run) : [])]
    .filter((picture) => picture.bars.length > 0)
    .slice(0, MOST.pictures);
}

function policyPicture({ policy, picture }: LabRun): PastPicture[] {
  // A lane of several workers is no row of bars.
  if (picture.workersPerLane !== 1) return [];
  const rows: Message[] = Array.from({ length: Math.min(picture.lanes, MOST.rows) }, (_, lane) => ({
    key: 'row.worker',
    values: { n: lane + 1 },
  }));
  const bars = Array.from({ length: picture.count }, (_, mark) => ({
    row: picture.lane[mark] ?? 0,
    startMs: picture.fromMs[mark] ?? 0,
    endMs: picture.toMs[mark] ?? 0,
    tone: picture.kind[mark] ?? 0,
  }));
  return [
    { id: 'policy', title: { key: `policy.${policy}` }, rows, tones: [], bars: thinned(bars) },
  ];
}

/**
 * At most so many bars: neighbours of the same row and tone become one, those closest together
 * first. Each keeps its place to a microsecond.
 */
export function thinned(bars: readonly Omit<Bar, 'label'>[]): PastBar[] {
  let kept = bars
    .filter(({ row }) => row < MOST.rows)
    .sort((a, b) => a.row - b.row || a.tone - b.tone || a.startMs - b.startMs)
    .map(({ row, startMs, endMs, tone }): PastBar => [row, micro(startMs), micro(endMs), tone]);
  const span = kept.reduce((latest, [, , endMs]) => Math.max(latest, endMs), 0);
  for (let close = span / 1000; kept.length > MOST.bars; close *= 2) {
    kept = merged(kept, close);
    // All that touch are one by now, and still there are too many rows and tones.
    if (close > span) kept = kept.slice(0, MOST.bars);
  }
  return kept;
}

function merged(bars: readonly PastBar[], close: number): PastBar[] {
  const result: PastBar[] = [];
  for (const bar of bars) {
    const last = result.at(-1);
    if (last?.[0] === bar[0] && last[3] === bar[3] && bar[1] - last[2] <= close)
      result[result.length - 1] = [last[0], last[1], Math.max(last[2], bar[2]), last[3]];
    else result.push(bar);
  }
  return result;
}

function micro(ms: number): number {
  return Math.round(1000 * ms) / 1000;
}

/** The pictures of a stored run, or none where anything in them cannot be drawn. */
export function readPictures(
  found: unknown,
  readMessage: (found: unknown) => Message | undefined,
): PastPicture[] {
  const pictures = allOf(found, (element): PastPicture | undefined => {
    const picture = recordOf(element);
    const id = textOf(picture?.['id']);
    const title = readMessage(picture?.['title']);
    const rows = allOf(picture?.['rows'], readMessage);
    const tones = allOf(picture?.['tones'], readMessage);
    const bars = allOf(picture?.['bars'], readBar);
    if (id === undefined || title === undefined || !rows || !tones || !bars) return undefined;
    const few = rows.length <= MOST.rows && tones.length <= 8 && bars.length <= MOST.bars;
    return few ? { id, title, rows, tones, bars } : undefined;
  });
  return pictures !== undefined && pictures.length <= MOST.pictures ? pictures : [];
}

function readBar(found: unknown): PastBar | undefined {
  const numbers = allOf(found, numberOf);
  const [row = -1, startMs = 0, endMs = -1, tone = -1] = numbers ?? [];
  const drawable =
    numbers?.length === 4 &&
    [row, tone].every((index) => Number.isInteger(index) && index >= 0 && index < MOST.rows) &&
    startMs >= 0 &&
    endMs >= startMs &&
    endMs <= LONGEST_MS;
  return drawable ? [row, startMs, endMs, tone] : undefined;
}
