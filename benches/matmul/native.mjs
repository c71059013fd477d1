// Contenders that run outside the browser: NumPy, as the measure of what the processor can do with
// its widest vectors, and the three loops in Python, as the measure of where a chapter's reader
// starts.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { run } from '../../scripts/run.mjs';

/**
 * @typedef {import('./types.ts').Contender} Contender
 * @typedef {import('./types.ts').Precision} Precision
 * @typedef {import('./types.ts').Shape} Shape
 */

const here = fileURLToPath(new URL('.', import.meta.url));
const venv = fileURLToPath(new URL('../.venv/bin/python', import.meta.url));
const MINUTES = 5;

/** @type {(Contender & { program: 'numpy' | 'loops' })[]} */
export const nativeContenders = [
  ...[1, 2].map((threads) => ({
    name: threads === 1 ? 'NumPy, 1 thread' : `NumPy, ${threads} threads`,
    role: /** @type {const} */ ('native'),
    peer: 'numpy',
    program: /** @type {const} */ ('numpy'),
    threads,
    precisions: /** @type {Precision[]} */ (['f32', 'f64']),
  })),
  {
    name: 'CPython, three loops',
    role: 'native',
    peer: 'cpython',
    program: 'loops',
    threads: 1,
    precisions: ['f64'],
  },
];

/**
 * @param {(typeof nativeContenders)[number]} contender
 * @param {{ precision: Precision, shape: Shape, samples: number }[]} rows
 * @returns {Promise<{ about: unknown, results: import('./types.ts').Maybe<{ samplesMs: number[],
 * batch: number }>[] }>} a result a row
 */
export async function measureNative({ program, threads }, rows) {
  const threadLimits = ['OPENBLAS', 'OMP', 'MKL', 'BLIS'].map(
    (library) => `${library}_NUM_THREADS=${threads}`,
  );
  // Some machines choose OpenBLAS's kernels by variables, for older versions than this one.
  const environment = `env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE ${threadLimits.join(' ')}`;
  const python = existsSync(venv) ? venv : 'python3';
  const { code, output, timedOut } = await run(
    `${environment} '${python}' '${here}native.py' ${program} '${JSON.stringify(rows)}'`,
    MINUTES * 60_000,
  );
  const last = output.trim().split('\n').at(-1) ?? '';
  if (timedOut) throw new Error(`it took over ${MINUTES} minutes`);
  if (code !== 0) throw new Error(`it ended with code ${code}: ${last}`);
  /** @type {unknown} */
  const answer = JSON.parse(last);
  return /** @type {Awaited<ReturnType<typeof measureNative>>} */ (answer);
}
