/**
 * Every demo by keyboard alone, with text twice as large, on a narrow page, and as a screen reader
 * is told of it.
 */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import {
  demosThatRun,
  expectFinished,
  expectNoSidewaysScroll,
  openDemo,
  runDemo,
  visit,
} from './runs.ts';

/** What has the focus, and its place among all that can have it. */
function focused(page: Page): Promise<{ id: string; label: string; place: number }> {
  return page.evaluate(() => {
    const active = document.activeElement;
    const all = [...document.querySelectorAll('*')];
    return {
      id: active?.getAttribute('data-testid') ?? active?.tagName.toLowerCase() ?? '',
      label:
        active?.getAttribute('aria-label') ??
        (active instanceof HTMLInputElement ? active.labels?.[0] : active)?.textContent.trim() ??
        '',
      place: active ? all.indexOf(active) : -1,
    };
  });
}

/** Goes on with Tab until that is reached; the ways to it are returned. */
async function tabTo(page: Page, id: string, key = 'Tab'): Promise<string[]> {
  const passed: string[] = [];
  while (passed.length < 200) {
    await page.keyboard.press(key);
    const now = await focused(page);
    passed.push(now.id);
    if (now.id === id) return passed;
  }
  throw new Error(`${key} does not lead to ${id}: ${passed.join(', ')}`);
}

test('every demo can be opened, set, run, stopped and read by keyboard', async ({
  page,
  isolated,
}) => {
  test.setTimeout(120_000);
  for (const name of demosThatRun(isolated)) {
    await openDemo(page, name);
    // The menu is passed on the way, then Run, then every control in the order of the page.
    const controls = await page
      .locator(`[data-testid=demo-${name}] .settings :is(input, select, button):not(:disabled)`)
      .evaluateAll((all) => all.map((it) => it.getAttribute('data-testid') ?? ''));
    await page.locator('body').evaluate((it) => it.ownerDocument.getSelection()?.removeAllRanges());
    const passed = await tabTo(page, controls.at(-1) ?? '');
    expect(passed.filter((id) => controls.includes(id))).toEqual(controls);
    await tabTo(page, `${name}-run`, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expectFinished(page, name);
    await expect(page.getByTestId('live')).toContainText('the answer is right');
    // Whoever ran it is back at Run, and goes on to what came of it.
    await expect.poll(async () => (await focused(page)).id).toBe(`${name}-run`);
    await tabTo(page, `${name}-listing-javascript`);
  }
});

test('a run is stopped by keyboard, and told', async ({ page }) => {
  await visit(page, 'pools?task=sleep&items=500&size=500&workers=2');
  await tabTo(page, 'pools-run');
  await page.keyboard.press('Enter');
  // Stop is under the fingers of whoever pressed Run.
  await expect.poll(async () => (await focused(page)).id).toBe('pools-stop');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('live')).toContainText('run stopped');
  await expect.poll(async () => (await focused(page)).id).toBe('pools-run');
});

test('what can have the focus has a name, and shows it', async ({ page, isolated }) => {
  test.setTimeout(120_000);
  for (const name of demosThatRun(isolated)) {
    await openDemo(page, name);
    await runDemo(page, name);
    await page.getByTestId(`${name}-run`).focus();
    const seen = new Set<number>();
    for (;;) {
      await page.keyboard.press('Tab');
      const now = await focused(page);
      if (now.id === 'body' || seen.has(now.place)) break;
      seen.add(now.place);
      expect(now.label, `${name}: ${now.id}`).not.toBe('');
      const outline = await page.evaluate(() => {
        const active = document.activeElement;
        // A card or a canvas may show it around itself.
        for (let it = active; it; it = it.parentElement)
          if (getComputedStyle(it).outlineStyle !== 'none') return true;
        return active !== null && getComputedStyle(active).boxShadow !== 'none';
      });
      expect(outline, `${name}: ${now.id} shows that it has the focus`).toBe(true);
    }
    expect(seen.size).toBeGreaterThan(5);
  }
});

for (const [what, width, size] of [
  ['390 px wide', 390, 100],
  ['text twice as large', 1280, 200],
] as const) {
  test(`nothing scrolls sideways or is cut: ${what}`, async ({ page, isolated }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height: 844 });
    for (const name of demosThatRun(isolated)) {
      await openDemo(page, name);
      await page.evaluate((percent) => {
        document.documentElement.style.fontSize = `${percent}%`;
      }, size);
      await expectNoSidewaysScroll(page);
      await runDemo(page, name);
      await page.getByTestId('lang').selectOption('ko');
      await expectNoSidewaysScroll(page);
      await page.getByTestId('lang').selectOption('en');
      const cut = await page
        .locator(':is(button, h1, h2, h3):visible:not(.visually-hidden)')
        .evaluateAll((all) =>
          all
            .filter((it) => it.scrollWidth > it.clientWidth + 1)
            .map((it) => it.textContent.trim()),
        );
      expect(cut, `${name}: no words are cut`).toEqual([]);
      // A table scrolls in a box, and the box is in sight.
      const boxes = await page.locator('.scroll').evaluateAll((all) =>
        all
          .filter((it) => it.checkVisibility())
          .map((it) => it.getBoundingClientRect())
          .filter(({ left, right }) => right - left < 160 || right > innerWidth),
      );
      expect(boxes, `${name}: every table can be read`).toEqual([]);
    }
    for (const hash of ['', 'glossary']) {
      await visit(page, hash);
      await expectNoSidewaysScroll(page);
    }
  });
}
