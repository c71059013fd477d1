// Writes the files of Python that the site serves, and what TypeScript must know of them: `node
// scripts/build-python.mjs FOLDER`, called by scripts/build-python.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import process from 'node:process';

import { archive, PLAYGROUND, python, STDLIB, WHEELS } from './python.mjs';

const [to = ''] = process.argv.slice(2);
const cache = 'target/python';

/** @type {(json: string) => { version: string }} */
const packageJson = JSON.parse;
/** @type {(json: string) => { info: { python: string, platform: string } }} */
const lockFile = JSON.parse;
/** @type {(json: string) => { title: string, texts: string[] }} */
const terms = JSON.parse;

const { version } = packageJson(readFileSync('node_modules/pyodide/package.json', 'utf8'));
const { info } = lockFile(readFileSync('node_modules/pyodide/pyodide-lock.json', 'utf8'));

const asPublished = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm'];
for (const name of asPublished) copyFileSync(`node_modules/pyodide/${name}`, `${to}/${name}`);

// Compiling the standard library takes some seconds, and its result changes with these alone.
const compiler = [
  'node_modules/pyodide/pyodide.asm.wasm',
  'scripts/archive.py',
  'scripts/python.mjs',
];
const stdlib = `${cache}/stdlib-${hash([...STDLIB.sources, ...compiler])}.zip`;
if (!existsSync(stdlib)) {
  for (const name of readdirSync(cache).filter((it) => it.startsWith('stdlib-')))
    rmSync(`${cache}/${name}`);
  archive(await python(), STDLIB, `${cache}/unfinished.zip`);
  renameSync(`${cache}/unfinished.zip`, stdlib);
}
copyFileSync(stdlib, `${to}/stdlib.zip`);

// It lists no packages: what is served lies in the playground's archive.
const lock = JSON.stringify({ info, packages: {} });
writeFileSync(`${to}/lock.json`, `${lock}\n`);

const interpreter = await python(stdlib, lock);
archive(interpreter, PLAYGROUND, `${to}/playground.zip`);

const text = readFileSync('scripts/python-licences.txt', 'utf8')
  .replace('@PYODIDE@', version)
  .replace('@PYTHON@', info.python)
  .replace('@COPYRIGHT@', indented(String(interpreter.runPython('import sys; sys.copyright'))))
  .replace('@EMSCRIPTEN@', info.platform.replace('emscripten_', '').replaceAll('_', '.'));
writeFileSync(`${to}/licences.txt`, [text, ...WHEELS.map(licence)].join('\n'));

const served = [...asPublished, 'stdlib.zip', 'playground.zip'].map((name) => `${to}/${name}`);
const fetched = ['pyodide.asm.wasm', 'stdlib.zip', 'playground.zip'];
const bytes = fetched.reduce((sum, name) => sum + statSync(`${to}/${name}`).size, 0);
const build = hash([...served, `${to}/lock.json`]);
// For the package that has these files alone: the library asks whether they are of its own build.
writeFileSync(
  `${to}/manifest.json`,
  `${JSON.stringify({ build, pyodide: version, python: info.python })}\n`,
);
writeFileSync(
  `${to}/manifest.ts`,
  `// Made by scripts/build-python.mjs. Do not edit.

export const PYODIDE_VERSION = '${version}';
export const PYTHON_VERSION = '${info.python}';

/** A hash of all that an interpreter is made of: two with the same are alike, byte for byte. */
export const BUILD_HASH = '${build}';

/** How long those files are together that the supervisor fetches, in bytes. */
export const FETCHED_BYTES = ${bytes};

/** The content of a lock file without packages, for \`lockFileContents\`. */
export const LOCK = '${lock}';
`,
);

/** @param {string[]} paths @returns {string} a hash of the files' content */
function hash(paths) {
  const sum = createHash('sha256');
  for (const path of paths) sum.update(readFileSync(path));
  return sum.digest('hex').slice(0, 16);
}

/** @param {string} text @returns {string} */
function indented(text) {
  return text.trimEnd().replace(/^(?=.)/gm, '  ');
}

/** @param {string} wheel @returns {string} its name, its licence, and the text of that */
function licence(wheel) {
  /** @type {unknown} */
  const found = interpreter.runPython(`
import json, zipfile
from importlib.metadata import PathDistribution
[folder] = [
    it for it in zipfile.Path('/project/${wheel}').iterdir() if it.name.endswith('.dist-info')
]
about = PathDistribution(folder).metadata
json.dumps({
    'title': f"{about['Name']} {about['Version']} ({about['License-Expression']})",
    'texts': [(folder / 'licenses' / it).read_text('utf8') for it in about.get_all('License-File')],
})
`);
  const { title, texts } = terms(String(found));
  return `${title}\n\n${texts.map(indented).join('\n\n')}\n`;
}
