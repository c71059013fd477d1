// What the bench's page does: programs in a playground, and plain Pyodide beside it.

/**
 * @typedef {import('../../www/lib/types.ts').Playground} Playground
 * @typedef {import('../../www/common/types/python.ts').PythonRun} PythonRun
 * @typedef {import('../../www/common/types/python.ts').PythonResult} PythonResult
 * @typedef {import('../../www/common/types/python.ts').StartMethod} StartMethod
 * @typedef {{ main: string, args: string[] }} Program
 * @typedef {{ open: (options: { workers: number }) => Promise<Playground> }} Library
 */

const WORKERS = 2;

/** The longest time of a program. */
const LIMIT_MS = 90_000;

/** Where the library keeps the interpreters' first memory. */
const CACHE = 'parallel-playground-python';

/** @type {Playground | undefined} */
let playground;

/** @returns {Promise<Playground>} */
async function open() {
  /** @type {unknown} */
  const library = await import(/** @type {string} */ ('/lib/parallel-playground.js'));
  return /** @type {Library} */ (library).open({ workers: WORKERS });
}

/** Opens the playground in which programs run. */
export async function ready() {
  playground = await open();
  await playground.python.ready();
}

export const close = () => playground?.close();

function python() {
  if (playground === undefined) throw new Error('there is no playground');
  return playground.python;
}

/**
 * @param {{ program: Program, startMethod?: StartMethod, trace?: boolean }} options
 * @returns {Promise<PythonResult>}
 */
export const run = ({ program, startMethod = 'fork', trace = false }) =>
  python().run(program, { startMethod, trace, stdin: '', timeoutMs: LIMIT_MS });

/**
 * Milliseconds from `run` to the first output of a playground that has just been opened.
 *
 * @param {{ isCached: boolean }} options whether the memory of another visit is there
 * @returns {Promise<number>}
 */
export async function first({ isCached }) {
  if (!isCached) await caches.delete(CACHE);
  const fresh = await open();
  const began = performance.now();
  let printed = NaN;
  await fresh.python.run('print(1)', {
    stdin: '',
    onOutput: () => {
      if (Number.isNaN(printed)) printed = performance.now();
    },
  });
  // The next visit is to find it.
  while ((await (await caches.open(CACHE)).keys()).length === 0) await later(20);
  await fresh.close();
  return printed - began;
}

/**
 * Milliseconds until as many workers with plain Pyodide, made at once, have run a statement.
 *
 * @param {{ count: number }} options
 * @returns {Promise<number>}
 */
export async function plain({ count }) {
  const began = performance.now();
  const workers = Array.from(
    { length: count },
    () => new Worker('/bench/worker.mjs', { type: 'module' }),
  );
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise((resolve, reject) => {
          worker.onmessage = resolve;
          worker.onerror = (event) => reject(new Error(`a worker failed: ${event.message}`));
          setTimeout(() => reject(new Error('a worker does not answer')), LIMIT_MS);
        }),
    ),
  );
  const ms = performance.now() - began;
  for (const worker of workers) worker.terminate();
  return ms;
}

/** @type {PythonRun | undefined} */
let running;
let output = '';

/** Starts a program that reads lines. @param {{ program: Program }} options */
export function begin({ program }) {
  output = '';
  running = python().run(program, {
    onOutput: ({ text }) => {
      output += text;
    },
  });
  running.catch((/** @type {unknown} */ error) => {
    output = String(error);
  });
}

/** Resolves when that program has printed a line. @param {{ line: string }} options */
export async function printed({ line }) {
  const deadline = performance.now() + LIMIT_MS;
  while (!output.includes(line)) {
    if (performance.now() > deadline) throw new Error(`no '${line}' but '${output}'`);
    await later(10);
  }
}

/** Gives that program a line. */
export const proceed = () => running?.write('\n');

/** Resolves at its end. */
export const end = () => running;

const later = (/** @type {number} */ ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
