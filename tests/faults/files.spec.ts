/**
 * Each file of the built site in turn is missing, and is cut short: the way through the site that
 * asks for it ends, each step right or with a sentence that the reader sees, nothing is left
 * running, and once the file is there again everything is right.
 */
import type { Browser } from '@playwright/test';

import { workersOfBrowser } from '../e2e/library.ts';
import { demosThatRun } from '../e2e/runs.ts';
import { startSite, type Fault, type Site } from '../e2e/server.ts';
import { expect, test } from './fixtures.ts';
import { pathOf, SITE_FILES } from './site-files.ts';
import { demoWalk, walksOf, type Walk } from './walks.ts';

test.describe.configure({ timeout: 240_000 });

const TORN_DOWN_MS = 300;

const FAULTS: readonly Fault[] = [
  { kind: 'status', status: 404 },
  { kind: 'truncate', bytes: 300 },
];

/** Files that no way asks for, with the reason. */
const UNASKED: readonly { file: RegExp; why: string }[] = [
  { file: /parallel_playground_bg-/, why: 'for browsers without relaxed SIMD: this one has it' },
];

/** Ways that there are on isolated pages only: what nothing else asks for needs shared memory. */
const ISOLATED = demosThatRun(true)
  .filter((name) => !demosThatRun(false).includes(name))
  .map(demoWalk);

/** Goes a way as a reader who comes for the first time; then nothing of it is left running. */
async function goFreshly(browser: Browser, site: Site, walk: Walk): Promise<string[]> {
  const context = await browser.newContext({
    baseURL: site.url,
    locale: 'en-US',
    serviceWorkers: 'block',
  });
  try {
    const page = await context.newPage();
    const said = await walk.go(page);
    // Where a page leaves just after one of its inner workers has ended, Chromium may keep the
    // outer one (`findings/chromium-nested-worker-kept.sh`).
    await page.waitForTimeout(TORN_DOWN_MS);
    await page.goto('about:blank');
    await expect.poll(() => workersOfBrowser(page), 'workers left over').toEqual([]);
    return said;
  } finally {
    await context.close();
  }
}

/** By tier: which way asks first for which file. Found once, by going them all. */
const askers = new Map<boolean, ReadonlyMap<string, Walk>>();

async function askersOf(
  browser: Browser,
  site: Site,
  isolated: boolean,
): Promise<ReadonlyMap<string, Walk>> {
  const known = askers.get(isolated);
  if (known) return known;
  const found = new Map<string, Walk>();
  for (const walk of walksOf(isolated)) {
    const from = site.asked.length;
    expect(await goFreshly(browser, site, walk), walk.name).toEqual([]);
    for (const { path } of site.asked.slice(from)) if (!found.has(path)) found.set(path, walk);
  }
  askers.set(isolated, found);
  return found;
}

test.use({ kind: 'a file of the site missing, and cut short' });

test('the page’s own script is missing: a sentence says so @sample @isolated', async ({
  browser,
  site,
}) => {
  const [overview] = walksOf(true);
  if (overview === undefined) throw new Error('there is no way through the site');
  site.fault(/\/assets\/index-[^/]*\.js$/, { kind: 'status', status: 404 });
  const [said] = await goFreshly(browser, site, overview);
  expect(said).toContain('load the page again');
  site.mend();
  expect(await goFreshly(browser, site, overview)).toEqual([]);
});

test('a part whose styles were missing is whole once they are there @sample @isolated', async ({
  page,
  site,
  expectedErrors,
}) => {
  expectedErrors.push(/pp-embed-code/);
  await page.goto('#/scheduling');
  site.fault(/\/assets\/pp-embed-code-[^/]*\.css$/, { kind: 'status', status: 404 });
  await page.getByTestId('scheduling-embed').click();
  const missing = page.getByTestId('embed-code-missing');
  await expect(missing).toContainText('could not be loaded');
  site.mend();
  await missing.getByRole('button').click();
  await page.getByTestId('scheduling-embed').click();
  await expect(page.getByTestId('embed-code')).toHaveCSS('border-top-width', '1px');
});

test('the ways ask for all files but those that are known', async ({ browser, site, isolated }) => {
  test.setTimeout(280_000);
  const asked = new Set((await askersOf(browser, site, isolated)).keys());
  if (!isolated) {
    const other = await startSite({ isolated: true, base: '/', kept: false });
    for (const walk of ISOLATED) expect(await goFreshly(browser, other, walk)).toEqual([]);
    for (const { path } of other.asked) asked.add(path);
    await other.close();
  }
  const unasked = SITE_FILES.filter((file) => !asked.has(file));
  expect(unasked.filter((file) => !UNASKED.some((one) => one.file.test(file)))).toEqual([]);
});

for (const file of SITE_FILES) {
  test(`${file} is missing, then cut`, async ({ browser, site, isolated }, info) => {
    const walk = (await askersOf(browser, site, isolated)).get(file);
    // Which those are is the first test's.
    if (walk === undefined) return;
    for (const fault of FAULTS) {
      const from = site.asked.length;
      site.fault(pathOf(file), fault);
      const said = await goFreshly(browser, site, walk);
      site.mend();
      info.annotations.push({ type: fault.kind, description: said.join(' | ') });
      expect(site.asked.slice(from).some(({ faulty }) => faulty)).toBe(true);
    }
    expect(await goFreshly(browser, site, walk), `${walk.name}, once the file is there`).toEqual(
      [],
    );
  });
}
