// Which wheels Pyodide's distribution has, for a program that imports one which it was not given.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} file_name
 * @property {string[]} imports the modules that it has
 * @property {string[]} depends names of packages
 */

/** @type {(json: string) => { packages: Record<string, Package> }} */
const lockFile = JSON.parse;
/** @type {(json: string) => { version: string }} */
const packageJson = JSON.parse;

/**
 * The first line is Pyodide's version. Then a line for each wheel: the package, the file, the
 * modules if they are others than one of the package's name, the packages that it needs.
 *
 * @param {string} folder Pyodide's, as npm has it
 * @returns {string} the content of `_playground/packages.txt`
 */
export function packageTable(folder) {
  const { version } = packageJson(readFileSync(`${folder}/package.json`, 'utf8'));
  const { packages } = lockFile(readFileSync(`${folder}/pyodide-lock.json`, 'utf8'));
  const known = new Map(Object.values(packages).map((it) => [normal(it.name), it]));
  const lines = [...known]
    .filter(([name]) => onlyWheels(known, name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { file_name: file, imports, depends }]) => {
      const modules = imports.length === 1 && imports[0] === name ? '' : imports.join();
      return [name, file, modules, depends.map(normal).join()].join('|');
    });
  return `${[version, ...lines].join('\n')}\n`;
}

/**
 * @param {ReadonlyMap<string, Package>} known
 * @param {string} name a package's
 * @param {Set<string>} [seen]
 * @returns {boolean} whether it can be had: a program is given wheels, and no libraries beside them
 */
function onlyWheels(known, name, seen = new Set()) {
  if (seen.has(name)) return true;
  seen.add(name);
  const found = known.get(name);
  return (
    found?.file_name.endsWith('.whl') === true &&
    found.depends.every((it) => onlyWheels(known, normal(it), seen))
  );
}

/** @param {string} name @returns {string} the one form of a package's name, as Python has it */
function normal(name) {
  return name.toLowerCase().replace(/[-_.]+/g, '_');
}
