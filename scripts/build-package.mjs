// Builds the npm packages into target/package: `parallel-playground`, the library as ES modules
// that bundlers follow, and `parallel-playground-python`, the files of Python, which it can do
// without. `make package` calls it after the site was built, and packs both.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

import { rolldown } from 'rolldown';

import { thirdParties } from './third-parties.mjs';

const to = 'target/package';
const library = `${to}/parallel-playground`;
const python = `${to}/parallel-playground-python`;

/** What wasm-bindgen makes, as the bundler names it. */
const glue = resolve('pkg/parallel_playground.js');
const snippets = resolve('pkg/snippets');

/**
 * The modules of the package, each from its source. They stand alone: a bundler makes a bundle of
 * each worker anyway, and without one a worker has nothing more to wait for.
 */
const modules = {
  'parallel-playground': 'www/lib/index.ts',
  'engine.worker': 'www/engine/engine.worker.ts',
  'compute.worker': 'www/compute/compute.worker.ts',
  'thread.worker': threadScript(),
  'process.worker': 'www/process/process.worker.ts',
  'supervisor.worker': 'www/python/supervisor.worker.ts',
  'interpreter.worker': 'www/python/interpreter.worker.ts',
};

/** How the sources start a worker: `new Worker(new URL('…/name.ts', import.meta.url)`. */
const WORKER = /new Worker\(new URL\('(?:[^']*\/)?([\w.]+)\.[jt]s', import\.meta\.url\)/g;

/** The files that the modules name. @type {Set<string>} */
const assets = new Set();

/**
 * What Vite does for the site, but with addresses that bundlers know when they read them.
 *
 * @param {string} entry
 * @returns {import('rolldown').Plugin}
 */
const forBundlers = (entry) => ({
  name: 'for-bundlers',
  async resolveId(source, importer = '') {
    // There Python's files are a package of their own.
    if (source === './assets' && importer === resolve('www/python/supervisor.ts'))
      return resolve('www/python/assets-package.ts');
    const [path = '', query] = source.split('?');
    if (query === undefined) return null;
    const found = await this.resolve(path, importer);
    return found && `${found.id}?${query}`;
  },
  load(id) {
    const [path = '', query] = id.split('?');
    if (query === 'raw') return `export default ${JSON.stringify(readFileSync(path, 'utf8'))};`;
    if (query !== 'url') return null;
    const code = `export default new URL('./${basename(path)}', import.meta.url).href;`;
    // A worker that does not need the file does not name it.
    return { code, moduleSideEffects: false };
  },
  transform(code, id) {
    if (id === glue) {
      // Every realm is given a compiled module.
      return replaced(code, "new URL('parallel_playground_bg.wasm', import.meta.url)", 'null');
    }
    if (!id.startsWith(snippets)) {
      return code.replaceAll(WORKER, "new Worker(new URL('./$1.js', import.meta.url)");
    }
    // wasm-bindgen-rayon's helpers: they start the threads, and are the threads' script as well.
    // Only the compute realm starts any; elsewhere bundlers would follow the address in a circle.
    const own = "new Worker(new URL('./workerHelpers.js', import.meta.url)";
    const start =
      entry === 'compute.worker' ? own.replace('workerHelpers', 'thread.worker') : 'new Worker((0)';
    const imported = replaced(code, "await import('../../..')", 'module');
    return `import * as module from '../../..';\n${replaced(imported, own, start)}`;
  },
});

rmSync(to, { recursive: true, force: true });
for (const [name, input] of Object.entries(modules)) {
  const bundle = await rolldown({
    input: { [name]: input },
    platform: 'browser',
    plugins: [forBundlers(name)],
    transform: { target: 'es2022' },
    onLog(level, log) {
      if (level !== 'info') throw new Error(`${name}: ${log.message}`);
    },
  });
  const { output } = await bundle.write({
    dir: `${library}/dist`,
    format: 'es',
    codeSplitting: false,
  });
  await bundle.close();
  const [{ code }] = output;
  for (const [, file] of code.matchAll(/new URL\("\.\/([^"]*\.wasm)", import\.meta\.url\)/g))
    if (file !== undefined) assets.add(file);
}
for (const name of assets) copyFileSync(`pkg/${name}`, `${library}/dist/${name}`);
copyFileSync('www/lib/start.js', `${library}/dist/start.js`);
const types = 'parallel-playground.d.ts';
// Objects of the library are disposable; a project may have a library of types without that.
writeFileSync(
  `${library}/dist/${types}`,
  `/// <reference lib="esnext.disposable" />\n${readFileSync(`www/dist/lib/${types}`, 'utf8')}`,
);

/** @type {(json: string) => { version: string }} */
const packageJson = JSON.parse;
const { version } = packageJson(readFileSync('package.json', 'utf8'));
const common = {
  version,
  license: 'MIT',
  type: 'module',
  keywords: ['parallel', 'multiprocessing', 'web-workers', 'wasm', 'shared-memory', 'threads'],
};
describe(library, {
  name: 'parallel-playground',
  description:
    'Processes, threads, pools, queues and shared memory in the browser, as in Python’s multiprocessing and concurrent.futures',
  ...common,
  exports: {
    '.': {
      types: './dist/parallel-playground.d.ts',
      default: './dist/parallel-playground.js',
    },
    './dist/*': './dist/*',
    './package.json': './package.json',
  },
  main: './dist/parallel-playground.js',
  types: './dist/parallel-playground.d.ts',
  sideEffects: ['./dist/*.worker.js', './dist/start.js'],
  files: ['dist', 'LICENSE-THIRD-PARTY.txt'],
});
copyFileSync('docs/package.md', `${library}/README.md`);
writeFileSync(`${library}/LICENSE-THIRD-PARTY.txt`, thirdParties());

mkdirSync(`${python}/files`, { recursive: true });
for (const name of readdirSync('pkg/python').filter(
  (it) => !/^(lock\.json|manifest\.ts)$/.test(it),
))
  copyFileSync(`pkg/python/${name}`, `${python}/files/${name}`);
describe(python, {
  name: 'parallel-playground-python',
  description: 'CPython for the package parallel-playground: files to serve',
  ...common,
  license: 'MIT AND MPL-2.0 AND PSF-2.0 AND BSD-3-Clause',
  exports: { './files/*': './files/*', './package.json': './package.json' },
  sideEffects: false,
  files: ['files'],
});
writeFileSync(
  `${python}/README.md`,
  'The files of Python for `pg.python` of [parallel-playground](https://www.npmjs.com/package/parallel-playground), whose README says how to use\n' +
    'them: serve the folder `files`, and name it: `open({ python: … })`. Who made them, and on what terms: `files/licences.txt`.\n',
);

/**
 * Writes the manifest, and beside it the licence.
 *
 * @param {string} folder
 * @param {object} manifest
 */
function describe(folder, manifest) {
  writeFileSync(`${folder}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync('LICENSE', `${folder}/LICENSE`);
}

/** @returns {string} the script of rayon's threads, where wasm-bindgen has put it */
function threadScript() {
  const found = /from '\.\/(snippets\/[^']*workerHelpers\.js)'/.exec(readFileSync(glue, 'utf8'));
  if (found?.[1] === undefined) throw new Error('the module starts no threads');
  return `pkg/${found[1]}`;
}

/**
 * @param {string} code
 * @param {string} what must be there
 * @param {string} by
 * @returns {string}
 */
function replaced(code, what, by) {
  if (!code.includes(what)) throw new Error(`${what} is not there: the generated code has changed`);
  return code.replace(what, by);
}
