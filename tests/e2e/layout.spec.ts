/** Results come in where room was kept for them: no heading moves. */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { demosThatRun, expectNoSidewaysScroll, openDemo, runDemo } from './runs.ts';

/** Where each heading of the results stands. */
function headings(page: Page): Promise<[words: string, top: number][]> {
  return page
    .locator('.results :is(h3, h4), footer')
    .evaluateAll((all) =>
      all.map((it) => [
        it.textContent.trim().slice(0, 24),
        it.getBoundingClientRect().top + scrollY,
      ]),
    );
}

// On a narrow page a name in a table may take another line once figures stand beside it.
for (const [width, allowed] of [
  [1440, 1],
  [390, 28],
] as const) {
  test(`nothing moves while results come in, ${width} px`, async ({ page, isolated }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height: 900 });
    for (const name of demosThatRun(isolated)) {
      await openDemo(page, name);
      const before = await headings(page);
      await runDemo(page, name);
      // The charts are drawn in tasks of their own, the last one after the run.
      await expect.poll(() => page.locator('.canvas-empty').count()).toBe(0);
      const after = new Map(await headings(page));
      const moved = before.flatMap(([words, top]) => {
        const by = (after.get(words) ?? Number.NaN) - top;
        return Math.abs(by) <= allowed ? [] : [`${words}: ${by.toFixed(1)} px`];
      });
      expect.soft(moved, name).toEqual([]);
    }
  });
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`Run, progress and the answer are seen without scrolling, ${width} px`, async ({
    page,
    isolated,
  }) => {
    await page.setViewportSize({ width, height });
    for (const name of demosThatRun(isolated)) {
      await openDemo(page, name);
      for (const part of [
        page.getByTestId(`${name}-run`),
        page.getByTestId(`${name}-stop`),
        page.locator('pp-progress'),
        page.getByTestId(`${name}-answer`).locator('.verdict'),
      ])
        await expect(part, name).toBeInViewport({ ratio: 1 });
      expect(await page.evaluate(() => scrollY)).toBe(0);
    }
  });
}

test('a window made narrow after the run does not scroll sideways @isolated', async ({
  page,
  isolated,
}) => {
  test.setTimeout(120_000);
  for (const name of demosThatRun(isolated)) {
    await page.setViewportSize({ width: 1280, height: 844 });
    await openDemo(page, name);
    await runDemo(page, name);
    await page.setViewportSize({ width: 390, height: 844 });
    // Charts are drawn anew in the frames after it.
    await expect(() => expectNoSidewaysScroll(page)).toPass({ timeout: 15_000 });
  }
});

test('on a phone why there are no threads, and how to have them, is one tap away @not-isolated', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openDemo(page, 'pools');
  const reason = page.getByText('No threads: this page was not served with the headers');
  const change = page.getByTestId('isolation-change');
  await expect(reason).toBeHidden();
  await expect(change).toBeHidden();
  await page.getByTestId('tier-more').click();
  await expect(reason).toBeVisible();
  await expect(change).toBeVisible();
});

test('where there is room the program stands beside settings and picture, else a button leads to it @isolated', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openDemo(page, 'queue');
  const boxOf = async (selector: string): Promise<{ x: number; y: number }> => {
    const box = await page.locator(selector).boundingBox();
    if (box === null) throw new Error(`${selector} is not on the page`);
    return box;
  };
  const settings = await boxOf('.settings');
  const results = await boxOf('pp-results');
  const program = await boxOf('pp-code');
  expect(Math.max(results.y, program.y)).toBeLessThan(settings.y + 20);
  expect(settings.x).toBeLessThan(results.x);
  expect(results.x).toBeLessThan(program.x);
  await expect(page.getByTestId('queue-to-program')).toBeHidden();
  // The editor is for who does something; until then the program is there to be read.
  await expect(page.getByTestId('queue-listing-python')).toBeVisible();
  await expect(page.locator('pp-program')).toHaveCount(0);
  await page.mouse.move(200, 200);
  await expect(page.locator('pp-program')).toBeVisible();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByTestId('queue-to-program').click();
  await expect(page.locator('#queue-code-name')).toBeFocused();
  await expect(page.locator('#queue-code-name')).toBeInViewport();
});
