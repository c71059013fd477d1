/**
 * The soak: random actions on the library for `MINUTES` minutes on each tier, from `SEED`, with the
 * page loaded anew now and then. After each step all that was begun has settled with the right
 * answers, and the heap and the workers are as before.
 */
import process from 'node:process';

import type { Page } from '@playwright/test';

import { expect, test } from '../e2e/fixtures.ts';
import { loadLibrary, workersAlive, workersOfBrowser } from '../e2e/library.ts';
import { beginSoak, type Soak } from './program.ts';

declare global {
  var soak: Soak;
}

const minutes = Number(process.env['MINUTES'] || 1);
const seed = Number(process.env['SEED'] || Date.now() % 2 ** 31);
/** A soak of a minute has no Python, embeds or second playgrounds: they would be most of it. */
const isLong = minutes > 1;
/** Steps between two loadings of the page. */
const STEPS = 60;

/**
 * What becomes of a load: it ends and the browser has let go of all its workers; it is left with
 * everything open; it follows that in the same tab and ends. Of a page that was left Chromium may
 * keep a worker which had just been started, so its workers are counted only in the first of them,
 * which has a context of its own.
 */
const ENDS = ['counted', 'left', 'closed'] as const;

test('random programs settle, answer right and leave nothing behind', async ({
  browser,
  site,
}, info) => {
  test.setTimeout((minutes + 2) * 60_000);
  console.log(`MINUTES=${minutes} SEED=${seed}`);
  const until = Date.now() + minutes * 60_000;
  let steps = 0;
  const errors: string[] = [];
  const inContextOfItsOwn = async (): Promise<Page> => {
    const page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (said) => said.type() === 'error' && errors.push(said.text()));
    return page;
  };
  let page = await inContextOfItsOwn();
  for (let load = 0; Date.now() < until; load += 1) {
    const end = ENDS[load % ENDS.length];
    if (load > 0 && end === 'counted') {
      await page.context().close();
      page = await inContextOfItsOwn();
    }
    await loadLibrary(page, site);
    await page.evaluate(`globalThis.beginSoak = ${beginSoak.toString()}`);
    const before = await page.evaluate(
      async ([seed, address]) => {
        const begin = (globalThis as unknown as { beginSoak: typeof beginSoak }).beginSoak;
        globalThis.soak = await begin(seed, address);
        return soak.state();
      },
      [seed + load, isLong ? site.url : null] as const,
    );
    for (let step = 0; step < STEPS && Date.now() < until; step += 1) {
      const report = await page.evaluate(() => soak.step());
      expect(report.fault, `SEED=${seed}, load ${load}, step ${step}: ${report.action}`).toBeNull();
      await expectState(page, before, `SEED=${seed}, load ${load}, step ${step}: ${report.action}`);
      steps += 1;
    }
    if (end === 'left') continue;
    await page.evaluate(() => soak.end());
    await expect.poll(() => workersAlive(page)).toBe(0);
    // The browser has let them go, too: none keeps its thread and its memory.
    if (end === 'counted') await expect.poll(() => workersOfBrowser(page)).toEqual([]);
  }
  await page.context().close();
  console.log(`${steps} steps`);
  info.annotations.push(
    { type: 'kind', description: isLong ? 'steps, Python and embeds among them' : 'random steps' },
    { type: 'count', description: String(steps) },
    { type: 'engine', description: `chromium ${browser.version().split('.')[0] ?? ''}` },
  );
  expect(errors).toEqual([]);
  expect(steps).toBeGreaterThan(5 * minutes);
});

/** The state is as it was before, perhaps a moment later. */
async function expectState(
  page: Page,
  before: Awaited<ReturnType<Soak['state']>>,
  after: string,
): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => soak.state()), { message: after, timeout: 10_000 })
    .toEqual({ heapBytes: before.heapBytes, strays: 0 });
}
