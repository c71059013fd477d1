// Checks what the build made of Python: the interpreter starts from it, importing compiles nothing,
// and the same sources give the same bytes.
import { readFileSync, rmSync } from 'node:fs';
import process from 'node:process';

import { archive, PLAYGROUND, python, STDLIB } from './python.mjs';

/** @type {(json: string) => { info: { python: string } }} */
const lockFile = JSON.parse;
const built = 'pkg/python';
/** @type {string[]} */
const faults = [];

const lock = readFileSync(`${built}/lock.json`, 'utf8');
const start = performance.now();
const interpreter = await python(`${built}/stdlib.zip`, lock);
console.log(`     an interpreter starts in ${(performance.now() - start).toFixed(0)} ms`);
// The page's system calls are not here; what is imported may name any of them.
const nothing = () => 0;
interpreter.registerJsModule(
  '_playground_doors',
  new Proxy({}, { get: () => nothing, has: () => true }),
);
/** @param {string} program @returns {unknown} the value of its last line */
const said = (program) => interpreter.runPython(program);

const { info } = lockFile(lock);
check(
  `it is Python ${info.python}`,
  said('import platform; platform.python_version()') === info.python,
);
said(`
import sys
sys.path.insert(0, '/project/${built}/playground.zip')
compiled = []
def hear(event, arguments):
    # Modules alone are compiled under a file's name: named tuples and the like are expressions.
    if event == 'compile' and str(arguments[1]).startswith('/'):
        compiled.append(str(arguments[1]))
sys.addaudithook(hear)
import concurrent.futures, concurrent.futures.process, decimal, json, multiprocessing.managers
import cloudpickle, playground
`);
const list = (/** @type {string} */ program) => String(said(`' '.join(${program})`));
check(`importing compiles nothing: ${list('compiled')}`, list('compiled') === '');
const sources = list(`
    it.__file__ for it in sys.modules.values()
    if str(getattr(it, '__file__', '')).endswith('.py') and it.__spec__.origin != 'frozen'
`);
check(`no module is a source: ${sources}`, sources === '');
check(
  'code knows its file',
  said(`json.dumps.__code__.co_filename`) === `${STDLIB.root}/json/__init__.py`,
);
check(
  'docstrings are there',
  said('"JSON" in json.dumps.__doc__ and bool(playground.__doc__)') === true,
);

/** @type {[string, Parameters<typeof archive>[1], import('pyodide').PyodideAPI][]} */
const archives = [
  ['stdlib.zip', STDLIB, await python()],
  ['playground.zip', PLAYGROUND, await python(`${built}/stdlib.zip`, lock)],
];
for (const [name, of, compiler] of archives) {
  const again = `target/python/again-${name}`;
  archive(compiler, of, again);
  check(
    `${name} is the same when it is made again`,
    readFileSync(again).equals(readFileSync(`${built}/${name}`)),
  );
  rmSync(again);
}
process.exit(faults.length === 0 ? 0 : 1);

/**
 * @param {string} what a sentence that should be true
 * @param {boolean} holds
 */
function check(what, holds) {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`);
  if (!holds) faults.push(what);
}
