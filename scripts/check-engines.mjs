// Runs the library's scenarios and the page's smokes in engines as they come, on each tier:
// `node scripts/check-engines.mjs [--scenarios] [--write] [--only='a|b'] chromium firefox webkit`.
// `--scenarios` leaves the smokes out; `--write` keeps what was seen of these engines in
// docs/support.json and in the README's table.
import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';

import { serveForEngines } from './engines/site.mjs';
import { smokes } from './engines/smokes.mjs';
import { writeSupport } from './engines/support.mjs';
import { startDisplay, startDriver } from './webdriver.mjs';

/**
 * @typedef {import('./webdriver.mjs').Engine} Engine
 * @typedef {import('./webdriver.mjs').Session} Session
 * @typedef {import('../tests/engines/scenario.ts').Tier} Tier
 * @typedef {import('../tests/engines/page.ts').Outcome} Outcome
 * @typedef {import('./engines/support.mjs').Column} Column
 * @typedef {{ tier: Tier, environment?: Record<string, string> }} Setting
 */

/**
 * The settings in which each engine runs. WebKitGTK has SharedArrayBuffer only when it is asked.
 *
 * @type {Record<Engine, Setting[]>}
 */
const SETTINGS = {
  chromium: [{ tier: 'isolated' }, { tier: 'not isolated' }],
  firefox: [{ tier: 'isolated' }, { tier: 'not isolated' }],
  webkit: [
    { tier: 'isolated', environment: { JSC_useSharedArrayBuffer: '1' } },
    { tier: 'isolated without SharedArrayBuffer' },
    { tier: 'not isolated' },
  ],
};

const args = process.argv.slice(2);
const only = args.find((it) => it.startsWith('--only='))?.slice('--only='.length);
const chosen = (/** @type {string} */ name) =>
  only === undefined || only.split('|').some((words) => name.includes(words));
const engines = Object.keys(SETTINGS).filter((engine) => args.includes(engine));
if (engines.length === 0) throw new Error('name an engine: chromium, firefox, webkit');

const counts = { passed: 0, failed: 0, skipped: 0 };
/** @type {Column[]} */
const columns = [];
for (const engine of /** @type {Engine[]} */ (engines)) await runEngine(engine);
mkdirSync('test-results', { recursive: true });
writeFileSync('test-results/engines.json', JSON.stringify(counts));
if (args.includes('--write') && counts.failed === 0) await writeSupport(columns);
console.log(`engines: ${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);

/** @param {Engine} engine */
async function runEngine(engine) {
  const display = engine === 'webkit' ? await startDisplay() : undefined;
  try {
    for (const { tier, environment } of SETTINGS[engine]) {
      const driver = await startDriver(engine, {
        ...environment,
        ...(display && { DISPLAY: display.display }),
      });
      try {
        await runTier(engine, await driver.open(), tier);
      } finally {
        driver.close();
      }
    }
  } finally {
    display?.close();
  }
}

/**
 * @param {Engine} engine
 * @param {Session} session
 * @param {Tier} tier
 */
async function runTier(engine, session, tier) {
  const site = await serveForEngines(tier !== 'not isolated');
  /** @type {Column} */
  const column = { engine, version: session.version, tier, results: [] };
  columns.push(column);
  console.log(`── ${engine} ${session.version}, ${tier}`);
  const note = (
    /** @type {{ name: string, row: string }} */ { name, row },
    /** @type {Outcome} */ outcome,
    /** @type {number} */ tookMs,
  ) => {
    const { ok, refused, seen } = outcome;
    counts[ok ? 'passed' : 'failed'] += 1;
    column.results.push({ row, name, result: ok ? (refused ?? 'ok') : 'failed' });
    const how = refused === undefined ? '' : ` (refused: ${refused})`;
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${tookMs.toFixed(0).padStart(6)} ms  ${name}${how}`);
    if (!ok) console.log(`       ${String(seen)}`);
  };
  try {
    await runScenarios(session, site.url, tier, note);
    if (!args.includes('--scenarios')) await runSmokes(session, site.url, tier, note);
  } finally {
    await session.close();
    await site.close();
  }
}

/**
 * @typedef {(it: { name: string, row: string }, outcome: Outcome, tookMs: number) => void} Note
 * @param {Session} session
 * @param {string} url
 * @param {Tier} tier
 * @param {Note} note
 */
async function runScenarios(session, url, tier, note) {
  const visit = async () => {
    await session.visit(`${url}scenarios.html`);
    await session.evaluate(`
      const endMs = performance.now() + 60_000;
      while (!window.engines) {
        if (performance.now() > endMs) throw new Error('the scenarios were not loaded');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }`);
  };
  await visit();
  const listed = /** @type {{ name: string, row: string }[]} */ (
    await session.evaluate('return window.engines.listed')
  );
  for (const it of listed.filter(({ name }) => chosen(name))) {
    const startMs = performance.now();
    const outcome = /** @type {Outcome} */ (
      await session
        .evaluate('return window.engines.run(arguments[0], arguments[1])', it.name, tier)
        .catch((/** @type {unknown} */ error) => ({ ok: false, seen: String(error) }))
    );
    note(it, outcome, performance.now() - startMs);
    // What one leaves behind when it fails is nothing to the next.
    if (!outcome.ok) await visit();
  }
}

/**
 * @param {Session} session
 * @param {string} url
 * @param {Tier} tier
 * @param {Note} note
 */
async function runSmokes(session, url, tier, note) {
  for (const smoke of smokes) {
    if (!chosen(smoke.name) || smoke.on?.(tier) === false) continue;
    const startMs = performance.now();
    const outcome = await smoke.run({ session, url, tier }).then(
      (refused) => ({ ok: true, ...(refused !== undefined && { refused }) }),
      (/** @type {unknown} */ error) => ({ ok: false, seen: String(error) }),
    );
    note(smoke, outcome, performance.now() - startMs);
  }
}
