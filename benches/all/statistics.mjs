// Statistics of samples: medians, quartiles, and how sure a ratio of two medians is. Pure; the
// bootstrap draws from a generator with a fixed seed, so the same samples give the same interval.
// Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993 (percentile interval).

const RESAMPLES = 2000;
const SEED = 20_240_229;

/**
 * The quantile `q` of the samples, interpolated between the two nearest; NaN without samples.
 *
 * @param {readonly number[]} samples
 * @param {number} q 0…1
 */
export function quantile(samples, q) {
  return quantileOfSorted(
    samples.toSorted((a, b) => a - b),
    q,
  );
}

/** @param {readonly number[]} samples */
export const median = (samples) => quantile(samples, 0.5);

/**
 * Median, quartiles and their distance, and the number of samples.
 *
 * @param {readonly number[]} samples
 */
export function summary(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const [q1, middle, q3] = [0.25, 0.5, 0.75].map((q) => quantileOfSorted(sorted, q));
  return {
    median: middle ?? NaN,
    q1: q1 ?? NaN,
    q3: q3 ?? NaN,
    iqr: (q3 ?? NaN) - (q1 ?? NaN),
    n: samples.length,
  };
}

/**
 * The ratio of the medians of two independent lists of samples, and its bootstrap interval.
 *
 * @param {readonly number[]} dividend
 * @param {readonly number[]} divisor
 * @param {number} confidence
 */
export function ratioOfMedians(dividend, divisor, confidence = 0.95) {
  const random = randomOf(SEED);
  /** @type {number[]} */
  const ratios = [];
  for (let i = 0; i < RESAMPLES; i += 1)
    ratios.push(median(resampled(dividend, random)) / median(resampled(divisor, random)));
  const tail = (1 - confidence) / 2;
  return {
    ratio: median(dividend) / median(divisor),
    low: quantile(ratios, tail),
    high: quantile(ratios, 1 - tail),
  };
}

/** @param {readonly number[]} samples @param {() => number} random */
function resampled(samples, random) {
  return samples.map(() => samples[Math.floor(random() * samples.length)] ?? NaN);
}

/** @param {readonly number[]} sorted @param {number} q */
function quantileOfSorted(sorted, q) {
  const at = q * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
  return below + (above - below) * (at - Math.floor(at));
}

/** Numbers in 0…1. Source: mulberry32, T. Ettinger, 2017, public domain. @param {number} seed */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
