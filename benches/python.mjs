// `make bench-python`: Python in the page beside plain Pyodide and the machine's own Python, in one
// run of an isolated page in Chromium on two workers; all take turns. Prints each figure with its
// spread, and the ratios that matter; writes all samples to benches/results/python.json. `--quick`
// takes fewer samples; words choose: first, starts, primes, items, queues, pipes, trace, memory,
// calls.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as later } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

import { chromiumArgs, chromiumPath } from '../scripts/chromium.mjs';
import { isolationHeaders } from '../scripts/headers.mjs';
import { serveSite } from '../scripts/site-server.mjs';
import { rendererMiB } from './python/memory.mjs';
import { nativeVersion, runNative } from './python/native.mjs';

/** @typedef {import('../www/common/types/python.ts').StartMethod} StartMethod */

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const HTML = '<!doctype html><title>bench</title><link rel="icon" href="data:," />';
const TYPES = new Map([
  ['html', 'text/html'],
  ['mjs', 'text/javascript'],
  ['wasm', 'application/wasm'],
  ['json', 'application/json'],
  ['zip', 'application/zip'],
]);
const MIB = 2 ** 20;

const words = process.argv.slice(2);
const isQuick = words.includes('--quick');
const chosen = words.filter((word) => !word.startsWith('--'));
const nRounds = (/** @type {number} */ whole) => (isQuick ? 2 : whole);
/** @type {Record<string, number[]>} */
const samples = {};
/** @type {Record<string, number>} */
const ratios = {};
/** @type {Record<string, string>} why a row has no figures */
const failures = {};

/** @param {string} path below /bench/ @returns {string | Buffer | undefined} */
function file(path) {
  if (path === '') return HTML;
  if (path === 'page.mjs' || path === 'worker.mjs') return readFileSync(here(`python/${path}`));
  const [, name] = /^pyodide\/([\w.-]+)$/.exec(path) ?? [];
  return name === undefined ? undefined : readFileSync(here(`../node_modules/pyodide/${name}`));
}

const site = await serveSite({
  port: 0,
  strictPort: false,
  before: (request, response, next) => {
    const [, path] = /^\/bench\/([^?]*)/.exec(request.url ?? '') ?? [];
    const content = path === undefined ? undefined : file(path);
    if (path === undefined || content === undefined) {
      next();
      return;
    }
    const type = TYPES.get(path.split('.').at(-1) ?? '') ?? 'text/html';
    // As the site serves its own: the browser keeps it, and the code compiled of it, and asks.
    const tag = `"${content.length}"`;
    const isKept = request.headers['if-none-match'] === tag;
    response.writeHead(isKept ? 304 : 200, {
      ...isolationHeaders,
      'Content-Type': type,
      // Without it a second reader of the same file waits for ever for what the first one keeps.
      'Content-Length': isKept ? 0 : Buffer.byteLength(content),
      'Cache-Control': 'no-cache',
      ETag: tag,
    });
    response.end(isKept ? undefined : content);
  },
});
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });
const context = await browser.newContext();

async function openPage() {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto(`${site.url}bench/`);
  return page;
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} name an export of the page's
 * @param {object} [options]
 * @returns {Promise<unknown>}
 */
const call = (page, name, options = {}) =>
  page.evaluate(async ([name, options]) => {
    /** @type {unknown} */
    const bench = await import(/** @type {string} */ ('/bench/page.mjs'));
    return /** @type {Record<string, (options: object) => Promise<unknown>>} */ (bench)[name]?.(
      options,
    );
  }, /** @type {const} */ ([name, options]));

/** @param {string} name @param {object} parameters */
const programOf = (name, parameters) => ({
  main: readFileSync(here(`python/${name}.py`), 'utf8'),
  args: [JSON.stringify(parameters)],
});

/** The last line that a program has printed. @param {string} stdout @returns {unknown} */
const printedBy = (stdout) => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 * @param {object} parameters
 * @param {StartMethod} [startMethod]
 * @param {boolean} [trace] whether its messages are recorded
 * @returns {Promise<unknown>} what the program has printed last
 */
