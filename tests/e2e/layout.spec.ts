/** Results come in where room was kept for them: no heading moves. */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { demosThatRun, expectNoSidewaysScroll, openDemo, runDemo, visit } from './runs.ts';

/**
 * Where each heading of the results stands. What comes after the last of them may move: the reasons
 * of a run are as long as they are.
 */
function headings(page: Page): Promise<[words: string, top: number][]> {
  return page.locator('.results :is(h3, h4)').evaluateAll((all) =>
    all.map((it) => [
      // Whose run it is is said there too.
      it.textContent
        .replace(/ of (?:your|a recorded) run/, '')
        .trim()
        .slice(0, 24),
      it.getBoundingClientRect().top + scrollY,
    ]),
  );
}

/** From now on every shift of what is in sight is counted, whoever caused it. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () =>
    page.evaluate(() => {
      const { shifts } = globalThis as unknown as { shifts: number[] };
      return shifts.splice(0).reduce((sum, shift) => sum + shift, 0);
    });
}

// On a narrow page a name in a table may take another line once figures stand beside it.
for (const [width, allowed] of [
  [1440, 1],
  [390, 28],
] as const) {
  test(`nothing moves while results come in, ${width} px`, async ({ page, isolated }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height: 900 });
    const shifted = await watchShifts(page);
    for (const name of demosThatRun(isolated)) {
      await page.goto('about:blank');
      // The recorded run comes in where its room was kept, and the reader's own in its place.
      await visit(page, name);
      await expect(page.getByTestId(`${name}-answer`)).toHaveAttribute('data-state', 'recorded');
      await expect.poll(() => page.locator('.canvas-empty').count()).toBe(0);
      expect.soft(await shifted(), `${name}, loaded`).toBeLessThan(0.02);
      await openDemo(page, name);
      await shifted();
      const before = await headings(page);
      await runDemo(page, name);
      // The charts are drawn in tasks of their own, the last one after the run.
      await expect.poll(() => page.locator('.canvas-empty').count()).toBe(0);
      expect.soft(await shifted(), `${name}, run`).toBeLessThan(0.02);
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

test.describe('before a reader does anything', () => {
  test.use({ reader: false });

  for (const width of [1440, 390]) {
    test(`the editor takes the listing’s place without moving its text, ${width} px @isolated`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      for (const language of ['en', 'ko']) {
        await page.goto('about:blank');
        await visit(page, `queue?lang=${language}`);
        const text = page.getByTestId('queue-listing-python');
        const place = (): Promise<number> =>
          text.evaluate(
            (it) =>
              it.getBoundingClientRect().top -
              (it.closest('pp-code')?.getBoundingClientRect().top ?? NaN),
          );
        await expect(text).toBeVisible();
        const before = await place();
        await expect(page.locator('pp-program')).toHaveCount(0);
        await page.getByTestId('queue-open-editor').dispatchEvent('click');
        await expect(page.locator('pp-program')).toBeVisible();
        expect(Math.abs((await place()) - before), language).toBeLessThanOrEqual(1);
      }
    });
  }

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
});
