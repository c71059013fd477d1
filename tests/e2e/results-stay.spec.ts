/** Results stay: after Stop, after a visit to another demo, and beside those of another run. */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { expectFinished, openDemo, runDemo } from './runs.ts';

/** What can be read of the last run. */
async function results(page: Page): Promise<string[]> {
  const parts = ['queue-speedup', 'queue-timings', 'queue-why'];
  return Promise.all(parts.map((part) => page.getByTestId(part).innerText()));
}

test('Stop brings the results of the run before back', async ({ page }) => {
  await openDemo(page, 'queue');
  await runDemo(page, 'queue');
  const before = await results(page);
  await page.getByTestId('queue-items').fill('2000');
  await page.getByTestId('queue-work').fill('100000');
  await page.getByTestId('queue-run').click();
  await expect(page.getByTestId('queue-answer')).toHaveAttribute('data-state', 'pending');
  await page.getByTestId('queue-stop').click();
  await expect(page.getByTestId('queue-answer')).toHaveAttribute('data-state', 'right');
  await expect(page.locator('pp-results')).toContainText('run before are shown again');
  await expect(page.locator('pp-results')).toContainText('settings have changed');
  expect(await results(page)).toEqual(before);
});

test('another demo and back: settings and results are those that were left', async ({ page }) => {
  await openDemo(page, 'queue', '&capacity=3');
  await runDemo(page, 'queue');
  const before = await results(page);
  for (const way of ['nav-partitioning', 'nav-overview', 'nav-glossary']) {
    await page.getByTestId(way).click();
    await expect(page.getByTestId('demo-queue')).toHaveCount(0);
    await page.getByTestId('nav-queue').click();
    await expect(page.getByTestId('queue-capacity')).toHaveValue('3');
    await expect(page).toHaveURL(/capacity=3/);
    await expectFinished(page, 'queue');
    expect(await results(page), way).toEqual(before);
    await expect(page.locator('pp-results')).not.toContainText('settings have changed');
  }
  // An address with settings of its own means those.
  await page.evaluate(() => {
    location.hash = '#/queue?items=9';
  });
  await expect(page.getByTestId('queue-capacity')).not.toHaveValue('3');
  await expect(page.getByTestId('queue-items')).toHaveValue('9');
});

test('two runs of the history are seen side by side, with their pictures', async ({ page }) => {
  await openDemo(page, 'queue');
  await runDemo(page, 'queue');
  await page.getByTestId('queue-items').fill('8');
  await page.getByTestId('queue-run').click();
  await expectFinished(page, 'queue');
  // Also those of an earlier visit.
  await page.reload();
  await page.getByTestId('queue-history-summary').click();
  const pair = page.getByTestId('queue-pair');
  const boxes = page.getByTestId('queue-compare');
  await expect(boxes).toHaveCount(2);
  await boxes.first().check();
  await expect(pair).toHaveCount(0);
  await boxes.last().check();
  await expect(page.getByTestId('queue-pair-settings').locator('tbody tr')).toHaveText(
    /^\s*Items\s*5\s*8\s*$/,
  );
  const times = page.getByTestId('queue-pair-times').locator('tbody tr').first();
  await expect(times.locator('td').last()).toHaveAttribute('data-value', /\d/);
  await expect(pair.getByRole('img')).toHaveCount(2);
  await boxes.first().uncheck();
  await expect(pair).toHaveCount(0);
});
