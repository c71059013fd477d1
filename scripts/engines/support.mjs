// What runs where: docs/support.json is what `make test-engines` saw, and the README's table is
// made of it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { format, resolveConfig } from 'prettier';

/**
 * @typedef {object} Column what an engine did on a tier
 * @property {import('../webdriver.mjs').Engine} engine
 * @property {string} version
 * @property {import('../../tests/engines/scenario.ts').Tier} tier
 * @property {{ row: string, name: string, result: string }[]} results `ok`, `failed`, or the code
 * with which it is refused
 */

const JSON_FILE = 'docs/support.json';
const README = 'README.md';
const BEGIN = '<!-- made by `make test-engines` -->';
const END = '<!-- end -->';

const NAMES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };

/**
 * @param {readonly Column[]} columns
 * @returns {string} the table in Markdown
 */
export function supportTable(columns) {
  const rows = [...new Set(columns.flatMap(({ results }) => results.map(({ row }) => row)))];
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [
    line(['', ...columns.map(({ engine, version }) => `${NAMES[engine]} ${short(version)}`)]),
    line(['---', ...columns.map(() => '---')]),
    line(['page', ...columns.map(({ tier }) => tier)]),
    ...rows.map((row) => line([row, ...columns.map((column) => cell(column, row))])),
  ].join('\n');
}

/** @param {Column} column @param {string} row */
function cell({ results }, row) {
  const all = results.filter((it) => it.row === row).map(({ result }) => result);
  if (all.length === 0) return '–';
  const good = all.filter((result) => result === 'ok').length;
  if (good === all.length) return 'yes';
  const others = [...new Set(all.filter((result) => result !== 'ok'))].map((it) =>
    it === 'failed' ? it : `\`${it}\``,
  );
  return `${good === 0 ? 'no' : `${good} of ${all.length}`}: ${others.join(', ')}`;
}

/** @param {string} version */
function short(version) {
  return version.split('.').slice(0, 2).join('.').replace(/\.0$/, '');
}

/** @returns {Column[]} what was kept */
export function readSupport() {
  /** @type {unknown} */
  const kept = JSON.parse(readFileSync(JSON_FILE, 'utf8'));
  return /** @type {Column[]} */ (kept);
}

/** @returns {string} the table as it stands in the README */
export function tableInReadme() {
  const text = readFileSync(README, 'utf8');
  return text.slice(text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)).trim();
}

/**
 * Keeps what was seen now, beside what was seen of engines that were not asked.
 *
 * @param {readonly Column[]} seen
 */
export async function writeSupport(seen) {
  const kept = existsSync(JSON_FILE) ? readSupport() : [];
  const columns = Object.keys(NAMES).flatMap((name) => {
    const now = seen.filter(({ engine }) => engine === name);
    return now.length > 0 ? now : kept.filter(({ engine }) => engine === name);
  });
  const options = await resolveConfig(JSON_FILE);
  const json = JSON.stringify(columns);
  writeFileSync(JSON_FILE, await format(json, { ...options, filepath: JSON_FILE }));
  const text = readFileSync(README, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${README} has no place for the table`);
  const head = text.slice(0, begin + BEGIN.length);
  writeFileSync(README, `${head}\n${supportTable(columns)}\n${text.slice(end)}`);
}
