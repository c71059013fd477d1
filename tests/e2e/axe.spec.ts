/**
 * axe finds nothing on the page: the overview and every demo, before and after a run, in either
 * language and theme.
 */
import type { Page } from '@playwright/test';
import axe from 'axe-core';

import { expect, test } from './fixtures.ts';
import { CHEAP_RUNS, openDemo, runDemo } from './runs.ts';

/** All of axe's rules, its best practices too, on what is on the page now. */
async function expectNoViolation(page: Page, when: string): Promise<void> {
  const violations = await page.evaluate(async () => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ['violations'],
    });
    return found.violations.map(({ id, help, nodes }) => ({
      rule: `${id}: ${help}`,
      nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`),
    }));
  });
  expect.soft(violations, when).toEqual([]);
}

/** Looks at the page in each language and theme, and comes back to the first of them. */
async function lookEverywhere(page: Page, when: string): Promise<void> {
  for (const [lang, theme] of [
    ['en', 'light'],
    ['en', 'dark'],
    ['ko', 'dark'],
    ['ko', 'light'],
  ] as const) {
    await page.getByTestId('lang').selectOption(lang);
    await page.getByTestId('theme').selectOption(theme);
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await expectNoViolation(page, `${when}, ${lang}, ${theme}`);
  }
}

test.beforeEach(async ({ page }) => {
  // A colour on its way to another would be measured somewhere between them.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(axe.source);
});

test('the overview', async ({ page }) => {
  await page.goto('#/');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
  await lookEverywhere(page, 'the overview');
});

const runs: readonly (readonly [name: string, more?: string])[] = [
  ...Object.keys(CHEAP_RUNS).map((name) => [name] as const),
  ['matmul', '&study=algorithms'],
  ['matmul', '&study=speedup'],
];
for (const [name, more = ''] of runs) {
  test(`${name}${more}, before and after a run @isolated`, async ({ page }) => {
    await openDemo(page, name, more);
    await lookEverywhere(page, 'before the run');
    await runDemo(page, name);
    // The tables behind the charts are on the page too.
    for (const summary of await page.locator('main summary').all()) await summary.click();
    await lookEverywhere(page, 'after the run');
  });
}

for (const [lang, theme] of [
  ['en', 'light'],
  ['ko', 'dark'],
] as const) {
  test(`an embed, before and after a run: ${lang}, ${theme}`, async ({ page }) => {
    await page.goto(`embed.html?demo=queue&workers=2&repeats=1&lang=${lang}&theme=${theme}`);
    await expect(page.getByTestId('demo-queue')).toBeVisible();
    await expectNoViolation(page, 'before the run');
    await runDemo(page, 'queue');
    await expectNoViolation(page, 'after the run');
  });
}

test('a demo that cannot run here, and the offer of isolation @not-isolated', async ({ page }) => {
  await openDemo(page, 'shared-memory');
  await expect(page.getByTestId('shared-memory-refusal')).toBeVisible();
  await lookEverywhere(page, 'refused');
});

test('an address that asks for what is not there', async ({ page }) => {
  await page.goto('#/nothing?lang=xx');
  await expect(page.getByTestId('notice')).toBeVisible();
  await lookEverywhere(page, 'notices');
});
