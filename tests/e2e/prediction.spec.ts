/** One question before a run, which the run answers; it may be left alone. */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { demosThatRun, openDemo, runDemo } from './runs.ts';

/** Says something to the demo's question, by the keyboard. */
async function predict(page: Page, name: string): Promise<void> {
  const question = page.getByTestId(`${name}-prediction`);
  await expect(question.getByRole('group')).toHaveAccessibleName(/^Predict:/);
  const number = page.getByTestId(`${name}-predict`);
  if ((await number.count()) > 0) {
    await number.focus();
    await page.keyboard.type('1.5');
  } else {
    const first = question.getByRole('radio').first();
    await first.focus();
    await page.keyboard.press('Space');
    await expect(first).toBeChecked();
  }
}

test('every demo’s question is answered by the run, on the page and for screen readers', async ({
  page,
  isolated,
}) => {
  test.setTimeout(120_000);
  for (const name of demosThatRun(isolated)) {
    await openDemo(page, name);
    const verdict = page.getByTestId(`${name}-verdict`);
    await expect(verdict).toHaveText('');
    await predict(page, name);
    await runDemo(page, name);
    await expect(verdict).toHaveText(/^\s*You predicted: .+\. .+/);
    await expect(page.getByTestId('live')).toContainText('You predicted:');
    // Of that run alone: the next one has none, unless it is said again.
    await expect(page.getByTestId(`${name}-prediction`).locator(':checked')).toHaveCount(0);
    await page.getByTestId('lang').selectOption('ko');
    await expect(verdict).toHaveText(/예측/);
    await page.getByTestId('lang').selectOption('en');
    await runDemo(page, name);
    await expect(verdict).toHaveText('');
  }
});

test('a counter without a lock: right or wrong by what it held @isolated', async ({
  page,
  isolated,
}) => {
  if (!isolated) {
    await openDemo(page, 'shared-memory');
    await expect(page.getByTestId('shared-memory-prediction')).toHaveCount(0);
    return;
  }
  await openDemo(page, 'shared-memory');
  await page.getByTestId('shared-memory-predict-more').check();
  await runDemo(page, 'shared-memory');
  const verdict = page.getByTestId('shared-memory-verdict');
  await expect(verdict).toHaveAttribute('data-right', 'false');
  const lost = page.getByTestId('shared-memory-counter-plain').locator('td').nth(1);
  const id = Number(await lost.getAttribute('data-value')) > 0 ? 'less' : 'exact';
  await page.getByTestId(`shared-memory-predict-${id}`).check();
  await page.getByTestId('shared-memory-increments').fill('2000');
  // Of other settings it is another question.
  await expect(page.getByTestId(`shared-memory-predict-${id}`)).not.toBeChecked();
});
