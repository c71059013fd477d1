// What a run of all benches leaves: rows of samples with what was measured beside them, in turns.
// Pure.
import { median } from './statistics.mjs';

/**
 * @typedef {object} Row what was measured: a list for each contender; the sample with the same
 * index was taken in the same turn
 * @property {string} family
 * @property {string} name
 * @property {string} unit
 * @property {'less' | 'more'} better
 * @property {number[]} ours
 * @property {Record<string, number[]>} peers
 * @property {number} [wanted] the ratio of ours to the best peer that is asked for
 * @typedef {object} Report
 * @property {1} format
 * @property {string} when
 * @property {string} commit with a + where files had been changed
 * @property {boolean} quick
 * @property {{ cpu: string, cores: number, browser: string, system: string, load: number }} machine
 * @property {Row[]} rows
 * @property {string[]} missing what could not be measured, and why
 */

/** @param {Row} row */
export const keyOf = ({ family, name }) => `${family}: ${name}`;

/**
 * The peer with the best median; the limit of the machine is none. Undefined without peers.
 *
 * @param {Row} row
 */
export function bestPeer({ peers, better }) {
  const sign = better === 'less' ? 1 : -1;
  return Object.entries(peers)
    .filter(([name]) => name !== 'limit')
    .toSorted(([, a], [, b]) => sign * (median(a) - median(b)))[0]?.[0];
}

/**
 * How many times better ours was than that contender, turn by turn.
 *
 * @param {Row} row @param {string} peer
 */
export function timesBetter({ ours, peers, better }, peer) {
  const theirs = peers[peer] ?? [];
  return ours
    .slice(0, theirs.length)
    .map((mine, turn) =>
      better === 'less' ? (theirs[turn] ?? NaN) / mine : mine / (theirs[turn] ?? NaN),
    );
}

/**
 * The report of a file's text. Throws where it is none.
 *
 * @param {string} text @returns {Report}
 */
export function readReport(text) {
  /** @type {unknown} */
  const parsed = JSON.parse(text);
  const { format, rows } = /** @type {Partial<Report>} */ (parsed ?? {});
  if (format !== 1 || !Array.isArray(rows)) throw new Error('this is no report of `make bench`');
  return /** @type {Report} */ (parsed);
}
