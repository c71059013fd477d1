/**
 * Every demo really runs and is right; a run can be stopped; a large product gains from a second
 * worker, and the page stays alive.
 */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { expectNoSidewaysScroll } from './runs.ts';
import { watchWindow } from './window-tasks.ts';
import { stop } from './stop.ts';

const small: Record<string, string> = {
  matmul: '#/matmul?n=96&precision=f64&workers=2&repeats=2',
  queue: '#/queue?workers=2',
  partitioning: '#/partitioning?workers=2&repeats=1&work=5',
};

/** Opens a demo and waits for the engine. */
async function visit(page: Page, name: string, hash: string): Promise<void> {
  await page.goto(hash);
  await expect(page.getByTestId(`demo-${name}`)).toBeVisible();
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
}

for (const [name, hash] of Object.entries(small)) {
  test(`${name} runs and is right`, async ({ page }) => {
    await visit(page, name, hash);
    await page.getByTestId(`${name}-run`).click();
    await expect(page.getByTestId(`${name}-answer`)).toHaveAttribute('data-state', 'right');
    // Run is free again when all has been measured.
    await expect(page.getByTestId(`${name}-run`)).toBeEnabled();
    await expect(page.getByTestId(`${name}-timings`)).toBeVisible();
    await expect(page.getByTestId(`${name}-timeline`)).toBeVisible();
    await expect(page.getByTestId(`${name}-error`)).toHaveCount(0);
  });
}

/** Runs a study of the product on a narrow page, and waits until all has been measured. */
async function study(page: Page, query: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, 'matmul', `#/matmul?${query}`);
  await page.getByTestId('matmul-run').click();
  await expect(page.getByTestId('matmul-answer')).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId('matmul-run')).toBeEnabled();
  await expect(page.getByTestId('matmul-error')).toHaveCount(0);
  await expectNoSidewaysScroll(page);
}

for (const where of ['threads @isolated', 'processes']) {
  const place = where.split(' ')[0] ?? '';

  test(`who computed which part of C, and what a call costs, on ${where}`, async ({ page }) => {
    await study(page, `n=192&workers=2&repeats=1&where=${place}`);
    await expect(page.getByTestId('matmul-ownership').getByRole('img')).toBeVisible();
    const shares = await page
      .getByTestId('matmul-ownership-table')
      .locator('tbody td:last-child')
      .allTextContents();
    expect(shares).toHaveLength(2);
    expect(shares.reduce((sum, share) => sum + Number.parseFloat(share), 0)).toBeCloseTo(100, 0);
    await expect(page.getByTestId('matmul-costs').getByRole('img')).toBeVisible();
    const costs = page.getByTestId('matmul-costs-table').locator('tbody td');
    for (const text of await costs.allTextContents())
      expect(Number(text)).toBeGreaterThanOrEqual(0);
  });

  test(`all algorithms against the limit of the machine, on ${where}`, async ({ page }) => {
    await study(page, `study=algorithms&n=256&workers=2&repeats=1&precision=f64&where=${place}`);
    await expect(page.getByTestId('matmul-algorithm')).toBeDisabled();
    await expect(page.getByTestId('matmul-comparison').getByRole('img')).toBeVisible();
    for (const algorithm of ['naive', 'blocked', 'simd', 'fast', 'strassen']) {
      const row = page.getByTestId(`matmul-comparison-${algorithm}`).locator('td');
      const [rate, share, medianMs] = (await row.allTextContents()).map(Number.parseFloat);
      for (const figure of [rate, share, medianMs]) expect(figure).toBeGreaterThan(0);
    }
    await expect(page.getByTestId('matmul-comparison')).toContainText('Strassen took');
  });

  test(`speedup over the workers, with Amdahl’s law, on ${where}`, async ({ page }) => {
    await study(page, `study=speedup&n=384&workers=2&repeats=3&where=${place}`);
    await expect(page.getByTestId('matmul-scaling').getByRole('img')).toBeVisible();
    await expect(page.getByTestId('matmul-scaling-table').locator('tbody tr')).toHaveCount(2);
    await expect(page.getByTestId('matmul-speedup')).toHaveAttribute('data-value', /./);
    const fraction = page.getByTestId('matmul-serial-fraction');
    await expect(fraction).toHaveAttribute('data-value', /./);
    const value = Number(await fraction.getAttribute('data-value'));
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  });
}

test('the study stands in the address, and changes which controls are used', async ({ page }) => {
  await visit(page, 'matmul', '#/matmul?where=one');
  await expect(page.getByTestId('matmul-study')).toHaveValue('pair');
  await expect(page.getByTestId('matmul-workers')).toBeDisabled();
  await expect(page.getByTestId('matmul-algorithm')).toBeEnabled();
  await page.getByTestId('matmul-study').selectOption('algorithms');
  await expect(page).toHaveURL(/study=algorithms/);
  await expect(page.getByTestId('matmul-algorithm')).toBeDisabled();
  await expect(page.getByTestId('matmul-comparison')).toBeVisible();
  await expect(page.getByTestId('matmul-ownership')).toHaveCount(0);
});

test('the product runs on processes too where there are threads @isolated', async ({ page }) => {
  await visit(page, 'matmul', '#/matmul?n=96&where=processes&workers=2&repeats=1');
  await page.getByTestId('matmul-run').click();
  await expect(page.getByTestId('matmul-answer')).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId('matmul-run')).toBeEnabled();
  await expect(page.getByTestId('matmul-error')).toHaveCount(0);
});

test('1024³ is right, faster on two workers than on one, and never holds the window up', async ({
  page,
  browser,
}) => {
  await visit(
    page,
    'matmul',
    '#/matmul?n=1024&precision=f64&algorithm=blocked&workers=2&repeats=3',
  );
  const run = page.getByTestId('matmul-run');
  const ratios: number[] = [];
  const tasks = await watchWindow(browser, page, async () => {
    // Whatever else the machine does can spoil one measurement; it takes three to say that there is
    // no gain.
    while (ratios.length < 3 && !ratios.some((ratio) => ratio > 1)) {
      await run.click();
      const speedup = page.getByTestId('matmul-speedup');
      await expect(speedup).toHaveAttribute('data-value', /./, { timeout: 40_000 });
      await expect(page.getByTestId('matmul-answer')).toHaveAttribute('data-state', 'right');
      await expect(run).toBeEnabled();
      ratios.push(Number(await speedup.getAttribute('data-value')));
    }
  });
  console.log(
    `1024³ f64, two workers against one: ${ratios.map((it) => it.toFixed(2)).join(', ')};`,
    `the window's longest task: ${tasks.longestCpuMs.toFixed(0)} ms of the processor,`,
    `${tasks.longestWallMs.toFixed(0)} ms on the clock`,
  );
  expect(tasks.count).toBeGreaterThan(0);
  expect(tasks.longestCpuMs).toBeLessThan(50);
  expect(Math.max(...ratios)).toBeGreaterThan(1);
});

test('Stop ends a long run within a second, and the next run is right', async ({ page }) => {
  await visit(page, 'matmul', '#/matmul?n=2048&precision=f64&algorithm=naive&workers=2');
  await page.getByTestId('matmul-run').click();
  await expect(page.getByTestId('matmul-progress')).toBeVisible();
  expect(await stop(page, 'matmul')).toBeLessThan(1000);
  await page.getByTestId('matmul-n').fill('64');
  await page.getByTestId('matmul-run').click();
  await expect(page.getByTestId('matmul-answer')).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId('matmul-run')).toBeEnabled();
});
