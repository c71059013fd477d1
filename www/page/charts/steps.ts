/**
 * A number that changes at moments and stays in between, against its limit. Pure: data in, SVG out.
 */
import { nameChart, tickText, type ChartWords } from './frame';
import type { Plot } from './plot';

export interface StepsData {
  points: readonly { atMs: number; value: number }[];
  /** What the number is. */
  what: string;
  /** Null where there is none. */
  limit: number | null;
  /** Stands at the line of the limit. */
  limitLabel: string;
  endMs: number;
  width: number;
}

export const STEPS_HEIGHT = 190;
const LEFT_PX = 44;
const RIGHT_PX = 14;
/** About so far apart are two moments that can be asked for. */
const LOOK_PX = 3;

export function stepsChart(
  plot: Plot,
  { points, what, limit, limitLabel, endMs, width }: StepsData,
  words: ChartWords,
  document?: Document,
): SVGElement | HTMLElement {
  const end = endMs > 0 ? endMs : 1;
  const start = { atMs: 0, value: 0 };
  const last = { atMs: end, value: points.at(-1)?.value ?? 0 };
  const thinned = thin([start, ...points, last], end / Math.max(1, width - LEFT_PX - RIGHT_PX));
  const changes = points.filter(({ value }, index) => value !== points[index - 1]?.value);
  const looks = thin(changes, (LOOK_PX * end) / Math.max(1, width - LEFT_PX - RIGHT_PX)).map(
    (point, index, all) => ({ ...point, untilMs: all[index + 1]?.atMs ?? end }),
  );
  type Look = (typeof looks)[number];
  const most = Math.max(limit ?? 0, 1, ...thinned.map(({ value }) => value));
  const ticks = wholeTicks(most);
  const chart = plot.plot({
    ...(document ? { document } : {}),
    width,
    height: STEPS_HEIGHT,
    marginLeft: LEFT_PX,
    marginRight: RIGHT_PX,
    marginTop: 22,
    marginBottom: 28,
    className: 'chart',
    x: { domain: [0, end], label: null },
    y: { domain: [0, most * 1.04], label: null },
    marks: [
      plot.axisX({
        label: null,
        tickFormat: (ms: number) => tickText(ms, words),
        ticks: Math.max(2, Math.floor((width - LEFT_PX) / 70)),
        tickSize: 4,
      }),
      plot.axisY(ticks, { label: null, tickFormat: words.format, tickSize: 0 }),
      plot.gridY(ticks, { stroke: 'var(--rule)', strokeOpacity: 1 }),
      plot.areaY(thinned, {
        x: 'atMs',
        y1: 0,
        y2: 'value',
        curve: 'step-after',
        fill: 'var(--tone-2)',
        fillOpacity: 0.18,
      }),
      plot.line(thinned, {
        x: 'atMs',
        y: 'value',
        curve: 'step-after',
        stroke: 'var(--tone-2)',
        strokeWidth: 1.75,
      }),
      // Not seen, but pointed at: each moment says how many there were.
      plot.rect(looks, {
        x1: 'atMs',
        x2: 'untilMs',
        y1: 0,
        y2: 'value',
        fill: 'var(--tone-2)',
        fillOpacity: 0,
        title: ({ atMs, value }: Look) =>
          `${words.format(atMs)} ${words.unit}, ${what}: ${words.format(value)}`,
      }),
      ...(limit === null
        ? []
        : [
            plot.ruleY([limit], {
              stroke: 'var(--tone-1)',
              strokeWidth: 2,
              strokeDasharray: '5 3',
            }),
            plot.text([limit], {
              y: (at: number) => at,
              frameAnchor: 'right',
              text: () => limitLabel,
              textAnchor: 'end',
              dy: -10,
              fill: 'var(--ink)',
            }),
          ]),
    ],
  });
  return nameChart(chart, words);
}

/**
 * Of the points within a pixel, the first, the lowest, the highest and the last stay: the line
 * looks the same.
 */
export function thin<T extends { atMs: number; value: number }>(
  points: readonly T[],
  pixelMs: number,
): T[] {
  const kept: T[] = [];
  let group: T[] = [];
  const close = (): void => {
    const low = group.reduce((a, b) => (b.value < a.value ? b : a), group[0] as T);
    const high = group.reduce((a, b) => (b.value > a.value ? b : a), group[0] as T);
    kept.push(
      ...group.filter(
        (one, at) => at === 0 || at === group.length - 1 || one === low || one === high,
      ),
    );
    group = [];
  };
  for (const point of points) {
    const first = group[0];
    if (first && point.atMs - first.atMs >= pixelMs) close();
    group.push(point);
  }
  if (group.length > 0) close();
  return kept;
}

/** 0, and whole numbers up to the largest, about five. */
function wholeTicks(most: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((it) => most / it <= 5) ?? most;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}
