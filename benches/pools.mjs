// `make bench-pools`: the executors beside workerpool, in one run of an isolated page in Chromium
// on two workers. Prints each figure with its spread, and the ratios beside what is asked of them;
// writes all samples to benches/results/pools.json. `--quick` takes a tenth of the samples; a word
// chooses: map, trip, threads, memory.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import process from 'node:process';

import { chromium } from '@playwright/test';

import { chromiumArgs, chromiumPath } from '../scripts/chromium.mjs';
import { isolationHeaders } from '../scripts/headers.mjs';
import { serveSite } from '../scripts/site-server.mjs';
import { watchHeaps } from './realm-heaps.mjs';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
/** @type {Record<string, [string, string | Buffer]>} */
const FILES = {
  '/bench.html': [
    'text/html',
    '<!doctype html><title>bench</title><link rel="icon" href="data:," /><script src="/workerpool.js"></script>',
  ],
  '/workerpool.js': [
    'text/javascript',
    readFileSync(here('node_modules/workerpool/dist/workerpool.js')),
  ],
  '/bench.mjs': ['text/javascript', readFileSync(here('pools/page.mjs'))],
};
const words = process.argv.slice(2);
const scale = words.includes('--quick') ? 0.1 : 1;
const only = words.find((word) => !word.startsWith('--')) ?? '';
/** @type {{ samples: Record<string, Record<string, number[]>>, ratios: Record<string, number> }} */
const report = { samples: {}, ratios: {} };

const site = await serveSite({
  port: 0,
  before: (request, response, next) => {
    const file = FILES[request.url ?? ''];
    if (file === undefined) next();
    else response.writeHead(200, { ...isolationHeaders, 'Content-Type': file[0] }).end(file[1]);
  },
});
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });

async function openPage() {
  const page = await browser.newPage();
  await page.goto(`${site.url}bench.html`);
  return page;
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} name an export of the page's
 * @param {object} options
 * @returns {Promise<unknown>}
 */
const call = (page, name, options) =>
  page.evaluate(async ([name, options]) => {
    /** @type {unknown} */
    const bench = await import(/** @type {string} */ ('/bench.mjs'));
    return /** @type {Record<string, (options: object) => Promise<unknown>>} */ (bench)[name]?.(
      options,
    );
  }, /** @type {const} */ ([name, options]));

/**
 * In a page of its own. @param {string} name @param {object} options @returns {Promise<unknown>}
 */
async function measure(name, options) {
  const page = await openPage();
  const result = await call(page, name, options);
  await page.close();
  return result;
}

/** @param {string} name @param {object} options */
const samplesOf = async (name, options) =>
  /** @type {Record<string, number[]>} */ (await measure(name, options));

const median = (/** @type {number[] | undefined} */ samples = []) =>
  samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? NaN;

/** @param {string} title @param {Record<string, number[]>} samples */
function print(title, samples) {
  report.samples[title] = samples;
  console.log(`\n${title}`);
  for (const [name, times] of Object.entries(samples)) {
    const [least, most] = [Math.min(...times), Math.max(...times)];
    console.log(
      `  ${name.padEnd(28)} ${median(times).toFixed(3).padStart(10)} ms  (${least.toFixed(3)}–${most.toFixed(3)}, n = ${times.length})`,
    );
  }
}

/** @param {string} what @param {number} ratio @param {string} wanted */
function say(what, ratio, wanted) {
  report.ratios[what] = ratio;
  console.log(`  ${what}: ${ratio.toFixed(2)} (wanted: ${wanted})`);
}

try {
  if ('map'.includes(only)) {
    const items = 100_000;
    const samples = await samplesOf('map', { items, rounds: Math.ceil(21 * scale) });
    print(`map of x² over ${items} numbers`, samples);
    const best = Math.min(...[2, 8, 32].map((parts) => median(samples[`ours, ${parts} chunks`])));
    say('exec per item over ours', median(samples['workerpool, exec per item']) / best, '≥ 40');
    for (const parts of [2, 8, 32])
      say(
        `workerpool over ours, ${parts} chunks`,
        median(samples[`workerpool, ${parts} chunks`]) / median(samples[`ours, ${parts} chunks`]),
        '≥ 3',
      );
  }
  if ('trip'.includes(only)) {
    const ways = /** @type {Record<string, Record<string, number[]>>} */ (
      await measure('roundTrip', { rounds: Math.ceil(2000 * scale) })
    );
    const wanted = { 'back to back': '≤ 0.25', 'every 10 ms': '≤ 0.9', 'in turns': '≤ 0.6' };
    for (const [how, most] of Object.entries(wanted)) {
      const { ours = [], workerpool = [] } = ways[how] ?? {};
      print(`an empty task, there and back, ${how}`, { ours, workerpool });
      say(`${how}: ours over workerpool`, median(ours) / median(workerpool), most);
    }
  }
  if ('threads'.includes(only)) {
    const samples = await samplesOf('threads', { items: 1_000_000, rounds: Math.ceil(7 * scale) });
    print('isPrime over 10⁶ numbers', samples);
    say(
      'the plain loop over threads × 2',
      median(samples['the loop alone']) / (median(samples.threads) * 2),
      '≥ 0.9',
    );
  }
  if ('memory'.includes(only)) {
    const each = Math.ceil(100_000 * scale);
    for (const what of ['tasks', 'items']) {
      const page = await browser.newPage();
      const held = await watchHeaps(page);
      await page.goto(`${site.url}bench.html`);
      /** @type {number[]} */
      const bytes = [];
      /** @type {number[]} */
      const realms = [];
      for (let round = 0; round < 10; round += 1) {
        await call(page, what, { each });
        const now = await held();
        bytes.push(now.bytes);
        realms.push(now.realms);
      }
      await page.close();
      report.samples[`memory by ${what}`] = { bytes };
      console.log(`\nwhat the page and its workers hold after each ${each} ${what}, in MB`);
      console.log(`  ${bytes.map((n) => (n / 1e6).toFixed(2)).join('  ')}`);
      console.log(`  in ${realms.join(', ')} realms`);
      say(`${what}: the last over the first`, (bytes.at(-1) ?? NaN) / (bytes[0] ?? NaN), '≤ 1');
    }
  }
  mkdirSync('benches/results', { recursive: true });
  writeFileSync('benches/results/pools.json', `${JSON.stringify(report, null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
}
