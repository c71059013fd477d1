// Who made what is built into the library, and on what terms.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The npm packages that are bundled with the library's modules. */
const BUNDLED = ['comlink', 'wasm-feature-detect'];

/**
 * @typedef {object} Crate
 * @property {string} id
 * @property {string} name
 * @property {string} version
 * @property {string | null} license
 * @property {string | null} source null for the crates of this workspace
 * @property {string} manifest_path
 */

/**
 * @typedef {object} Metadata
 * @property {Crate[]} packages
 * @property {{ root: string, nodes: { id: string, deps: {
 *   pkg: string, dep_kinds: { kind: string | null }[] }[] }[] }} resolve
 */

/** @returns {string} a text for people */
export function thirdParties() {
  const parts = [...BUNDLED.map(bundled), ...crates().map(({ text }) => text)];
  return [
    'The library is built from these as well. Rust’s standard library is part of the modules too (MIT OR Apache-2.0).',
    ...parts,
  ].join('\n\n');
}

/** @param {string} name @returns {string} */
function bundled(name) {
  const folder = `node_modules/${name}`;
  /** @type {(json: string) => { version: string, license: string }} */
  const packageJson = JSON.parse;
  const { version, license } = packageJson(readFileSync(`${folder}/package.json`, 'utf8'));
  return `${name} ${version} (${license})\n\n${terms(folder)}`;
}

/** @returns {{ text: string }[]} the crates that are linked into the modules, without our own */
function crates() {
  /** @type {(json: string) => Metadata} */
  const metadata = JSON.parse;
  const { packages, resolve } = metadata(
    execFileSync(
      'cargo',
      'metadata --format-version 1 --locked --filter-platform wasm32-unknown-unknown'.split(' '),
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    ),
  );
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const linked = new Set([resolve.root]);
  for (const id of linked)
    for (const { pkg, dep_kinds: kinds } of nodes.get(id)?.deps ?? [])
      if (kinds.some(({ kind }) => kind === null)) linked.add(pkg);
  return packages
    .filter(({ id, source }) => linked.has(id) && source !== null)
    .map(({ name, version, license, manifest_path: path }) => ({
      text: `${name} ${version} (${license ?? ''})\n\n${terms(dirname(path))}`,
    }));
}

/** @param {string} folder @returns {string} the licence's text; of several MIT's, the shortest */
function terms(folder) {
  const names = readdirSync(folder).filter((name) => /^licen[cs]e/i.test(name));
  const name = names.find((it) => /mit/i.test(it)) ?? names[0];
  if (name === undefined) return '';
  return readFileSync(`${folder}/${name}`, 'utf8').trimEnd();
}
