// Two runs beside each other: what has changed beyond the noise. Pure.
import { bestPeer, keyOf, timesBetter } from './report.mjs';
import { ratioOfMedians } from './statistics.mjs';

/**
 * @typedef {import('./report.mjs').Report} Report
 * @typedef {import('./report.mjs').Row} Row
 * @typedef {object} Change
 * @property {string} key
 * @property {'better' | 'worse' | 'the same' | 'only before' | 'only now' | 'too few'} verdict
 * @property {string} by what was compared
 * @property {number} ratio how many times better it is now
 * @property {number} low
 * @property {number} high
 */

/** A change of less than this is none, however sure: machines differ by as much. */
const LEAST = 0.03;
/** With fewer samples an interval says nothing. */
const FEWEST = 4;

/**
 * Compares rows of the same name. Where both were measured beside the same peer, what is compared
 * is how many times better than the peer ours was, turn by turn: then a slower machine, or a busier
 * one, changes little. Elsewhere it is the measurements themselves.
 *
 * @param {Report} before @param {Report} now @returns {Change[]}
 */
export function changes(before, now) {
  const old = new Map(before.rows.map((row) => [keyOf(row), row]));
  const compared = now.rows.map((row) => {
    const key = keyOf(row);
    const last = old.get(key);
    old.delete(key);
    return last ? change(key, last, row) : alone(key, 'only now');
  });
  return [...compared, ...[...old.keys()].map((key) => alone(key, 'only before'))];
}

/** @param {string} key @param {Row} before @param {Row} now @returns {Change} */
function change(key, before, now) {
  const peer = bestPeer(before) ?? ('limit' in before.peers ? 'limit' : undefined);
  const beside = peer !== undefined && peer in now.peers ? peer : undefined;
  const measured = (/** @type {Row} */ row) =>
    beside === undefined
      ? row.ours.map((mine) => (row.better === 'less' ? 1 / mine : mine))
      : timesBetter(row, beside);
  const [then, today] = [measured(before), measured(now)];
  const by = beside === undefined ? 'measured' : `beside ${beside}`;
  const interval = ratioOfMedians(today, then);
  if (Math.min(then.length, today.length) < FEWEST)
    return { key, by, verdict: 'too few', ...interval };
  const { low, high } = interval;
  const verdict = low > 1 + LEAST ? 'better' : high < 1 - LEAST ? 'worse' : 'the same';
  return { key, by, verdict, ...interval };
}

/** @param {string} key @param {'only before' | 'only now'} verdict @returns {Change} */
const alone = (key, verdict) => ({ key, by: '', verdict, ratio: NaN, low: NaN, high: NaN });

/** @param {Change[]} list */
export const isWorse = (list) => list.some(({ verdict }) => verdict === 'worse');

/** @param {Change[]} list a line each @returns {string} */
export function told(list) {
  const wide = Math.max(0, ...list.map(({ key }) => key.length));
  return list
    .map(({ key, verdict, by, ratio, low, high }) =>
      Number.isNaN(ratio)
        ? `${key.padEnd(wide)}  ${verdict}`
        : `${key.padEnd(wide)}  ${verdict.padEnd(8)}  × ${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)}), ${by}`,
    )
    .join('\n');
}
