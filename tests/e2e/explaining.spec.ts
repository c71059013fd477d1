/**
 * What is said around a result: why its figures are what they are, the terms, the runs before it,
 * and its address.
 */
import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { CHEAP_RUNS, demosThatRun, expectFinished, openDemo, runDemo, visit } from './runs.ts';

test('every demo says why, in figures, and again in Korean', async ({ page, isolated }) => {
  test.setTimeout(120_000);
  for (const name of demosThatRun(isolated)) {
    await openDemo(page, name);
    const why = page.getByTestId(`${name}-why`);
    await expect(why.locator('li')).toHaveCount(0);
    await runDemo(page, name);
    const english = await why.locator('li').allTextContents();
    expect(english.length, name).toBeGreaterThan(0);
    expect(english.join(' '), name).toMatch(/\d/);
    expect(english.join(' '), name).not.toMatch(/NaN|undefined|Infinity|[{}]/);
    expectSums(english, name);
    await expectNoNeedlessDigits(page, name);
    await page.getByTestId('lang').selectOption('ko');
    await expect(why.locator('li')).toHaveCount(english.length);
    await expect(why.locator('li').first()).toHaveText(/[가-힣]/);
    await page.getByTestId('lang').selectOption('en');
  }
});

/** The parts that follow a gain add up to what is missing from the ideal. */
function expectSums(sentences: readonly string[], name: string): void {
  let left = 0;
  for (const sentence of sentences) {
    const part = /^(\d+)%: /.exec(sentence)?.[1];
    if (part !== undefined) left -= Number(part);
    else {
      expect(left, `${name}: ${sentences.join(' ')}`).toBe(0);
      left = Number(/(\d+)% (?:of the workers’ time:|is missing)/.exec(sentence)?.[1] ?? 0);
    }
  }
  expect(left, `${name}: ${sentences.join(' ')}`).toBe(0);
}

/** Beside every speedup it is said what was divided; digits that say nothing are not shown. */
async function expectNoNeedlessDigits(page: Page, name: string): Promise<void> {
  const ratios = page.getByTestId(`${name}-speedup`).locator('.ratio');
  for (const ratio of await ratios.all()) {
    await expect(page.getByTestId(`${name}-speedup-definition`)).toContainText('÷');
    const doubt = await ratio.getAttribute('data-doubt');
    const text = await ratio.locator('.ratio-value').textContent();
    expect(text, `${name}, ${String(doubt)}`).toMatch(
      doubt === null ? /^\s*(?:\d\.\d\d|\d\d\.\d|\d[\d,]{2,})×\s*$/ : /^[^.]+$/,
    );
  }
}

test('a term leads to its meaning, and from there back to a demo @isolated', async ({ page }) => {
  await visit(page, 'queue');
  await page.getByRole('button', { name: 'Sentinel' }).click();
  await page.getByTestId('meaning-sentinel').getByRole('link').click();
  const meaning = page.getByTestId('term-sentinel');
  await expect(meaning).toBeFocused();
  await expect(meaning).toBeInViewport();
  await expect(page).toHaveTitle(/Glossary/);
  await meaning.getByRole('link', { name: 'Queue' }).click();
  await expect(page.getByTestId('demo-queue')).toBeVisible();
  await page.goBack();
  await expect(meaning).toBeVisible();
  await page.getByTestId('lang').selectOption('ko');
  await expect(meaning).toContainText('종료 신호');
});

test('a term’s meaning opens where it is, whole on a phone, and Escape gives the focus back @isolated', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [index, name] of Object.keys(CHEAP_RUNS).entries()) {
    await visit(page, name);
    const url = page.url();
    await page.getByTestId('lang').selectOption(index % 2 === 0 ? 'ko' : 'en');
    const terms = page.locator('pp-terms button');
    for (const term of [terms.first(), terms.last()]) {
      await term.press('Enter');
      const meaning = page.locator('.meaning:popover-open');
      await expect(meaning, name).toBeInViewport({ ratio: 1 });
      await expect(meaning.getByRole('link')).toBeVisible();
      await page.keyboard.press('Tab');
      await expect(meaning.getByRole('link')).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(meaning).toHaveCount(0);
      await expect(term).toBeFocused();
      expect(page.url(), name).toBe(url);
    }
    await page.getByTestId('lang').selectOption('en');
  }
});

test('runs are kept, compared, saved and forgotten, and stay on the machine @isolated', async ({
  page,
}) => {
  await openDemo(page, 'queue');
  const history = page.getByTestId('queue-history');
  await expect(history).toContainText('kept here');
  await runDemo(page, 'queue');
  await page.getByTestId('queue-items').fill('7');
  await page.getByTestId('queue-run').click();
  await expectFinished(page, 'queue');
  await page.getByTestId('queue-history-summary').click();
  const rows = page.getByTestId('queue-history-table').locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('Items: 7');
  await expect(rows.first()).not.toContainText('Capacity');
  await expect(rows.last()).toContainText('Items: 5');

  const download = page.waitForEvent('download');
  await page.getByTestId('queue-history-json').click();
  const file = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
    runs: { values: Record<string, unknown>; timings: { label: string; samplesMs: number[] }[] }[];
  };
  expect(file.runs.map(({ values }) => values['items'])).toEqual([7, 5]);
  for (const { timings } of file.runs) {
    expect(timings.map(({ label }) => label)).toEqual(['1 consumer', '2 consumers']);
    for (const { samplesMs } of timings) expect(samplesMs).toHaveLength(1);
  }

  await page.reload();
  await page.getByTestId('queue-history-summary').click();
  await expect(rows).toHaveCount(2);
  // The settings of an earlier run come back by its link.
  await rows.last().getByRole('link').click();
  await expect(page.getByTestId('queue-items')).toHaveValue('5');
  await page.getByTestId('queue-history-clear').click();
  await expect(history).toContainText('kept here');
  await page.reload();
  await expect(history).toContainText('kept here');
});

test('the copied link is the experiment, from the page and from a frame @isolated', async ({
  page,
  context,
  site,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await visit(page, 'queue?items=9');
  await page.getByTestId('queue-capacity').fill('3');
  await page.getByTestId('queue-link').click();
  await expect(page.getByTestId('queue-link')).toHaveText('Copied');
  const address = await copied();
  expect(address).toMatch(/#\/queue\?items=9&capacity=3&/);
  await page.goto('embed.html?demo=queue&items=9&capacity=3');
  await page.getByTestId('queue-link').click();
  await expect(page.getByTestId('queue-link')).toHaveText('Copied');
  expect(new URL(await copied()).hash).toBe(new URL(address).hash);
  expect(await copied()).toMatch(new RegExp(`^${site.url}#/`));
});
