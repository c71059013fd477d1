/** The page on paper, and with the colours of the reader's system. */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { openDemo, runDemo } from './runs.ts';

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
    await openDemo(page, 'queue');
    await runDemo(page, 'queue');
    const swatches = await styleOf(page, '.timeline .swatch', 'background-color');
    expect(new Set(swatches).size).toBe(2);
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
  await expect(page.getByTestId('queue-listing-javascript')).toBeVisible();
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('navigation')).toBeHidden();
  // Dark letters whatever the theme, and no line of a program cut off.
  expect(await styleOf(page, 'body', 'color')).toEqual(['rgb(22, 25, 31)']);
  const cut = await page
    .locator('pre')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
  expect(cut).toBe(0);
});
