// Installs the packed library into each consumer, as a developer would, and builds it, in
// target/consumers. What the lock files name is installed anew only where they have changed.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { promisify } from 'node:util';

import { consumersFolder } from './servers.mjs';

const run = promisify(execFile);
const from = 'tests/consumers';

/** @type {(json: string) => { version: string }} */
const packageJson = JSON.parse;
const { version } = packageJson(readFileSync('package.json', 'utf8'));
const tarballs = ['parallel-playground', 'parallel-playground-python'].map(
  (name) => `${process.cwd()}/target/package/${name}-${version}.tgz`,
);

/** @param {string} folder @param {...string} args @returns {Promise<unknown>} */
const npm = (folder, ...args) =>
  run('npm', [...args, '--ignore-scripts', '--no-fund', '--no-audit'], { cwd: folder });

/** @param {string} name @param {...string} files what is left of the last time, to be made anew */
async function install(name, ...files) {
  const to = `${consumersFolder}/${name}`;
  mkdirSync(to, { recursive: true });
  for (const file of files) rmSync(`${to}/${file}`, { recursive: true, force: true });
  const locked = `${to}/node_modules/.installed`;
  const lock = readFileSync(`${from}/${name}/package-lock.json`, 'utf8');
  cpSync(`${from}/${name}`, to, { recursive: true });
  if (!existsSync(locked) || readFileSync(locked, 'utf8') !== lock) {
    await npm(to, 'ci');
    writeFileSync(locked, lock);
  }
  await npm(to, 'install', '--no-save', '--no-package-lock', '--prefer-offline', ...tarballs);
}

/** @param {string} name with `src`, and an `index.html` that is copied beside the bundle */
async function build(name) {
  await install(name, 'dist');
  const to = `${consumersFolder}/${name}`;
  cpSync(`${from}/try.js`, `${to}/src/try.js`);
  cpSync(`${from}/try.d.ts`, `${to}/src/try.d.ts`);
  await npm(to, 'run', 'build');
  if (name !== 'vite') cpSync(`${from}/${name}/index.html`, `${to}/dist/index.html`);
  const packages = `${to}/node_modules/parallel-playground`;
  if (name === 'esbuild')
    cpSync(`${packages}/dist`, `${to}/dist/vendor/parallel-playground`, { recursive: true });
  cpSync(`${packages}-python/files`, `${to}/dist/python`, { recursive: true });
}

/** Pages without a build: to one the package is copied, the other has its start script alone. */
function plain() {
  const to = `${consumersFolder}/import-map`;
  const other = `${consumersFolder}/other-origin`;
  const packages = `${consumersFolder}/esbuild/node_modules/parallel-playground`;
  for (const [name, folder] of Object.entries({ 'import-map': to, 'other-origin': other })) {
    rmSync(folder, { recursive: true, force: true });
    cpSync(`${from}/${name}`, folder, { recursive: true });
    cpSync(`${from}/try.js`, `${folder}/try.js`);
  }
  cpSync(`${packages}/dist/start.js`, `${other}/start.js`);
  cpSync(packages, `${to}/vendor/parallel-playground`, { recursive: true });
  cpSync(`${packages}-python/files`, `${to}/vendor/parallel-playground/dist/python`, {
    recursive: true,
  });
}

/** A host of Pyodide, as it comes from npm, with the wheel and with the files of that. */
function pyodide() {
  const to = `${consumersFolder}/pyodide`;
  rmSync(to, { recursive: true, force: true });
  cpSync(`${from}/pyodide`, to, { recursive: true });
  cpSync('node_modules/pyodide', `${to}/pyodide`, { recursive: true });
  const wheel = `playground-${version}-py3-none-any.whl`;
  cpSync(`target/wheel/${wheel}`, `${to}/${wheel}`);
  cpSync('target/wheel/playground/files', `${to}/files`, { recursive: true });
}

pyodide();
await Promise.all([build('vite'), build('webpack'), build('esbuild').then(plain)]);