async function run(page, name, parameters, startMethod = 'fork', trace = false) {
  const options = { program: programOf(name, parameters), startMethod, trace };
  const { exitCode, stdout, stderr } =
    /** @type {import('../www/common/types/python.ts').PythonResult} */ (
      await call(page, 'run', options)
    );
  if (exitCode !== 0) throw new Error(`${name}.py ended with ${exitCode}: ${stderr}`);
  return printedBy(stdout);
}

/** @param {string} name @param {...number} values */
function add(name, ...values) {
  (samples[name] ??= []).push(...values);
}

function median(/** @type {string} */ name) {
  const list = samples[name] ?? [];
  return list.toSorted((a, b) => a - b)[list.length >> 1] ?? NaN;
}

/** Prints what has been measured since the last time. @param {string} title */
function print(title) {
  console.log(`\n${title}`);
  for (const [name, list] of Object.entries(samples)) {
    if (shown.has(name)) continue;
    shown.add(name);
    const [least, most] = [Math.min(...list), Math.max(...list)].map((it) => it.toFixed(2));
    console.log(
      `  ${name.padEnd(46)} ${median(name).toFixed(2).padStart(12)}  (${least}–${most}, n = ${list.length})`,
    );
  }
}
/** @type {Set<string>} */
const shown = new Set();

/** @param {string} name @param {number} ratio */
function say(name, ratio) {
  ratios[name] = ratio;
  console.log(`  ${name}: ${ratio.toFixed(2)}`);
}

/**
 * A program in turns, in the page and natively.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {object} options.parameters
 * @param {number} options.rounds
 * @param {(who: string, printed: Record<string, number>) => void} options.each
 */
async function inTurns({ name, parameters, rounds, each }) {
  const page = await openReady();
  // Once for the browser's compiler.
  await run(page, name, parameters);
  for (let round = 0; round < rounds; round += 1) {
    each('page', /** @type {Record<string, number>} */ (await run(page, name, parameters)));
    const native = printedBy(await runNative(name, parameters));
    each('native', /** @type {Record<string, number>} */ (native));
  }
  await shut(page);
}

async function openReady() {
  const page = await openPage();
  await call(page, 'ready');
  return page;
}

async function shut(/** @type {import('@playwright/test').Page} */ page) {
  await call(page, 'close');
  await page.close();
}

/** In a page of its own. @param {string} name @param {object} options @returns {Promise<number>} */
async function inFreshPage(name, options) {
  const page = await openPage();
  const ms = /** @type {number} */ (await call(page, name, options));
  await page.close();
  return ms;
}

