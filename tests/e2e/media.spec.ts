/** The page on paper, and with the colours of the reader's system. */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { openDemo, runDemo, visit } from './runs.ts';

const styleOf = (page: Page, selector: string, property: string): Promise<string[]> =>
  page
    .locator(selector)
    .evaluateAll(
      (elements, name) => elements.map((one) => getComputedStyle(one).getPropertyValue(name)),
      property,
    );

/** How many colours of some extent the canvases show, each for itself. */
const coloursDrawn = (page: Page, selector: string): Promise<number[]> =>
  page.locator(selector).evaluateAll((canvases) =>
    canvases.map((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const context = (canvas as HTMLCanvasElement).getContext('2d');
      const pixels = new Uint32Array(context?.getImageData(0, 0, width, height).data.buffer ?? []);
      const counts = new Map<number, number>();
      for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
      return [...counts.values()].filter((count) => count > pixels.length / 100).length;
    }),
  );

test.describe('with the colours of the system', () => {
  test.use({ contextOptions: { forcedColors: 'active' } });

  test('legends, pictures and the menu still tell things apart', async ({ page }) => {
    await openDemo(page, 'pipe');
    await runDemo(page, 'pipe');
    const swatches = await styleOf(page, '.timeline .swatch', 'background-color');
    expect(swatches.length).toBeGreaterThan(1);
    expect(new Set(swatches).size).toBe(swatches.length);
    const isHere = '.top nav a[aria-current="page"]';
    const here = await styleOf(page, isHere, 'border-bottom-color');
    const others = await styleOf(page, `.top nav a:not(${isHere})`, 'border-bottom-color');
    expect(others).not.toContain(here[0]);
    await openDemo(page, 'scheduling', '');
    await runDemo(page, 'scheduling');
    // Three tasks of different lengths, and the ground.
    await expect
      .poll(async () => Math.min(...(await coloursDrawn(page, '.policy canvas'))))
      .toBeGreaterThanOrEqual(4);
  });
});

test('on paper there are the settings and the figures, and nothing to press', async ({ page }) => {
  await openDemo(page, 'queue', '&theme=dark');
  await runDemo(page, 'queue');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByTestId('queue-answer')).toBeVisible();
  await expect(page.getByTestId('queue-items')).toBeVisible();
  await expect(page.getByTestId('queue-listing-python')).toBeVisible();
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('navigation')).toBeHidden();
  // Dark letters whatever the theme, and no line of a program cut off.
  expect(await styleOf(page, 'body', 'color')).toEqual(['rgb(22, 25, 31)']);
  const cut = await page
    .locator('pre')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
  expect(cut).toBe(0);
});

test('on paper a table that scrolls on the page is whole @isolated', async ({ page }) => {
  await visit(page, 'shared-memory');
  const steps = page.locator('.interleaving-steps');
  await expect(steps.locator('tbody tr').last()).toContainText(/\d/);
  const hidden = () => steps.evaluate((one) => one.scrollHeight - one.clientHeight);
  expect(await hidden(), 'on the page').toBeGreaterThan(100);
  await page.emulateMedia({ media: 'print' });
  expect(await hidden(), 'on paper').toBeLessThanOrEqual(1);
});

test('on paper a program that has run is whole, with its output', async ({ page }) => {
  await visit(page, 'pipe');
  await page.getByTestId('pipe-code').scrollIntoViewIfNeeded();
  await page.getByTestId('pipe-dialect-javascript').click();
  await page.getByTestId('pipe-js-program-edit').click();
  const editor = page.getByTestId('pipe-js-editor');
  await editor.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+a');
  const lines = Array.from({ length: 200 }, (_, n) => `console.log(${n});`);
  await page.keyboard.insertText(lines.join('\n'));
  await page.getByTestId('pipe-js-program-run').click();
  const state = page.getByTestId('pipe-js-program-state');
  await expect(state).toHaveAttribute('data-state', 'ended');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button')).toHaveCount(0);
  const { nLines, cut } = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    const boxes = document.querySelectorAll('[data-testid^=pipe-js] .cm-scroller, .output');
    return {
      nLines: document.querySelectorAll('[data-testid=pipe-js-editor] .cm-line').length,
      cut: [...boxes].map((it) => it.scrollHeight - it.clientHeight),
    };
  });
  expect(nLines).toBe(lines.length);
  expect(cut.length).toBeGreaterThanOrEqual(2);
  expect(Math.max(...cut)).toBe(0);
});
