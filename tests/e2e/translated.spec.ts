/**
 * The page as a browser's translator leaves it: each text replaced by elements of the translator's.
 * It goes on, and says everything once.
 */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';

/** Replaces every text as Google's translator does, blank ones too, now and whenever texts come. */
function translate(): void {
  const HTML = 'http://www.w3.org/1999/xhtml';
  const skipped = 'script, style, textarea, svg, [translate=no], [translate=no] *, font';
  const wrap = (text: Text): void => {
    const words = text.data.trim();
    if (text.parentElement?.closest(skipped)) return;
    const inner = document.createElementNS(HTML, 'font');
    const outer = document.createElementNS(HTML, 'font');
    inner.textContent = words === '' ? text.data : text.data.replace(words, `«${words}»`);
    outer.append(inner);
    text.replaceWith(outer);
  };
  const all = (): void => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walk.nextNode()) texts.push(walk.currentNode as Text);
    texts.forEach(wrap);
  };
  all();
  new MutationObserver(all).observe(document.body, {
    childList: true,
    characterData: true,
    subtree: true,
  });
}

/** What a part of the page says, without the marks of the translator. */
const words = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).innerText()).replace(/[«»]/g, '').replace(/\s+/g, ' ').trim();

const PARTS = [
  'pp-answer',
  'pp-speedup',
  'pp-controls',
  '.settings .presets',
  'pp-terms',
  '.actions',
  'nav',
];

test('a translated page runs demos, and says the same as one that is not', async ({ page }) => {
  await page.goto('#/partitioning?lang=en&items=5&parts=2&repeats=1');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
  await page.evaluate(translate);
  await expect(page.locator('h1')).toHaveText(/^«.*»$/);

  for (const items of [6, 7]) {
    await page.getByTestId('partitioning-items').fill(String(items));
    await page.getByTestId('partitioning-run').click();
    const answer = page.getByTestId('partitioning-answer');
    await expect(answer).toHaveAttribute('data-state', 'right');
    await expect(answer.locator('.verdict')).toHaveText(/✓/);
    await expect(answer.locator('h3')).toHaveText('«Answer of your run»');
    await expect(page.getByTestId('partitioning-run')).toBeEnabled();
  }
  const translated = await Promise.all(PARTS.map((part) => words(page, part)));

  // Another language, and back.
  await page.getByTestId('lang').selectOption('ko');
  await expect(page.locator('h1')).toHaveText(/«[^a-z]*»$/i);
  expect(await words(page, '.actions')).not.toMatch(/Run|Stop/);
  await page.getByTestId('lang').selectOption('en');

  // Another demo in the same place.
  await page.getByTestId('nav-queue').click();
  await expect(page.getByTestId('demo-queue').locator('h1')).toHaveCount(1);
  await page.goBack();

  await page.goto('#/partitioning?lang=en&items=7&parts=2&repeats=1');
  await page.reload();
  await page.getByTestId('partitioning-run').click();
  await expect(page.getByTestId('partitioning-answer')).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId('partitioning-run')).toBeEnabled();
  const plain = await Promise.all(PARTS.map((part) => words(page, part)));
  const withoutFigures = (texts: string[]): string[] =>
    texts.map((it) => it.replace(/\d+(\.\d+)?/g, '#'));
  expect(withoutFigures(translated)).toEqual(withoutFigures(plain));
});