/** @type {Record<string, () => Promise<void>>} */
const rows = {
  first: async () => {
    // Once for the browser's caches.
    await inFreshPage('plain', { count: 1 });
    await inFreshPage('first', { isCached: false });
    for (let round = 0; round < nRounds(7); round += 1) {
      add('plain Pyodide, first statement, ms', await inFreshPage('plain', { count: 1 }));
      add(
        'ours without a snapshot, first line, ms',
        await inFreshPage('first', { isCached: false }),
      );
      add('ours with a snapshot, first line, ms', await inFreshPage('first', { isCached: true }));
    }
    print('a first statement');
    const plain = median('plain Pyodide, first statement, ms');
    say(
      'without a snapshot / plain (≤ 0.40)',
      median('ours without a snapshot, first line, ms') / plain,
    );
    say('with a snapshot / plain (≤ 0.20)', median('ours with a snapshot, first line, ms') / plain);
  },

  starts: async () => {
    const page = await openReady();
    /** @param {number} count @param {StartMethod} method @param {number} pause in seconds */
    const start = async (count, method, pause) => {
      const parameters = { counts: [count], rounds: 1, pause };
      const printed = await run(page, 'starts', parameters, method);
      return /** @type {Record<string, number[]>} */ (printed)[count]?.[0] ?? NaN;
    };
    for (const method of /** @type {const} */ (['fork', 'spawn'])) await start(1, method, 1);
    for (let round = 0; round < nRounds(9); round += 1) {
      for (const method of /** @type {const} */ (['fork', 'spawn'])) {
        for (const count of [1, 2]) add(`${method} of ${count}, ms`, await start(count, method, 1));
      }
      // The seven that are made beside the spares are ended, and spares made again.
      add('fork of 10, ms', await start(10, 'fork', 1.5));
      if (round < nRounds(5))
        add('plain Pyodide, two workers, ms', await inFreshPage('plain', { count: 2 }));
    }
    await shut(page);
    print('children, from `start()` to the first message');
    say('fork of 1, ms (≤ 80)', median('fork of 1, ms'));
    say('spawn of 1, ms (≤ 100)', median('spawn of 1, ms'));
    say('fork of 10, ms (≤ 1500)', median('fork of 10, ms'));
    say(
      'fork of 2 / plain Pyodide, two workers (≤ 0.10)',
      median('fork of 2, ms') / median('plain Pyodide, two workers, ms'),
    );
  },

  primes: async () => {
    await inTurns({
      name: 'primes',
      parameters: { limit: isQuick ? 100_000 : 300_000, chunks: 32, workers: [1, 2] },
      rounds: nRounds(9),
      each: (who, { 1: one = NaN, 2: two = NaN }) => {
        add(`${who}, pool of 1, s`, one);
        add(`${who}, pool of 2, s`, two);
        add(`${who}, speed-up`, one / two);
      },
    });
    print('a map over pure Python');
    say('page, pool of 2 over pool of 1 (≥ 1.85)', median('page, speed-up'));
    say('native, pool of 2 over pool of 1', median('native, speed-up'));
    say(
      'page / native, time of one process',
      median('page, pool of 1, s') / median('native, pool of 1, s'),
    );
  },

  items: async () => {
    await inTurns({
      name: 'items',
      parameters: { items: { 1: isQuick ? 1000 : 5000, 100: isQuick ? 20_000 : 100_000 } },
      rounds: nRounds(9),
      each: (who, printed) => {
        for (const size of [1, 100])
          add(`${who}, chunks of ${size}, items/s`, printed[size] ?? NaN);
      },
    });
    print('a map of an empty function on a pool of 2');
    for (const size of [1, 100])
      say(
        `page / native, chunks of ${size} (≥ 0.5)`,
        median(`page, chunks of ${size}, items/s`) / median(`native, chunks of ${size}, items/s`),
      );
  },

  queues: async () => {
    await inTurns({
      name: 'queues',
      parameters: { items: isQuick ? 5000 : 50_000 },
      rounds: nRounds(9),
      each: (who, { rate = NaN }) => add(`${who}, queue, items/s`, rate),
    });
    print('small integers through a queue');
    say(
      'page / native, queue (≥ 0.5)',
      median('page, queue, items/s') / median('native, queue, items/s'),
    );
  },

  pipes: async () => {
    await inTurns({
      name: 'pipes',
      parameters: { bytes: 16 * MIB, rounds: 3 },
      rounds: nRounds(9),
      each: (who, printed) => {
        const { pipe, copy } = /** @type {Record<string, number[]>} */ (
          /** @type {unknown} */ (printed)
        );
        add(`${who}, pipe, MB/s`, ...(pipe ?? []));
        add(`${who}, copy, MB/s`, ...(copy ?? []));
      },
    });
    print('16 MiB of bytes through a pipe');
    say('page, pipe / copy (≥ 0.3)', median('page, pipe, MB/s') / median('page, copy, MB/s'));
    say('native, pipe / copy', median('native, pipe, MB/s') / median('native, copy, MB/s'));
    say('page / native, pipe', median('page, pipe, MB/s') / median('native, pipe, MB/s'));
  },

  trace: async () => {
    const page = await openReady();
    const limit = isQuick ? 100_000 : 300_000;
    /** @typedef {(printed: Record<string, number>) => number} MsOf */
    /** @param {number} items @returns {[string, string, object, MsOf, string]} */
    const queue = (items) => [
      `queue of ${items}`,
      'queues',
      { items },
      ({ rate = NaN }) => (1e3 * items) / rate,
      '≤ 1.25',
    ];
    /** Of the first all messages are kept, of the second a tenth. */
    const programs = [
      queue(1900),
      queue(20_000),
      /** @type {ReturnType<typeof queue>} */ ([
        'pool',
        'primes',
        { limit, chunks: 32, workers: [2] },
        ({ 2: s = NaN }) => 1e3 * s,
        '≤ 1.02',
      ]),
    ];
    for (let round = -1; round < nRounds(21); round += 1) {
      for (const [what, name, parameters, ms] of programs) {
        // Who begins changes from round to round.
        for (const trace of round % 2 === 0 ? [true, false] : [false, true]) {
          const printed = /** @type {Record<string, number>} */ (
            await run(page, name, parameters, 'fork', trace)
          );
          // The first is for the browser's compiler.
          if (round >= 0) add(`${what}, ${trace ? 'traced' : 'plain'}, ms`, ms(printed));
        }
      }
    }
    await shut(page);
    print('messages recorded: items through a queue, a map over pure Python');
    for (const [what, , , , most] of programs)
      say(
        `${what}, traced / plain (${most})`,
        median(`${what}, traced, ms`) / median(`${what}, plain, ms`),
      );
  },

  memory: async () => {
    for (let round = 0; round < nRounds(5); round += 1) {
      /** @type {Record<number, number>} */
      const alive = {};
      for (const count of [2, 6]) {
        const page = await openReady();
        await call(page, 'begin', { program: programOf('children', { count }) });
        await call(page, 'printed', { line: 'began' });
        await later(1000);
        const before = await rendererMiB(browser);
        await call(page, 'proceed');
        await call(page, 'printed', { line: 'alive' });
        await later(1000);
        alive[count] = await rendererMiB(browser);
        await call(page, 'proceed');
        await call(page, 'printed', { line: 'ended' });
        await later(1000);
        const after = await rendererMiB(browser);
        await call(page, 'proceed');
        await call(page, 'end');
        await shut(page);
        add(`before ${count} children, MiB`, before);
        add(`with ${count} children, MiB`, alive[count]);
        add(`1 s after ${count} children, MiB`, after);
      }
      add('each of four further children, MiB', ((alive[6] ?? NaN) - (alive[2] ?? NaN)) / 4);
    }
    print("the renderers' memory");
    say('a further child, MiB (≤ 50)', median('each of four further children, MiB'));
    for (const count of [2, 6])
      say(
        `what ${count} children leave 1 s after their end, MiB`,
        median(`1 s after ${count} children, MiB`) - median(`before ${count} children, MiB`),
      );
  },

  calls: async () => {
    await inTurns({
      name: 'calls',
      parameters: { times: isQuick ? 500 : 2000 },
      rounds: nRounds(9),
      each: (who, printed) => {
        for (const [name, us] of Object.entries(printed)) add(`${who}, ${CALLS.get(name)}, µs`, us);
      },
    });
    print('what a call costs');
  },
};
const CALLS = new Map([
  ['print', 'print of a short line'],
  ['lock', 'Lock, acquire and release'],
  ['value', 'Value, a read'],
  ['dict', 'Manager().dict(), a get'],
  ['switch', 'a switch of threads'],
]);

try {
  for (const word of chosen) {
    if (!(word in rows)) throw new Error(`'${word}' is none of ${Object.keys(rows).join(', ')}`);
  }
  const native = await nativeVersion();
  console.log(`Chromium ${browser.version()}, native Python ${native}`);
  for (const [name, row] of Object.entries(rows)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    try {
      await row();
    } catch (error) {
      failures[name] = String(error);
      console.error(`\n${name}: not measured: ${String(error)}`);
      process.exitCode = 1;
    }
    for (const page of context.pages()) await page.close();
  }
  mkdirSync(here('results'), { recursive: true });
  const result = { isQuick, samples, ratios, failures, browser: browser.version(), native };
  writeFileSync(here('results/python.json'), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
}
