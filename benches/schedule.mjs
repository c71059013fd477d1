/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return -- modules of the page, by address */
// `make bench-schedule`: the scheduling lab in Chromium, isolated and not. How long simulations
// take, what a dispatch costs on threads and processes, what memory a large simulation needs, and
// how far a real run is from its simulation. Prints medians with their spread; writes all samples
// to benches/results/schedule.json.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

import { chromium } from '@playwright/test';

import { chromiumArgs, chromiumPath } from '../scripts/chromium.mjs';
import { serveSite } from '../scripts/site-server.mjs';
import { rendererBytes } from './renderer-memory.mjs';

const DEADLINE_MS = 280_000;
const quick = process.argv.includes('--quick');

const site = await serveSite({
  port: 0,
  strictPort: false,
  before: (request, response, next) => {
    const path = request.url?.split('?')[0] ?? '';
    const isolated = path.startsWith('/isolated/');
    if (!isolated && !path.startsWith('/open/')) {
      next();
      return;
    }
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    }
    const script = path.endsWith('.mjs');
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(
      script ? readFileSync('benches/schedule/page.mjs') : '<!doctype html><title>bench</title>',
    );
  },
});
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });
const watchdog = setTimeout(() => {
  console.error(`no result within ${DEADLINE_MS} ms`);
  process.exit(1);
}, DEADLINE_MS);

/**
 * In a page of its own for each policy: memory of WebAssembly grows and never shrinks.
 * @returns {Promise<Record<string, number[]>>} samples by name
 */
async function measureMemory() {
  /** @type {Record<string, number[]>} */
  const samples = {};
  for (const [policy, n, workers] of /** @type {const} */ ([
    ['chunk', 1e6, 1024],
    ['dynamic', 1e6, 1024],
    ['longestFirst', 1e6, 1024],
    ['workStealing', 1e6, 1024],
    ['dynamic', 1e7, 4096],
    ['longestFirst', 1e7, 4096],
  ])) {
    const page = await browser.newPage();
    await page.goto(`${site.url}isolated/`);
    await page.evaluate(async (url) => {
      const { open } = await import(`${url}lib/parallel-playground.js`);
      Object.assign(globalThis, { pg: await open({ workers: 2 }) });
    }, site.url);
    const before = await rendererBytes(browser);
    await page.evaluate(async ([url, policy, n, workers]) => {
      const { keep } = await import(`${url}isolated/page.mjs`);
      await keep(Reflect.get(globalThis, 'pg'), policy, n, workers);
    }, /** @type {const} */ ([site.url, policy, n, workers]));
    const gained = ((await rendererBytes(browser)) - before) / 1e6;
    samples[`${policy}, ${n} × ${workers}, memory gained, MB`] = [gained];
    await page.close();
  }
  return samples;
}

/**
 * @param {string} place isolated or open
 * @returns {Promise<Record<string, number[]>>} samples by name
 */
async function measure(place) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto(`${site.url}${place}/`);
  const samples = await page.evaluate(async ([url, place, quick]) => {
    const { open } = await import(`${url}lib/parallel-playground.js`);
    const { simulations, dispatching, realAndSimulated } = await import(`${url}${place}/page.mjs`);
    const pg = await open({ workers: 2 });
    const isolated = place === 'isolated';
    const modes = isolated ? ['threads', 'processes'] : ['processes'];
    const samples = isolated ? await simulations(pg, quick) : {};
    for (const on of modes) {
      const n = isolated ? 200_000 : 2000;
      Object.assign(samples, await dispatching(pg, on, n, quick));
      for (const load of ['sleep', 'spin'])
        Object.assign(samples, await realAndSimulated(pg, on, load, quick));
    }
    await pg.close();
    return samples;
  }, /** @type {[string, string, boolean]} */ ([site.url, place, quick]));
  await page.close();
  return samples;
}

try {
  /** @type {Record<string, Record<string, number[]>>} */
  const samples = {};
  for (const place of ['isolated', 'open']) {
    const here = (samples[place] = await measure(place));
    if (place === 'isolated') Object.assign(here, await measureMemory());
    console.log(place === 'isolated' ? 'cross-origin isolated' : 'not isolated');
    for (const [name, list] of Object.entries(here)) {
      const sorted = [...list].sort((a, b) => a - b);
      const [least, median, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map(
        (it) => (it ?? NaN).toFixed(3),
      );
      console.log(
        `  ${name.padEnd(48)} ${(median ?? '').padStart(10)}  (${least}…${most}, n = ${list.length})`,
      );
    }
  }
  mkdirSync('benches/results', { recursive: true });
  const result = { quick, samples, browser: browser.version() };
  writeFileSync('benches/results/schedule.json', `${JSON.stringify(result, null, 2)}\n`);
} finally {
  clearTimeout(watchdog);
  await browser.close();
  await site.close();
}
