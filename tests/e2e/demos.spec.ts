/** Every demo really runs and is right; a run can be stopped; a large product gains from a second worker, and the page stays alive. */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { watchWindow } from './window-tasks.ts';

const small: Record<string, string> = {
  matmul: '#/matmul?n=96&precision=f64&workers=2&repeats=2',
  queue: '#/queue?workers=2',
  partitioning: '#/partitioning?workers=2&repeats=1&work=5',
};

/** Opens a demo and waits for the engine. */
async function visit(page: Page, name: string, hash: string): Promise<void> {
  await page.goto(`?test${hash}`);
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
    // Whatever else the machine does can spoil one measurement; it takes three to say that there is no gain.
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
  const stoppedAfterMs = await page.evaluate(async () => {
    const button = (name: string): HTMLButtonElement => {
      const found = document.querySelector(`[data-testid="matmul-${name}"]`);
      if (!(found instanceof HTMLButtonElement)) throw new Error(`no button ${name}`);
      return found;
    };
    const startMs = performance.now();
    button('stop').click();
    while (button('run').disabled) await new Promise(requestAnimationFrame);
    return performance.now() - startMs;
  });
  expect(stoppedAfterMs).toBeLessThan(1000);
  await page.getByTestId('matmul-n').fill('64');
  await page.getByTestId('matmul-run').click();
  await expect(page.getByTestId('matmul-answer')).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId('matmul-run')).toBeEnabled();
});
