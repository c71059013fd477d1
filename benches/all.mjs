// `make bench`: products, queues and pipes, pools and the scheduling lab in one page of Chromium.
// In each round every family is measured once, and in it ours, the others and the machine's limit
// in turns. Prints medians with their quartiles, and leaves all samples in benches/results, named
// by time and commit. `--quick` takes five rounds of fewer rows, some two minutes; `--rounds=3`
// another number of them; a word or more chooses families: matmul, ipc, pools, schedule.
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, type } from 'node:os';
import { extname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

import { chromiumArgs, chromiumPath } from '../scripts/chromium.mjs';
import { isolationHeaders } from '../scripts/headers.mjs';
import { serveSite } from '../scripts/site-server.mjs';
import { bestPeer, timesBetter } from './all/report.mjs';
import { median, summary } from './all/statistics.mjs';
import { browserContenders } from './matmul/contenders.mjs';

/**
 * @typedef {import('./all/report.mjs').Report} Report
 * @typedef {import('./all/report.mjs').Row} Row
 * @typedef {Omit<Row, 'ours' | 'peers'> & { ours: number, peers: Record<string, number> }} Entry
 */

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const words = process.argv.slice(2);
const quick = words.includes('--quick');
const only = words.filter((word) => !word.startsWith('--'));
const FAMILIES = ['matmul', 'ipc', 'pools', 'schedule'];
const unknown = only.find((word) => !FAMILIES.includes(word));
if (unknown !== undefined) {
  console.error(`there is no family ${unknown}: ${FAMILIES.join(', ')}`);
  process.exit(2);
}
const families = FAMILIES.filter((family) => only.length === 0 || only.includes(family));
const given = words.find((word) => /^--rounds=[1-9]\d*$/.test(word))?.split('=')[1];
const ROUNDS = given === undefined ? (quick ? 5 : 11) : Number(given);
const ROUND_MS = 300_000;
/** Rust's libraries have to be built, Python's are not in the browser: `make bench-matmul`. */
const contenders = browserContenders.filter(({ file }) => file !== 'rust.mjs');
/** @type {Record<string, object>} */
const OPTIONS = {
  matmul: {
    samples: 3,
    shapes: [
      ['f32', 256],
      ['f32', 1024],
      ['f64', 512],
      ...(quick
        ? []
        : [
            ['f32', 512],
            ['f64', 256],
            ['f64', 1024],
          ]),
    ],
  },
  ipc: {},
  pools: { rounds: 400 },
  schedule: {},
};
/** @type {Record<string, string>} */
const TYPES = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
const FOLDERS = ['/benches/', '/pkg/', '/node_modules/wasm-feature-detect/'];
/** What the harnesses of the single benches ask for. @type {Record<string, string>} */
const NAMED = {
  '/bench/peer-worker.mjs': '/benches/ipc/peer-worker.mjs',
  '/bench/ringbuf.js': '/benches/node_modules/ringbuf.js/dist/index.mjs',
  // A thread of ours imports the folder of its module.
  '/pkg/': '/pkg/parallel_playground.js',
};
const PAGE = `<!doctype html><title>bench</title><link rel="icon" href="data:," />
<script src="/benches/node_modules/workerpool/dist/workerpool.js"></script>`;

const site = await serveSite({
  port: 0,
  strictPort: false,
  before: (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const headers = { ...isolationHeaders, 'Cache-Control': 'no-store' };
    if (pathname === '/bench/') {
      response.writeHead(200, { ...headers, 'Content-Type': 'text/html' }).end(PAGE);
      return;
    }
    if (pathname === '/pkg/') {
      response.writeHead(302, { ...headers, Location: '/pkg/parallel_playground.js' }).end();
      return;
    }
    const path = join(root, decodeURIComponent(NAMED[pathname] ?? pathname));
    const isOurs = FOLDERS.some((folder) => path.startsWith(join(root, folder)));
    if (!isOurs || !statSync(path, { throwIfNoEntry: false })?.isFile()) {
      next();
      return;
    }
    const kind = TYPES[extname(path)] ?? 'application/octet-stream';
    response.writeHead(200, { ...headers, 'Content-Type': kind });
    createReadStream(path).pipe(response);
  },
});
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });

/** @param {string[]} args */
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
const commit = `${git('rev-parse', '--short=10', 'HEAD')}${git('status', '--porcelain') === '' ? '' : '+'}`;
/** @type {Report} */
const report = {
  format: 1,
  when: new Date().toISOString(),
  commit,
  quick,
  machine: {
    cpu: cpus()[0]?.model ?? 'an unknown processor',
    cores: cpus().length,
    browser: `Chromium ${browser.version()}`,
    system: `${type()} ${release()}`,
    load: loadavg()[0] ?? NaN,
  },
  rows: [],
  missing: [],
};
/** @type {Map<string, Row>} */
const rows = new Map();

/** @param {Entry} entry */
function enter({ ours, peers, ...row }) {
  const key = `${row.family}: ${row.name}`;
  const known = rows.get(key) ?? { ...row, ours: [], peers: {} };
  rows.set(key, known);
  known.ours.push(ours);
  for (const [name, value] of Object.entries(peers)) (known.peers[name] ??= []).push(value);
}

try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto(`${site.url}bench/`);
  /**
   * @param {string} name an export of the page's @param {object} argument
   * @returns {Promise<unknown>}
   */
  const call = (name, argument) => {
    const called = page.evaluate(async ([name, argument]) => {
      /** @type {unknown} */
      const bench = await import(/** @type {string} */ ('/benches/all/page.mjs'));
      return /** @type {Record<string, (argument: object) => Promise<unknown>>} */ (bench)[name]?.(
        argument,
      );
    }, /** @type {const} */ ([name, argument]));
    const late = new Promise((_, reject) => {
      setTimeout(() => reject(new Error(`${name} took too long`)), ROUND_MS).unref();
    });
    return Promise.race([called, late]);
  };
  const missing = /** @type {{ name: string, why: string }[]} */ (
    await call('start', families.includes('matmul') ? contenders : [])
  );
  report.missing = missing.map(({ name, why }) => `${name}: ${why}`);
  for (let turn = 0; turn < ROUNDS; turn += 1)
    for (const family of families) {
      const start = performance.now();
      const entries = await call('measure', { family, turn, ...OPTIONS[family] });
      for (const entry of /** @type {Entry[]} */ (entries)) enter(entry);
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      console.error(`round ${turn + 1} of ${ROUNDS}: ${family} in ${seconds} s`);
    }
} finally {
  await browser.close();
  await site.close();
}

report.rows = [...rows.values()];
const wide = Math.max(...report.rows.map(({ name }) => name.length));
for (const row of report.rows) {
  const { median: middle, q1, q3 } = summary(row.ours);
  const peer = bestPeer(row);
  const beside = [...(peer === undefined ? [] : [peer]), ...('limit' in row.peers ? ['limit'] : [])]
    .map((name) => `${median(timesBetter(row, name)).toFixed(2)} × ${name}`)
    .join(', ');
  const figures = [middle, q1, q3].map((value) => value.toPrecision(3));
  console.log(
    `${row.family.padEnd(9)}${row.name.padEnd(wide)}  ${figures[0]} ${row.unit} (${figures[1]}–${figures[2]})  ${beside}`,
  );
}
for (const line of report.missing) console.log(`not measured: ${line}`);
const stamp = report.when.replace(/\.\d+Z$/, '').replace(/[-:]/g, '');
const file = `benches/results/${stamp}-${commit}.json`;
mkdirSync('benches/results', { recursive: true });
writeFileSync(file, `${JSON.stringify(report)}\n`);
console.log(`\n${file}`);
process.exit(0);
