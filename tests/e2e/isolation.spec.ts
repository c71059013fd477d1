/**
 * On a host that sends no headers the reader may let the service worker isolate the page: once
 * pressed, once reloaded.
 */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { startNeighbour } from './neighbour.ts';
import { openDemo, runDemo } from './runs.ts';
import { goOffline, workerActive } from './service-worker.ts';

test.use({ serviceWorkers: 'allow' });

const isolatedNow = (page: Page): Promise<boolean> => page.evaluate(() => crossOriginIsolated);

/** Counts the documents that the page loads from now on. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('domcontentloaded', () => (loads += 1));
  return () => loads;
}

/** Presses the switch and waits until the page says the new state. */
async function press(page: Page, state: string): Promise<void> {
  await page.getByTestId('isolation-change').click();
  await expect(page.getByTestId('isolation')).toHaveAttribute('data-state', state);
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
}

test('a demo that needs shared memory offers the switch, and runs after it @not-isolated', async ({
  page,
}) => {
  await openDemo(page, 'shared-memory');
  const refusal = page.getByTestId('shared-memory-refusal');
  await refusal.getByTestId('isolation-change').click();
  await expect.poll(() => isolatedNow(page).catch(() => false)).toBe(true);
  await expect(refusal).toHaveCount(0);
  await runDemo(page, 'shared-memory');
});

test.describe('below some path', () => {
  test.use({ path: '/some/path/' });

  test('a press gives threads, in later visits too, until another takes them away @not-isolated', async ({
    page,
    site,
  }) => {
    await openDemo(page, 'matmul');
    await expect(page.getByTestId('isolation')).toHaveAttribute('data-state', 'offered');
    await expect(page.getByTestId('isolation')).toContainText('reloads once');
    const loads = countLoads(page);
    await press(page, 'on');
    expect(loads()).toBe(1);
    expect(await isolatedNow(page)).toBe(true);
    expect(await workerActive(page, site)).toBe('sw.js?isolate');
    const badge = page.getByTestId('badge');
    await expect(badge).toHaveAttribute('data-mode', 'threads');
    await page.getByTestId('matmul-where').selectOption('threads');
    await runDemo(page, 'matmul');

    await page.goto('?again');
    await expect(badge).toHaveAttribute('data-mode', 'threads');
    expect(loads()).toBe(2);

    await press(page, 'offered');
    expect(loads()).toBe(3);
    expect(await isolatedNow(page)).toBe(false);
    expect(await workerActive(page, site)).toBe('sw.js');
    await expect(badge).toHaveAttribute('data-mode', 'processes');
    await openDemo(page, 'partitioning');
    await runDemo(page, 'partitioning');
  });
});

test('pressed before the worker was ever there, or while it is being installed @not-isolated', async ({
  page,
}) => {
  await page.goto('', { waitUntil: 'commit' });
  await press(page, 'on');
  expect(await isolatedNow(page)).toBe(true);
});

test('isolated by the worker, the page works without a network too @not-isolated', async ({
  page,
  site,
  expectedErrors,
}) => {
  expectedErrors.push(/fetching the script/);
  await page.goto('');
  await press(page, 'on');
  await workerActive(page, site);
  await goOffline(page, site);
  await openDemo(page, 'shared-memory');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', 'threads');
  await runDemo(page, 'shared-memory');
  // What needs the network fails with a sentence, and the page stays.
  await page.getByTestId('isolation-change').click();
  await expect(page.getByTestId('isolation-change-state')).toContainText('could not be changed');
  await expect(page.getByTestId('isolation')).toHaveAttribute('data-state', 'on');
});

test('embeds are not isolated by it, alone or in a frame @not-isolated', async ({ page, site }) => {
  await page.goto('');
  await press(page, 'on');
  await page.goto('embed.html?demo=partitioning&workers=2&work=5&repeats=1');
  expect(await isolatedNow(page)).toBe(false);
  await runDemo(page, 'partitioning');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', 'processes');
  await expect(page.getByTestId('isolation')).toHaveCount(0);

  site.fault(/\/framed\.html$/, { kind: 'html' });
  await page.goto('framed.html');
  for (const address of ['embed.html?demo=queue', './#/queue']) {
    const frame = await page.evaluateHandle((src) => {
      const element = document.createElement('iframe');
      element.src = src;
      document.body.replaceChildren(element);
      return element;
    }, address);
    const content = await frame.contentFrame();
    await expect(content?.getByTestId('demo-queue') ?? page.locator('none')).toBeVisible();
    expect(await content?.evaluate(() => crossOriginIsolated)).toBe(false);
    await expect(content?.getByTestId('isolation') ?? page.locator('none')).toHaveCount(0);
  }
});

test('it is offered in no frame of another page @not-isolated', async ({
  page,
  site,
  neighbours,
}) => {
  const neighbour = await startNeighbour(`<iframe title="a" src="${site.url}#/queue"></iframe>`);
  neighbours.push(neighbour.origin);
  await page.goto(neighbour.origin);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByTestId('badge')).toHaveAttribute('data-mode', 'processes');
  await expect(frame.getByTestId('isolation')).toHaveCount(0);
  await page.close();
  await neighbour.close();
});

test('a browser that does not follow says so and does not load again and again @not-isolated', async ({
  page,
  site,
}) => {
  await page.goto('');
  await press(page, 'on');
  // As after a reload past the worker: the document comes from the network.
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.unregister();
  });
  const loads = countLoads(page);
  await page.goto('?again');
  const isolation = page.getByTestId('isolation');
  await expect(isolation).toHaveAttribute('data-state', 'ineffective');
  await expect(isolation).toContainText('is not isolated');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', 'processes');
  expect(await workerActive(page, site)).toBe('sw.js?isolate');
  expect(loads()).toBe(1);
  await page.reload();
  await expect(isolation).toHaveAttribute('data-state', 'on');
});

for (const [what, fault] of [
  ['is missing', { kind: 'status', status: 404 }],
  ['is a page', { kind: 'html' }],
] as const) {
  test(`where the worker’s script ${what}, a press is answered with a sentence @not-isolated`, async ({
    page,
    site,
    expectedErrors,
  }) => {
    expectedErrors.push(/fetching the script|unsupported MIME type|sw\.js/);
    site.fault(/sw\.js$/, fault);
    await openDemo(page, 'partitioning');
    const loads = countLoads(page);
    await page.getByTestId('isolation-change').click();
    await expect(page.getByTestId('isolation-change-state')).toContainText('could not be changed');
    await runDemo(page, 'partitioning');
    expect(loads()).toBe(0);
  });
}

test('a page whose host isolates it is offered nothing @isolated', async ({ page }) => {
  await page.goto('');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', 'threads');
  await expect(page.getByTestId('isolation')).toHaveCount(0);
});
