// `make bench`: the fast product in one run of Chromium, on one worker and on two, against the machine's measured limit.
// Contenders take turns; medians of at least nine samples after warm-up. Prints a table and writes it as JSON.
import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';

import { chromium } from '@playwright/test';

import { chromiumArgs, chromiumPath } from '../scripts/chromium.mjs';
import { serveSite } from '../scripts/site-server.mjs';

/** m×k×n: cubes, odd ones, thin ones. */
const SHAPES = [
  ...[64, 128, 256, 512, 1024, 2048].map((n) => [n, n, n]),
  [509, 1021, 333],
  [1, 1024, 1024],
  [1024, 1, 1024],
  [1024, 1024, 1],
  [2048, 64, 2048],
];

const { url, close } = await serveSite({ port: 0, strictPort: false });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });
try {
  const page = await browser.newPage();
  await page.goto(`${url}favicon.svg`);
  const { kernels, rows } = await page.evaluate(measure, {
    library: `${url}lib/parallel-playground.js`,
    shapes: SHAPES,
  });
  print(rows);
  mkdirSync('benches/results', { recursive: true });
  const file = 'benches/results/matmul.json';
  writeFileSync(
    file,
    `${JSON.stringify({ browser: browser.version(), kernels, rows }, null, 2)}\n`,
  );
  console.log(`\n${file}`);
} finally {
  await browser.close();
  await close();
}
process.exit(0);

/**
 * @typedef {{ open: (options: import('../www/lib/types.ts').OpenOptions) => Promise<import('../www/lib/types.ts').Playground> }} Library
 * @typedef {object} Row
 * @property {string} precision
 * @property {number[]} shape
 * @property {Record<string, { gflops: number, ofLimit: number, minMs: number, medianMs: number, maxMs: number, n: number }>} contenders
 */

/**
 * Runs in the page.
 *
 * @param {{ library: string, shapes: number[][] }} options
 * @returns {Promise<{ kernels: import('../www/lib/types.ts').Kernels, rows: Row[] }>}
 */
async function measure({ library, shapes }) {
  /** @type {unknown} */
  const imported = await import(library);
  const { open } = /** @type {Library} */ (imported);
  const pg = await open({ workers: 2 });
  const { kernels } = pg.environment;
  const rows = [];
  for (const precision of /** @type {const} */ (['f32', 'f64'])) {
    const limit = Math.max(...kernels[precision].map(({ limitGflops }) => limitGflops));
    const Kind = precision === 'f32' ? Float32Array : Float64Array;
    for (const [m = 0, k = 0, n = 0] of shapes) {
      const a = new Kind(m * k).map(() => Math.random() - 0.5);
      const b = new Kind(k * n).map(() => Math.random() - 0.5);
      const contenders = [
        { name: '1 worker', on: /** @type {const} */ ('one'), lanes: 1 },
        { name: '2 threads', on: /** @type {const} */ ('threads'), lanes: 2 },
        { name: '2 processes', on: /** @type {const} */ ('processes'), lanes: 2 },
      ].map((contender) => ({ ...contender, samplesMs: /** @type {number[]} */ ([]) }));
      const repeats = m * k * n > 1e9 ? 9 : 21;
      for (let turn = -2; turn < repeats; turn += 1)
        for (const { on, samplesMs } of contenders) {
          const { computeMs } = await pg.matmul(a, b, { m, k, n }, { on, check: false });
          if (turn >= 0) samplesMs.push(computeMs);
        }
      /** @type {Row['contenders']} */
      const figures = {};
      for (const { name, lanes, samplesMs } of contenders) {
        const { medianMs, minMs, maxMs } = await pg.statistics(samplesMs);
        const gflops = (2 * m * k * n) / (medianMs * 1e6);
        figures[name] = {
          gflops,
          ofLimit: gflops / (limit * lanes),
          minMs,
          medianMs,
          maxMs,
          n: samplesMs.length,
        };
      }
      rows.push({ precision, shape: [m, k, n], contenders: figures });
    }
  }
  await pg.close();
  return { kernels, rows };
}

/** @param {Row[]} rows */
function print(rows) {
  const names = Object.keys(rows[0]?.contenders ?? {});
  const line = (/** @type {string[]} */ cells) =>
    console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(22) : cell.padStart(24))).join(''));
  line(['GFLOP/s (of the limit)', ...names]);
  for (const { precision, shape, contenders } of rows)
    line([
      `${precision} ${shape.join('×')}`,
      ...names.map((name) => {
        const { gflops = 0, ofLimit = 0 } = contenders[name] ?? {};
        return `${gflops.toFixed(1)} (${(100 * ofLimit).toFixed(0)} %)`;
      }),
    ]);
}
