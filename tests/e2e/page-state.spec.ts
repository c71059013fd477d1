/**
 * The page's state: fields and what is typed into them, links, leaving and coming back, pages
 * without a secure context or a server.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';

const field = (page: Page): ReturnType<Page['getByTestId']> =>
  page.getByTestId('partitioning-items');
const run = (page: Page): ReturnType<Page['getByTestId']> => page.getByTestId('partitioning-run');

test('a preset ends what was half typed, also where it brings the value of before @isolated', async ({
  page,
}) => {
  await page.goto('#/partitioning?lang=en');
  const before = await field(page).inputValue();
  const presets = page.locator('[data-testid^=partitioning-preset-]');
  for (const text of ['', '99999']) {
    for (const preset of [presets.last(), presets.first(), presets.first()]) {
      await field(page).fill(text);
      await expect(run(page)).toBeDisabled();
      await preset.click();
      await expect(field(page)).not.toHaveValue(text);
      await expect(field(page)).toHaveAttribute('aria-invalid', 'false');
      await expect(run(page)).toBeEnabled();
    }
  }
  expect(await field(page).inputValue()).not.toBe('');
  expect(before).not.toBe('');
});

test('an address ends what was half typed, and Back does @isolated', async ({ page }) => {
  await page.goto('#/partitioning?lang=en&items=6');
  await field(page).fill('');
  await page.evaluate(() => {
    location.hash = '#/partitioning?items=6&lang=en';
  });
  await expect(field(page)).toHaveValue('6');
  await expect(run(page)).toBeEnabled();
  await field(page).fill('99999');
  await page.goBack();
  await expect(field(page)).toHaveValue('6');
  await expect(run(page)).toBeEnabled();
});

test('what is wrong is said once the field is left, and stays said until it is right @isolated', async ({
  page,
}) => {
  await page.goto('#/partitioning?lang=en');
  await field(page).fill('');
  await field(page).blur();
  await expect(page.locator('#partitioning-items-hint')).toContainText('A whole number from');
  await field(page).fill('-1');
  await expect(page.locator('#partitioning-items-hint')).toContainText('A whole number from');
  await field(page).fill('5');
  await expect(field(page)).toHaveAttribute('aria-invalid', 'false');
  await expect(run(page)).toBeEnabled();
});

test('a term’s link keeps language, theme and workers, and so does the way back @isolated', async ({
  page,
}) => {
  await page.goto('#/partitioning?lang=ko&theme=dark&workers=2');
  await page.locator('pp-terms button').first().click();
  await page.locator('.meaning:popover-open a').click();
  await expect(page).toHaveURL(/#\/glossary\?.*lang=ko.*theme=dark.*workers=2.*term=/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await page.locator('pp-glossary .asked a').first().click();
  await expect(page).toHaveURL(/lang=ko.*theme=dark/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('left during a run and come back to: the demo runs', async ({ page }) => {
  await page.goto('#/partitioning?lang=en&items=9&work=200&repeats=20');
  await run(page).click();
  await expect(page.getByTestId('partitioning-stop')).toBeEnabled();
  await page.goto('embed.html?demo=queue');
  await page.goBack();
  await expect(run(page)).toBeEnabled();
  await page.getByTestId('partitioning-repeats').fill('1');
  await run(page).click();
  await expect(page.getByTestId('partitioning-answer')).toHaveAttribute('data-state', 'right');
});

test('kept by the browser during a run and shown again: Stop was pressed, the engine is new', async ({
  page,
}) => {
  await page.goto('#/partitioning?lang=en&items=9&work=200&repeats=20');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
  await run(page).click();
  await expect(page.getByTestId('partitioning-stop')).toBeEnabled();
  // The back-forward cache is off in automated browsers: what the page hears of it is the same.
  await page.evaluate(() => {
    for (const type of ['pagehide', 'pageshow'])
      dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
  });
  await expect(run(page)).toBeEnabled();
  await expect(page.getByTestId('partitioning-error')).toHaveCount(0);
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
  await page.getByTestId('partitioning-repeats').fill('1');
  await run(page).click();
  await expect(page.getByTestId('partitioning-answer')).toHaveAttribute('data-state', 'right');
});

test('without a clipboard, as over plain http, copying works the older way, or says that it cannot @isolated', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });
  });
  await page.goto('#/partitioning?lang=en&items=6');
  const copied = page.evaluate(
    () =>
      new Promise<string>((resolve) =>
        addEventListener('copy', () => resolve(String(getSelection())), { once: true }),
      ),
  );
  const button = page.getByTestId('partitioning-link');
  await button.click();
  await expect(button).toHaveText('Copied');
  await expect(button).toBeFocused();
  await copied;
  await expect(page.locator('textarea')).toHaveCount(0);

  await page.evaluate(() => {
    Object.assign(document, { execCommand: () => false });
  });
  await page.getByTestId('partitioning-code').scrollIntoViewIfNeeded();
  // The workbench has taken the listing's place.
  await expect(page.getByTestId('partitioning-program-run')).toBeVisible();
  await page.getByTestId('partitioning-copy-python').click();
  await expect(page.getByTestId('partitioning-copy-python')).toHaveText('Not allowed here');
});

test('opened from the disk, the page says in both languages that it needs a server @isolated', async ({
  browser,
}) => {
  const page = await browser.newPage();
  const file = new URL('../../www/dist/index.html', import.meta.url);
  expect(await readFile(fileURLToPath(file), 'utf8')).toContain('from-disk');
  await page.goto(file.href);
  await expect(page.locator('#from-disk')).toContainText('has to come from a server');
  await expect(page.locator('#from-disk [lang=ko]')).toContainText('서버');
  await expect(page.locator('#from-disk')).toBeVisible();
  await page.close();
});
