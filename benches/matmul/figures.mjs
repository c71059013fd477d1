// From samples to figures, and from figures to how ours stands.

/**
 * @typedef {import('./types.ts').Contender} Contender
 * @typedef {import('./types.ts').Figures} Figures
 * @typedef {import('./types.ts').Row} Row
 * @typedef {import('./types.ts').Shape} Shape
 */

/**
 * @param {Shape} shape
 * @param {{ samplesMs: number[], batch: number }} measured
 * @returns {Figures}
 */
export function figuresOf([m, k, n], { samplesMs, batch }) {
  const sorted = samplesMs.toSorted((x, y) => x - y);
  const at = (/** @type {number} */ i) => sorted[i] ?? NaN;
  const middle = sorted.length / 2;
  const medianMs = (at(Math.ceil(middle) - 1) + at(Math.floor(middle))) / 2;
  const [minMs, maxMs] = [at(0), at(sorted.length - 1)];
  const gflops = (/** @type {number} */ ms) => (2 * m * k * n) / (ms * 1e6);
  return {
    medianMs,
    minMs,
    maxMs,
    gflops: gflops(medianMs),
    minGflops: gflops(maxMs),
    maxGflops: gflops(minMs),
    n: sorted.length,
    batch,
  };
}

/**
 * The rate of a contender in a row, if it was measured.
 *
 * @param {Row} row
 * @param {string} name
 * @param {boolean} best of its fastest sample, not of the median
 */
export function rateOf(row, name, best) {
  const figures = row.figures[name];
  if (figures === undefined || !('value' in figures)) return undefined;
  return best ? figures.value.maxGflops : figures.value.gflops;
}

/**
 * How ours stands on so many threads: against the fastest peer in the browser on as many, and
 * against the limit.
 *
 * @param {Row} row
 * @param {Contender[]} contenders
 * @param {number} threads
 * @param {boolean} best by everybody's fastest sample
 * @returns {{ toBestFresh: number | undefined, toBest: number | undefined, best: string |
 * undefined, ofLimit: number | undefined }}
 *   `toBestFresh` leaves out peers that keep B packed; `best` names the fastest of all
 */
export function standing(row, contenders, threads, best) {
  const same = contenders.filter((it) => it.threads === threads);
  const ours = same.find(({ role }) => role === 'ours');
  const limit = contenders.find(({ role }) => role === 'limit');
  const rate = ours && rateOf(row, ours.name, best);
  const ratio = (/** @type {number | undefined} */ to) =>
    rate === undefined || to === undefined ? undefined : rate / to;
  const peers = same
    .filter(({ role }) => role === 'peer')
    .map(({ name, keepsB }) => ({ name, keepsB, rate: rateOf(row, name, best) ?? 0 }))
    .filter((peer) => peer.rate > 0)
    .toSorted((x, y) => y.rate - x.rate);
  const limitRate = limit && rateOf(row, limit.name, best);
  return {
    toBestFresh: ratio(peers.find(({ keepsB }) => keepsB !== true)?.rate),
    toBest: ratio(peers[0]?.rate),
    best: peers[0]?.name,
    ofLimit: ratio(limitRate && limitRate * threads),
  };
}
