// Pyodide in Node: to compile Python for the site, and to check what came of it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { loadPyodide } from 'pyodide';

import { packageTable } from './python-distribution.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const archiver = readFileSync(`${project}/scripts/archive.py`, 'utf8');

const packages = '.tools/python/packages';
/** The wheels of the packages that the site serves, as paths in the project. */
export const WHEELS = readdirSync(`${project}/${packages}`)
  .filter((name) => name.endsWith('.whl'))
  .map((name) => `${packages}/${name}`)
  .sort();

/**
 * What an archive is made of.
 *
 * @typedef {object} Archive
 * @property {string[]} sources folders and archives, as paths in the project
 * @property {string} root where it lies at run time
 * @property {Record<string, string>} [texts] files that the build makes, by their paths
 */
/** @type {Archive} the standard library; Pyodide has the sources, and chose the place */
export const STDLIB = {
  sources: ['node_modules/pyodide/python_stdlib.zip'],
  root: '/lib/python314.zip',
};
/** @type {Archive} the playground's own modules, and the packages */
export const PLAYGROUND = {
  sources: ['www/python/py', ...WHEELS],
  root: '/lib/playground.zip',
  texts: { '_playground/packages.txt': packageTable(`${project}/node_modules/pyodide`) },
};

/**
 * @param {string} [stdlib] its standard library, as a path in the project; default Pyodide's own
 * @param {string} [lock] the content of a lock file; default Pyodide's own
 * @returns {Promise<import('pyodide').PyodideAPI>} a fresh interpreter that sees the project at
 * `/project`
 */
export async function python(stdlib, lock) {
  const interpreter = await loadPyodide({
    ...(stdlib !== undefined && { stdLibURL: `${project}/${stdlib}` }),
    ...(lock !== undefined && { lockFileContents: lock, packageBaseUrl: project }),
    // The order of sets is the same in every build.
    env: { HOME: '/home', PYTHONHASHSEED: '0' },
  });
  interpreter.mountNodeFS('/project', project);
  return interpreter;
}

/**
 * Writes an archive of compiled modules: `scripts/archive.py`.
 *
 * @param {import('pyodide').PyodideAPI} interpreter a fresh one: how marshal writes a name depends
 * on what else knows it
 * @param {Archive} of
 * @param {string} to its path in the project
 */
export function archive(interpreter, { sources, root, texts = {} }, to) {
  interpreter.runPython(archiver);
  const paths = sources.map((it) => `/project/${it}`);
  const given = [paths, root, `/project/${to}`, texts].map((it) => JSON.stringify(it));
  interpreter.runPython(`archive(${given.join(', ')})`);
}
