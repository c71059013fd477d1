// `make test-cpython`: CPython's own tests of multiprocessing and concurrent.futures, run in the
// page, in an isolated Chromium. Writes docs/cpython-suites.md after a whole run.
//
// Usage: test-cpython.mjs [--verbose] [--site URL] [--seconds N] [PATTERN…]
// A pattern is of the methods' full names, with `*`: '*.test_wait.ProcessPoolFork*'.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { chromium } from '@playwright/test';
import prettier from 'prettier';

import { chromiumArgs, chromiumPath } from './chromium.mjs';
import { report } from './cpython-report.mjs';
import { serveSite } from './site-server.mjs';

/**
 * @typedef {{ id: string, outcome: 'passed' | 'failed' | 'skipped' | 'left out', text: string,
 *   ms: number }} Outcome
 * @typedef {{ module: string, name: string, methods: string[] }} TestClass
 * @typedef {import('./cpython-page.mjs').TestEvent} TestEvent
 * @typedef {import('@playwright/test').JSHandle<typeof import('./cpython-page.mjs')>} Page
 */

const ROOT = '.tools/cpython';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    verbose: { type: 'boolean', default: false },
    site: { type: 'string' },
    seconds: { type: 'string', default: '60' },
  },
});
const MODULES = [
  ...['fork', 'spawn'].flatMap((method) =>
    ['processes', 'manager', 'misc'].map(
      (kind) => `test.test_multiprocessing_${method}.test_${kind}`,
    ),
  ),
  // Of multiprocessing.dummy, which starts no processes.
  'test.test_multiprocessing_spawn.test_threads',
  ...[
    'as_completed',
    'deadlock',
    'future',
    'init',
    'process_pool',
    'shutdown',
    'thread_pool',
    'wait',
  ].map((part) => `test.test_concurrent_futures.test_${part}`),
];
/** What these modules import of the package `test`. */
const NEEDED =
  /^(__init__|_test_multiprocessing|mp_\w+|support\/\w+|test_concurrent_futures\/\w+|test_importlib\/__init__|test_importlib\/metadata\/(__init__|_\w+|fixtures)|test_multiprocessing_\w+\/\w+)\.py$/;

const leftOut = readPatterns('tests/cpython/left-out.txt');
const known = readPatterns('tests/cpython/failures.txt');

/** @type {Record<string, string>} */
const files = {};
for (const path of readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }))
  if (NEEDED.test(path)) files[`test/${path}`] = readFileSync(join(ROOT, 'test', path), 'utf8');
const main = readFileSync('tests/cpython/run.py', 'utf8');

const site = values.site === undefined ? await serveSite({ port: 0, strictPort: false }) : null;
const url = site?.url ?? `${String(values.site)}/`;
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });
const startMs = Date.now();
try {
  process.exitCode = await runAll();
} finally {
  await browser.close();
  await site?.close();
}

async function runAll() {
  const page = await open();
  const compiled = await run(page, ['compile', ...Object.keys(files)], 120);
  /** @type {Record<string, string>} */
  const caches = {};
  for (const { path = '', data = '' } of compiled.events)
    caches[path.replace(/([^/]+)\.py$/, '__pycache__/$1.cpython-314.pyc')] = data;
  await page.evaluate(({ add }, all) => add(all), caches);
  const listed = await run(page, ['list', ...MODULES], 120);
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const { module = '', skipped } of listed.events)
    if (skipped !== undefined)
      outcomes.push({ id: module, outcome: 'skipped', text: skipped, ms: 0 });
  const classes = /** @type {TestClass[]} */ (listed.events.filter(({ methods }) => methods));
  if (!listed.events.some(({ finished }) => finished)) {
    console.error(`The tests could not be listed: ${listed.ended}\n${listed.stderr}`);
    return 1;
  }
  for (const one of classes) {
    /** @type {string[]} */
    const chosen = [];
    for (const method of one.methods) {
      const id = idOf(one, method);
      const reason = leftOut.find(({ matches }) => matches(id))?.text;
      if (positionals.length > 0 && !positionals.some((it) => glob(it)(id))) continue;
      if (reason === undefined) chosen.push(method);
      else outcomes.push({ id, outcome: 'left out', text: reason, ms: 0 });
    }
    outcomes.push(...(await runClass(page, one, chosen)));
  }
  return conclude(outcomes);
}

/**
 * Runs methods of a class. One that does not end, or ends the process, is alone in its failure: the
 * others are run in a new process.
 *
 * @param {Page} page
 * @param {TestClass} one
 * @param {string[]} methods
 */
