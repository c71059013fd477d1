/** From values to places on a chart: linear, logarithmic, and in bands. Pure. */

export interface Scale {
  readonly domain: readonly number[];
  /** In px; from the bottom to the top for an upright axis. */
  readonly range: readonly [number, number];
  /** How high a band is; 0 where values are points. */
  readonly bandwidth: number;
  readonly isBand: boolean;
  /** Where a value is; of a band, where it begins. */
  apply(value: number): number;
  /** About so many round values; of a band all. */
  ticks(count: number): readonly number[];
}

export interface ScaleOptions {
  domain: readonly number[];
  /** Always null: an axis bears its own. */
  label?: null;
  type?: 'linear' | 'log' | 'band';
  /** Of bands: the share of a step that is left free. */
  padding?: number;
  /** The first value is where the last one would be. */
  reverse?: boolean;
  /** Null where no axis is drawn. */
  axis?: null;
}

export function scaleOf(options: ScaleOptions, range: readonly [number, number]): Scale {
  const { type = 'linear', domain, padding = 0, reverse = false } = options;
  if (type === 'band') return bands(domain, range, padding);
  const [first = 0, last = 1] = reverse ? [...domain].reverse() : domain;
  const placed = type === 'log' ? Math.log : (value: number): number => value;
  const [from, to] = [placed(first), placed(last)];
  return {
    domain,
    range,
    bandwidth: 0,
    isBand: false,
    apply: (value) => {
      const share = to === from ? 0.5 : (placed(value) - from) / (to - from);
      return range[0] * (1 - share) + range[1] * share;
    },
    ticks: (count) => roundTicks(Math.min(first, last), Math.max(first, last), count),
  };
}

/** Whole pixels, unless that would leave too much of the room free. */
const MOST_FREE_PX = 30;

function bands(
  domain: readonly number[],
  range: readonly [number, number],
  padding: number,
): Scale {
  const [start, stop] = range;
  const exact = (stop - start) / Math.max(1, domain.length + padding);
  const between = domain.length - padding;
  const whole = (exact - Math.floor(exact)) * between <= MOST_FREE_PX;
  const rounded = (value: number): number => (whole ? Math.round(value) : value);
  const step = whole ? Math.floor(exact) : exact;
  const first = rounded(start + (stop - start - step * between) * 0.5);
  const places = new Map(domain.map((value, index) => [value, first + step * index]));
  return {
    domain,
    range,
    bandwidth: rounded(step * (1 - padding)),
    isBand: true,
    apply: (value) => places.get(value) ?? NaN,
    ticks: () => domain,
  };
}

/**
 * About so many multiples of 1, 2 or 5 times a power of ten. Source: the ticks of d3-array, which
 * Observable Plot uses too.
 */
export function roundTicks(start: number, stop: number, count: number): number[] {
  if (!(count > 0) || !(stop > start)) return start === stop ? [start] : [];
  const rough = (stop - start) / count;
  const power = Math.floor(Math.log10(rough));
  const error = rough / 10 ** power;
  const factor =
    error >= Math.sqrt(50) ? 10 : error >= Math.sqrt(10) ? 5 : error >= Math.SQRT2 ? 2 : 1;
  // Below one it is divided by a whole number: tenths have no exact form.
  const [times, by] = power < 0 ? [1, 10 ** -power / factor] : [10 ** power * factor, 1];
  let first = Math.round((start / times) * by);
  let last = Math.round((stop / times) * by);
  if ((first * times) / by < start) first += 1;
  if ((last * times) / by > stop) last -= 1;
  if (last < first && count >= 0.5 && count < 2) return roundTicks(start, stop, count * 2);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => ((first + index) * times) / by,
  );
}
