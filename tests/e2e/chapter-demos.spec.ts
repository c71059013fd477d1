/**
 * Pools, shared memory, pipe and queue: the textbook's answers, what each makes visible, Stop, and
 * the menu, on both tiers.
 */
import type { Locator, Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { CHEAP_RUNS, expectNoSidewaysScroll } from './runs.ts';
import { stop } from './stop.ts';

test.describe.configure({ timeout: 45_000 });

/** A demo that has no cheap run would not be tested: the page's menu is compared with these. */
const all = Object.keys(CHEAP_RUNS);

async function visit(page: Page, hash: string): Promise<void> {
  await page.goto(`#/${hash}`);
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
}

/** Runs the demo at that address, and waits until all has been measured. */
async function run(page: Page, hash: string): Promise<void> {
  const name = hash.split('?')[0] ?? '';
  await visit(page, hash);
  await page.getByTestId(`${name}-run`).click();
  await expect(page.getByTestId(`${name}-answer`)).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId(`${name}-run`)).toBeEnabled({ timeout: 30_000 });
  await expect(page.getByTestId(`${name}-error`)).toHaveCount(0);
}

/** The number in a cell of a figure's table. */
async function figure(page: Page, row: string, column: string): Promise<number> {
  const cell = page.getByTestId(row).locator(`[data-column="${column}"]`);
  await expect(cell).toHaveAttribute('data-value', /./);
  return Number(await cell.getAttribute('data-value'));
}

const picture = (page: Page, name: string): Locator => page.getByTestId(name).getByRole('img');

test('pools: the same results everywhere, a bar for each chunk, and the overhead', async ({
  page,
  isolated,
}) => {
  await run(page, 'pools?task=monteCarloPi&items=12&chunksize=5&size=5&workers=2&repeats=1');
  const rows = isolated ? ['processes', 'threads'] : ['processes'];
  for (const row of rows) {
    await expect(picture(page, `pools-timeline-${row}`)).toBeVisible();
    await expect(page.getByTestId(`pools-timeline-${row}`)).toContainText('Intervals 3');
    expect(await figure(page, `pools-gain-${row}`, 'overhead')).toBeGreaterThan(0);
    expect(await figure(page, `pools-gain-${row}`, 'speedup')).toBeGreaterThan(0);
  }
  const description = page.locator('.hint', { hasText: 'A row for each worker, a bar' });
  await expect(description, 'said once for all').toHaveCount(1);
  // One worker has all items in one chunk.
  for (const row of isolated ? ['oneProcess', 'oneThread'] : ['oneProcess'])
    await expect(page.getByTestId(`pools-timeline-${row}`)).toContainText('Intervals 1');
  await expect(page.getByTestId('pools-gain-threads')).toHaveCount(isolated ? 1 : 0);
});

test('pools: tasks that wait gain by more workers than there are cores', async ({ page }) => {
  await run(page, 'pools?task=sleep&items=16&size=25&workers=8&repeats=1');
  // Eight at a time on however few cores; half of it leaves room for a busy machine.
  expect(await figure(page, 'pools-gain-processes', 'speedup')).toBeGreaterThan(4);
  await expect(page.getByTestId('badge').locator('xpath=..')).toContainText('8 workers');
  await page.getByTestId('pools-workers').fill('2');
  await page.getByTestId('pools-run').click();
  await expect(page.getByTestId('badge').locator('xpath=..')).toContainText('2 workers');
  await expect(page.getByTestId('pools-run')).toBeEnabled();
  expect(await figure(page, 'pools-gain-processes', 'speedup')).toBeLessThan(2.5);
});

test('pools: nothing to map is mapped too', async ({ page }) => {
  await run(page, 'pools?items=0&workers=2&repeats=1');
  await expect(page.getByTestId('pools-answer')).toContainText('[]');
});

test('shared memory: ten writers, lost updates, and two ways to lose none @isolated', async ({
  page,
}) => {
  await run(page, 'shared-memory?processes=2&increments=20000&repeats=1');
  await expect(page.getByTestId('shared-memory-answer')).toContainText(
    '[0, 10, 20, 30, 40, 50, 60, 70, 80, 90]',
  );
  for (const way of ['one', 'atomic', 'lock']) {
    expect(await figure(page, `shared-memory-counter-${way}`, 'counter')).toBe(40_000);
    expect(await figure(page, `shared-memory-counter-${way}`, 'lost')).toBe(0);
    expect(await figure(page, `shared-memory-counter-${way}`, 'ns')).toBeGreaterThan(0);
  }
  const plain = await figure(page, 'shared-memory-counter-plain', 'counter');
  expect(plain).toBeLessThanOrEqual(40_000);
  expect(await figure(page, 'shared-memory-counter-plain', 'lost')).toBe(40_000 - plain);
  for (const name of ['timeline-writers', 'timeline-lock', 'counter'])
    await expect(picture(page, `shared-memory-${name}`)).toBeVisible();
});

