// What a run showed, as it is kept: times to a microsecond, and samples by their values. The page
// reads it by `www/page/recorded/revive.ts`.

/** So many samples are kept by value and number: a distribution has no order. */
const MANY = 100;

/**
 * @param {unknown} value of JSON
 * @param {string} [name] of the field that it stands in
 * @returns {unknown} the same with fewer digits
 */
export function compact(value, name = '') {
  if (typeof value === 'number') return rounded(value);
  if (Array.isArray(value)) {
    const all = value.map((element) => compact(element));
    return name === 'samples' && all.length > MANY ? { counted: counted(all) } : all;
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, compact(it, key)]));
  return value;
}

/**
 * @param {unknown[]} samples
 * @returns {[number, number][]} each value once, in order, with how often it was there
 */
function counted(samples) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const sample of samples) counts.set(Number(sample), (counts.get(Number(sample)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}

/** @param {number} value */
function rounded(value) {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no place in a recording`);
  return Math.abs(value) >= 1 ? Math.round(value * 1000) / 1000 : Number(value.toPrecision(4));
}
