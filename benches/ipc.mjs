/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- modules of the page, by address */
// `make bench-ipc`: queues and pipes beside ringbuf.js and the browser's own messages, in one
// isolated Chromium. Prints each figure with its spread, and the ratios that matter; writes all
// samples to benches/results/ipc.json.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

import { chromium } from '@playwright/test';

import { chromiumArgs, chromiumPath } from '../scripts/chromium.mjs';
import { serveSite } from '../scripts/site-server.mjs';

const DEADLINE_MS = 300_000;
/** @type {Record<string, string>} */
const files = {
  '/bench/page.mjs': 'benches/ipc/page.mjs',
  '/bench/peer-worker.mjs': 'benches/ipc/peer-worker.mjs',
  '/bench/ringbuf.js': 'benches/node_modules/ringbuf.js/dist/index.mjs',
};

const site = await serveSite({
  port: 0,
  strictPort: false,
  before: (request, response, next) => {
    const path = request.url?.split('?')[0] ?? '';
    const file = files[path];
    if (path !== '/bench/' && file === undefined) {
      next();
      return;
    }
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.setHeader('Content-Type', file === undefined ? 'text/html' : 'text/javascript');
    response.end(file === undefined ? '<!doctype html><title>bench</title>' : readFileSync(file));
  },
});
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });
const watchdog = setTimeout(() => {
  console.error(`no result within ${DEADLINE_MS} ms`);
  process.exit(1);
}, DEADLINE_MS);
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto(`${site.url}bench/`);
  // BENCH=--quick: one short round. BENCH=--ring: eleven rounds of the rings alone.
  const [quick, ring] = ['--quick', '--ring'].map((name) => process.argv.includes(name));
  /** @type {Record<string, number[]>} */
  const samples = await page.evaluate(
    async ({ url, ...options }) => {
      const library = await import(`${url}lib/parallel-playground.js`);
      const { measure } = await import(`${url}bench/page.mjs`);
      return measure(library, options);
    },
    { url: site.url, quick, ring },
  );
  const median = (/** @type {string} */ name) => {
    const list = [...(samples[name] ?? [])].sort((a, b) => a - b);
    return list[list.length >> 1] ?? NaN;
  };
  for (const [name, list] of Object.entries(samples)) {
    const [least, most] = [Math.min(...list), Math.max(...list)].map((it) => it.toFixed(2));
    console.log(
      `${name.padEnd(28)} ${median(name).toFixed(2).padStart(10)}  (${least}–${most}, n = ${list.length})`,
    );
  }
  const ratios = {
    'ringbuf.js / queue, one by one (≥ 1.5)':
      median('ringbuf 1, ns an item') / median('queue 1, ns an item'),
    'ringbuf.js / queue, batches of 128 (≥ 1.6)':
      median('ringbuf 128, ns an item') / median('queue 128, ns an item'),
    'ringbuf.js / queue, 4 KiB (≥ 1.5)':
      median('ringbuf 512, ns an item') / median('queue 512, ns an item'),
    'relay / queue, 2 × 2 (≥ 20)':
      median('relay 2×2, ns an item') / median('queue 2×2, ns an item'),
    'pipe, both spin, µs (≤ 2)': median('pipe spinning, µs a trip'),
    'pipe / MessageChannel, both wait (≤ 0.5)':
      median('pipe waiting, µs a trip') / median('channel waiting, µs a trip'),
    'slice / pipe, 16 MiB (≥ 0.5)': median('slice 16 MiB, ms') / median('pipe 16 MiB, ms'),
    'set / pipe into ready memory, 16 MiB (≥ 0.5)':
      median('set 16 MiB, ms') / median('pipe 16 MiB into, ms'),
  };
  console.log();
  for (const [name, value] of Object.entries(ratios).filter(([, value]) => !Number.isNaN(value)))
    console.log(`${name.padEnd(46)} ${value.toFixed(2)}`);
  mkdirSync('benches/results', { recursive: true });
  const result = { quick, samples, ratios, browser: browser.version() };
  writeFileSync('benches/results/ipc.json', `${JSON.stringify(result, null, 2)}\n`);
} finally {
  clearTimeout(watchdog);
  await browser.close();
  await site.close();
}
