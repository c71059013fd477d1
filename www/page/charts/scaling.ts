/**
 * Speedup over the number of workers: what was measured, what would be ideal, and what Amdahl's law
 * says. Pure: data in, SVG out.
 */
import { nameChart, spreadText, type ChartWords } from './frame';
import type { Plot } from './plot';

export interface ScalingDot {
  workers: number;
  speedup: number;
  low: number;
  high: number;
}

export interface ScalingData {
  dots: readonly ScalingDot[];
  /** The most workers measured: the lines go on to twice as many, dashed. */
  most: number;
  serialFraction: number | null;
  /** Gustafson's law with the same fraction is drawn too. */
  gustafson?: boolean;
  width: number;
}

export const SCALING_HEIGHT = 300;

/** About so many lines across. */
const TICKS = 6;
/** Points of a curve between two of its ends. */
const STEPS = 48;

export function scalingChart(
  plot: Plot,
  { dots, most, serialFraction, gustafson = false, width }: ScalingData,
  words: ChartWords,
  document?: Document,
): SVGElement | HTMLElement {
  const end = Math.max(2, 2 * most);
  // The ideal line is cut where nothing else comes near.
  const predicted = serialFraction === null ? 0 : amdahl(end, serialFraction);
  const highest = Math.max(predicted, ...dots.map((dot) => dot.high));
  const top = Math.max(2, highest, Math.min(end, 1.25 * highest));
  const ideal = (from: number, to: number): Place[] =>
    [from, Math.min(to, top)].map((workers) => ({ workers, speedup: workers }));
  const fitted = (from: number, to: number): Place[] =>
    Array.from({ length: STEPS + 1 }, (_, step) => {
      const workers = from + ((to - from) * step) / STEPS;
      return { workers, speedup: amdahl(workers, serialFraction ?? 0) };
    });
  // A straight line, cut where the ideal one is.
  const scaled = (from: number, to: number): Place[] => {
    const slope = 1 - (serialFraction ?? 0);
    const end = Math.min(to, slope > 0 ? 1 + (top - 1) / slope : to);
    return [from, Math.max(from, end)].map((workers) => ({
      workers,
      speedup: gustafsonSpeedup(workers, serialFraction ?? 0),
    }));
  };
  const measured = { x: 'workers', y: 'speedup', strokeWidth: 2 } as const;
  const beyond = { ...measured, strokeDasharray: '2 5', strokeLinecap: 'round' } as const;

  const chart = plot.plot({
    ...(document ? { document } : {}),
    width,
    height: SCALING_HEIGHT,
    marginLeft: 40,
    marginRight: 14,
    marginTop: 10,
    marginBottom: 40,
    className: 'chart',
    x: { domain: [0, end], label: null },
    y: { domain: [0, top], label: null },
    marks: [
      plot.axisX({
        label: words.unit,
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks: wholeTicks(end, Math.max(3, Math.floor(width / 60))),
        tickFormat: (workers: number) => words.format(workers),
        tickSize: 4,
      }),
      plot.axisY({
        label: null,
        ticks: TICKS,
        tickFormat: (speedup: number) => `${words.format(speedup)}×`,
        tickSize: 0,
      }),
      plot.gridY({ ticks: TICKS, stroke: 'var(--rule)', strokeOpacity: 1 }),
      plot.line(ideal(1, most), { ...measured, stroke: IDEAL }),
      ...(top > most ? [plot.line(ideal(most, end), { ...beyond, stroke: IDEAL })] : []),
      ...(serialFraction === null
        ? []
        : [
            plot.line(fitted(1, most), { ...measured, stroke: FITTED }),
            plot.line(fitted(most, end), { ...beyond, stroke: FITTED }),
            ...(gustafson
              ? [
                  plot.line(scaled(1, most), { ...measured, stroke: SCALED }),
                  ...(gustafsonSpeedup(most, serialFraction) < top
                    ? [plot.line(scaled(most, end), { ...beyond, stroke: SCALED })]
                    : []),
                ]
              : []),
          ]),
      plot.link(dots, {
        x1: 'workers',
        x2: 'workers',
        y1: 'low',
        y2: 'high',
        stroke: 'var(--ink)',
        strokeWidth: 1.5,
      }),
      plot.dot(dots, {
        x: 'workers',
        y: 'speedup',
        r: 4.5,
        fill: MEASURED,
        stroke: 'var(--surface)',
        title: (dot: ScalingDot) =>
          `${words.unit} ${words.format(dot.workers)}: ${words.format(dot.speedup)}×${spreadText(dot.low, dot.high, words)}`,
      }),
    ],
  });
  return nameChart(chart, words);
}

/** The colours of what was measured, of the ideal, and of the laws. */
export const MEASURED = 'var(--tone-0)';
export const IDEAL = 'var(--tone-5)';
export const FITTED = 'var(--tone-1)';
export const SCALED = 'var(--tone-2)';

interface Place {
  workers: number;
  speedup: number;
}

/**
 * Gustafson's law: where the work that can be shared grows with the workers, so that the time stays
 * the same, p workers do s + (1 − s)·p of what one would do in that time.
 * Source: J. L. Gustafson, Reevaluating Amdahl's law, CACM 31(5), 1988.
 */
export function gustafsonSpeedup(workers: number, serialFraction: number): number {
  return serialFraction + (1 - serialFraction) * workers;
}

/** Source: see `src/timing/speedup.rs`. */
function amdahl(workers: number, serialFraction: number): number {
  return 1 / (serialFraction + (1 - serialFraction) / workers);
}

/** Whole numbers from 1 to the end, evenly spaced, about as many as there is room for. */
function wholeTicks(end: number, room: number): number[] {
  const step = Math.max(1, Math.ceil(end / room));
  const ticks = Array.from({ length: Math.floor(end / step) }, (_, index) => (index + 1) * step);
  return ticks.includes(1) ? ticks : [1, ...ticks];
}