async function runClass(page, one, methods) {
  /** @type {Outcome[]} */
  const outcomes = [];
  let left = methods;
  while (left.length > 0) {
    const seconds = Number(values.seconds);
    const { events, stderr, ended } = await run(
      page,
      ['run', one.module, one.name, ...left],
      seconds,
    );
    /** @type {Map<string, Outcome>} */
    const found = new Map();
    let startedMs = 0;
    /** @type {string | null} */
    let open = null;
    for (const { begin, end, outcome = 'failed', text = '', at } of events) {
      if (begin !== undefined) [open, startedMs] = [begin, at];
      if (end === undefined) continue;
      open = null;
      found.set(end, { id: idOf(one, end), outcome, text, ms: at - startedMs });
    }
    const place = events.find((event) => event.place);
    const text = `${ended}\n${stderr.slice(-4000)}`;
    if (open !== null) found.set(open, { id: idOf(one, open), outcome: 'failed', text, ms: 0 });
    else if (place !== undefined && place.outcome === 'skipped')
      for (const method of left)
        found.set(method, {
          id: idOf(one, method),
          outcome: 'skipped',
          text: place.text ?? '',
          ms: 0,
        });
    else if (place !== undefined || !events.some(({ finished }) => finished)) {
      // The class's own preparation or end.
      const method = left.find((it) => !found.has(it)) ?? left.at(-1) ?? '';
      const reason = `the class: ${place?.text ?? text}`;
      found.set(method, { id: idOf(one, method), outcome: 'failed', text: reason, ms: 0 });
    }
    for (const outcome of found.values()) {
      outcomes.push(outcome);
      print(outcome);
    }
    if (values.verbose && stderr) console.log(stderr);
    left = left.filter((method) => !found.has(method));
  }
  return outcomes;
}

/** @param {Outcome} outcome */
function print({ id, outcome, text, ms }) {
  if (outcome === 'passed') console.log(`ok      ${id} (${Math.round(ms)} ms)`);
  else if (outcome === 'skipped') console.log(`skipped ${id}: ${text}`);
  else {
    const why = known.find(({ matches }) => matches(id));
    console.log(
      `FAILED  ${id} ${why ? `(known: ${why.text})` : ''}\n${text.replace(/^/gm, '    ')}`,
    );
  }
}

/** @param {Outcome[]} outcomes */
async function conclude(outcomes) {
  const seconds = Math.round((Date.now() - startMs) / 1000);
  const count = (/** @type {string} */ kind) =>
    outcomes.filter(({ outcome }) => outcome === kind).length;
  const isKnown = (/** @type {string} */ id) => known.some(({ matches }) => matches(id));
  const unknown = outcomes.filter(({ id, outcome }) => outcome === 'failed' && !isKnown(id));
  const repaired = outcomes.filter(({ id, outcome }) => outcome === 'passed' && isKnown(id));
  mkdirSync('target/cpython', { recursive: true });
  writeFileSync('target/cpython/outcomes.json', JSON.stringify(outcomes, null, 1));
  if (positionals.length === 0) {
    const packages = readFileSync(join(ROOT, 'packages'), 'utf8').trim().split('\n');
    const text = report({ outcomes, known, packages, seconds });
    const options = await prettier.resolveConfig('docs/cpython-suites.md');
    const laid = await prettier.format(text, { ...options, parser: 'markdown' });
    writeFileSync('docs/cpython-suites.md', laid);
  }
  for (const { id } of repaired)
    console.log(`passes, though tests/cpython/failures.txt has it: ${id}`);
  for (const { id } of unknown)
    console.log(`fails, and tests/cpython/failures.txt does not say why: ${id}`);
  console.log(
    `skipped by the suites themselves: ${count('skipped')}, left out: ${count('left out')}, ${seconds} s`,
  );
  console.log(`${count('passed')} passed, ${count('failed')} failed`);
  return unknown.length > 0 ? 1 : 0;
}

/**
 * Runs the program in the page; the time-out is for each method, and for what is before and after.
 *
 * @param {Page} page
 * @param {string[]} args
 * @param {number} seconds
 */
function run(page, args, seconds) {
  return page.evaluate((module, options) => module.run(options), {
    main,
    args,
    limitMs: seconds * 1000,
  });
}

/** The module of an empty page, with Python. */
async function open() {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await page.route('**/empty.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
      body: '<!doctype html><title>tests</title>',
    }),
  );
  if (values.verbose) page.on('console', (message) => console.log(message.text().slice(0, 500)));
  await page.goto(`${url}empty.html`);
  await page.route('**/cpython-page.mjs', (route) =>
    route.fulfill({ contentType: 'text/javascript', path: 'scripts/cpython-page.mjs' }),
  );
  const module = /** @type {Page} */ (
    await page.evaluateHandle(
      (address) => /** @type {Promise<unknown>} */ (import(address)),
      `${url}cpython-page.mjs`,
    )
  );
  await module.evaluate(
    ({ open: openAt }, [address, sources]) => openAt(address, sources),
    /** @type {const} */ ([`${url}lib/parallel-playground.js`, files]),
  );
  return module;
}

/**
 * @param {TestClass} one
 * @param {string} method
 */
function idOf({ module, name }, method) {
  return `${module.replace(/^test\./, '')}.${name}.${method}`;
}

/** @param {string} pattern */
function glob(pattern) {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  return (/** @type {string} */ id) => expression.test(id);
}

/**
 * A file of lines: a pattern of methods, two spaces or more, what there is to say about them.
 *
 * @param {string} path
 */
function readPatterns(path) {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [pattern = '', text = ''] = line.split(/ {2,}/);
      return { pattern, text, matches: glob(pattern) };
    });
}