test('shared memory: says why it cannot run and what to do @not-isolated', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, 'shared-memory');
  const refusal = page.getByTestId('shared-memory-refusal');
  await expect(refusal).toHaveAttribute('data-code', 'E_NOT_ISOLATED');
  await expect(refusal).toContainText('cross-origin isolated');
  await expect(refusal).toContainText('Cross-Origin-Embedder-Policy: require-corp');
  await expect(page.getByTestId('shared-memory-run')).toBeDisabled();
  await expect(page.getByTestId('shared-memory-code')).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('pipe: 10 comes back as 20, with latency and throughput beside a MessageChannel', async ({
  page,
}) => {
  await run(page, 'pipe?trips=50&largest=64&repeats=1');
  await expect(page.getByTestId('pipe-answer')).toContainText('20');
  for (const link of ['pipe', 'bare']) {
    const median = await figure(page, `pipe-latency-${link}`, 'median');
    expect(median).toBeGreaterThan(0);
    expect(await figure(page, `pipe-latency-${link}`, 'p95')).toBeGreaterThanOrEqual(median);
    expect(await figure(page, `pipe-latency-${link}`, 'n')).toBe(50);
    expect(await figure(page, 'pipe-throughput-65536', link)).toBeGreaterThan(0);
  }
  for (const name of ['timeline-exchange', 'latency', 'throughput'])
    await expect(picture(page, `pipe-${name}`)).toBeVisible();
});

test('pipe: a number of the reader’s own', async ({ page }) => {
  await run(page, 'pipe?number=0&trips=10&largest=1&repeats=1');
  await expect(page.getByTestId('pipe-answer').locator('code')).toHaveText('0');
});

test('queue: the chapter’s answer, and the depth over time up to the capacity', async ({
  page,
}) => {
  await run(page, 'queue?items=5&capacity=0&consumers=1&work=0&repeats=1');
  await expect(page.getByTestId('queue-answer')).toContainText('[0, 1, 4, 9, 16]');
  await run(page, 'queue?items=60&capacity=3&producers=2&consumers=2&work=500&repeats=1');
  await expect(picture(page, 'queue-depth')).toBeVisible();
  await page.getByTestId('queue-depth').locator('summary').click();
  const depths = await page
    .getByTestId('queue-depth-table')
    .locator('[data-column="depth"]')
    .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-value'))));
  // One for each put and each get.
  expect(depths).toHaveLength(120);
  expect(Math.max(...depths)).toBeLessThanOrEqual(3);
  expect(Math.max(...depths)).toBeGreaterThan(0);
});

for (const [name, hash] of [
  ['pools', 'pools?task=countPrimes&items=2000&size=2000&workers=2'],
  ['pipe', 'pipe?trips=20000&repeats=20'],
  ['shared-memory @isolated', 'shared-memory?processes=8&increments=500000&repeats=20'],
] as const) {
  const demo = name.split(' ')[0] ?? '';

  test(`Stop ends a long run of ${name} within a second, and the next one is right`, async ({
    page,
  }) => {
    await visit(page, hash);
    await page.getByTestId(`${demo}-run`).click();
    await expect(page.getByTestId(`${demo}-progress`)).toBeVisible();
    expect(await stop(page, demo)).toBeLessThan(1000);
    const small = { pools: ['items', '4'], pipe: ['trips', '10'] }[demo] ?? ['increments', '100'];
    await page.getByTestId(`${demo}-${small[0]}`).fill(small[1] ?? '');
    await page.getByTestId(`${demo}-repeats`).fill('1');
    if (demo === 'pools') await page.getByTestId('pools-size').fill('1');
    await page.getByTestId(`${demo}-run`).click();
    await expect(page.getByTestId(`${demo}-answer`)).toHaveAttribute('data-state', 'right');
    await expect(page.getByTestId(`${demo}-run`)).toBeEnabled();
  });
}

test('menu and overview have the demos in the chapter’s order, then the reader’s own programs', async ({
  page,
}) => {
  await page.goto('#/');
  await expect(page.getByTestId('card-pools')).toBeVisible();
  const ids = (selector: string): Promise<(string | null)[]> =>
    page
      .locator(selector)
      .evaluateAll((found) => found.map((it) => it.getAttribute('data-testid')));
  const pages = [...all, 'python'];
  expect(await ids('.card')).toEqual(pages.map((name) => `card-${name}`));
  expect(await ids('nav a')).toEqual(['overview', ...pages].map((name) => `nav-${name}`));
});

for (const name of ['pools', 'shared-memory', 'pipe']) {
  for (const lang of ['en', 'ko']) {
    test(`nothing scrolls sideways at 390 px, and the menu shows where one is: ${name}, ${lang}`, async ({
      page,
    }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`#/${name}?lang=${lang}`);
      await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
      await expectNoSidewaysScroll(page);
      await expect(page.getByTestId(`nav-${name}`)).toBeInViewport({ ratio: 1 });
    });
  }
}
