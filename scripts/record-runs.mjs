// `make recordings`: runs every demo of the built site once in headless Chromium, with the settings
// it opens with, and keeps what the run showed: `www/page/demos/<name>/recording.json`, and where
// and when that was, `www/page/recorded/machine.json`. Until a reader has run a demo, the page
// shows that run. Demos named as arguments are recorded anew alone, on a machine like the others'.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { gzipSync } from 'node:zlib';

import { chromium } from '@playwright/test';

import { chromiumArgs, chromiumPath } from './chromium.mjs';
import { compact } from './compact-recording.mjs';
import { serveSite } from './site-server.mjs';

/**
 * @typedef {import('../www/page/elements/demo/pp-demo').RunEnd} RunEnd
 * @typedef {import('../www/page/demos/scheduling/lab').LabData} LabData
 * @typedef {{ state: RunEnd['state'], values: object, outcome: object }} Plain
 */

/** No demo takes longer, also on a slow machine. */
const LONGEST_MS = 120_000;
/** Where and when they were recorded. */
const MACHINE = 'www/page/recorded/machine.json';

const asked = process.argv.slice(2);

const site = await serveSite({ port: 0 });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });
try {
  const context = await browser.newContext();
  const overview = await context.newPage();
  await overview.goto(site.url);
  // The engine starts with the first thing that a reader does.
  await overview.mouse.move(1, 1);
  await overview
    .locator('[data-testid=badge]:is([data-mode=threads], [data-mode=processes])')
    .waitFor();
  const names = await overview
    .locator('[data-testid^=card-]')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-testid')?.slice(5) ?? ''));
  const machine = await overview.locator('pp-app').evaluate((app) => {
    const { playground } = /** @type {import('../www/page/elements/frame/pp-app').PpApp} */ (app)
      .engine;
    if (!playground) throw new Error('the engine is not open');
    const { mode, workers, environment } = playground;
    const { cores, clockResolutionMs } = environment;
    return { mode, workers, cores, clockResolutionMs };
  });
  if (machine.mode !== 'threads') throw new Error('recordings are of a page with shared memory');
  const here = { browser: `Chromium ${browser.version().split('.')[0]}`, ...machine };
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`no such demo: ${unknown.join()}`);
  if (asked.length > 0) {
    /** @type {unknown} */
    const kept = JSON.parse(readFileSync(MACHINE, 'utf8'));
    const others = /** @type {typeof here} */ (kept);
    for (const what of /** @type {const} */ (['browser', 'mode', 'workers', 'cores']))
      if (others[what] !== here[what])
        throw new Error(
          `${what}: ${others[what]} where the others were recorded, ${here[what]} here`,
        );
  }
  await overview.close();
  for (const name of asked.length > 0 ? asked : names.filter((it) => it !== 'python')) {
    const text = JSON.stringify(await record(context, name));
    writeFileSync(`www/page/demos/${name}/recording.json`, `${text}\n`);
    console.log(`${name}: ${(gzipSync(text, { level: 9 }).length / 1000).toFixed(1)} KB gzip`);
  }
  if (asked.length === 0)
    writeFileSync(MACHINE, `${JSON.stringify({ atMs: Date.now(), ...here })}\n`);
} finally {
  await browser.close();
  await site.close();
}
// The overview's pictures of them.
execFileSync('node_modules/.bin/vitest', ['run', 'sketches', 'posters', '-u'], {
  stdio: 'inherit',
});
process.exit(0);

/**
 * One run with the default settings, on a page of its own.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} name
 * @returns {Promise<unknown>} its settings and what it showed
 */
async function record(context, name) {
  const page = await context.newPage();
  page.setDefaultTimeout(LONGEST_MS);
  try {
    await page.goto(new URL(`#/${name}`, site.url).href);
    await page.mouse.move(1, 1);
    await page.locator('[data-testid=badge][data-mode=threads]').waitFor();
    const ended = page.evaluate(
      (longestMs) =>
        /** @type {Promise<Plain>} */ (
          new Promise((resolve, reject) => {
            setTimeout(() => reject(new Error('the run did not end')), longestMs);
            document.addEventListener(
              'run-ended',
              (event) => {
                // Typed arrays and what is loaded on demand have no place in JSON.
                const { detail } = /** @type {CustomEvent<RunEnd>} */ (event);
                const plain = async () => {
                  const figures = [];
                  for (const figure of detail.outcome.figures ?? [])
                    figures.push(figure.kind === 'lab' ? await plainLab(figure) : figure);
                  return {
                    state: detail.state,
                    values: detail.values,
                    outcome: { ...detail.outcome, figures },
                  };
                };
                plain().then(resolve, reject);
              },
              { once: true },
            );
            /** @param {LabData} lab */
            async function plainLab({ runs }) {
              const timelines = [];
              for (const run of runs) {
                const { measured, predicted } = await run.load(new AbortController().signal);
                timelines.push({
                  policy: run.policy,
                  measured: plainTimeline(measured),
                  predicted: predicted && plainTimeline(predicted),
                });
              }
              return { kind: 'lab', runs: timelines };
            }
            /** @param {import('../www/common/types').Timeline} timeline */
            function plainTimeline(timeline) {
              const { columns, dispatchColumns, order } = timeline;
              return {
                policy: timeline.policy,
                load: timeline.load,
                workers: timeline.workers,
                tasksMs: [...timeline.tasksMs],
                task: [...columns.task],
                worker: [...columns.worker],
                startMs: [...columns.startMs],
                endMs: [...columns.endMs],
                dispatchWorker: [...dispatchColumns.worker],
                dispatchFirst: [...dispatchColumns.first],
                dispatchLength: [...dispatchColumns.length],
                dispatchAtMs: [...dispatchColumns.atMs],
                order: order && [...order],
                makespanMs: timeline.makespanMs,
                lowerBoundMs: timeline.lowerBoundMs,
                speedup: timeline.speedup,
                efficiency: timeline.efficiency,
                loadBalance: timeline.loadBalance,
                idleMs: timeline.idleMs,
                busyMs: timeline.busyMs,
                overheadMs: timeline.overheadMs,
                overheadPerDispatchMs: timeline.overheadPerDispatchMs,
              };
            }
          })
        ),
      LONGEST_MS,
    );
    await page.getByTestId(`${name}-run`).click();
    const { state, values, outcome } = await ended;
    if (state.name !== 'finished' || !state.right)
      throw new Error(`${name}: the run ended as ${JSON.stringify(state)}`);
    return { values, outcome: compact(outcome) };
  } finally {
    await page.close();
  }
}
