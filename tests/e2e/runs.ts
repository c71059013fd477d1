/** How a test runs a demo. */
import type { Page } from '@playwright/test';

import { CHEAP_RUNS } from '../../scripts/engines/cheap-runs.mjs';
import { expect } from './fixtures.ts';

export { CHEAP_RUNS };

/** The demos that run on the page: shared memory needs an isolated one. */
export function demosThatRun(isolated: boolean): string[] {
  return Object.keys(CHEAP_RUNS).filter((name) => isolated || name !== 'shared-memory');
}

/** Opens an address, once the engine is there. */
export async function visit(page: Page, hash: string): Promise<void> {
  await page.goto(`#/${hash}`);
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
}

/** Opens a demo with its cheap settings and more of the address. */
export async function openDemo(page: Page, name: string, more = ''): Promise<void> {
  await visit(page, `${name}?${CHEAP_RUNS[name] ?? ''}${more}`);
  await expect(page.getByTestId(`demo-${name}`)).toBeVisible();
}

/** Runs the open demo; its answer is right, and all has been measured. */
export async function runDemo(page: Page, name: string): Promise<void> {
  await page.getByTestId(`${name}-run`).click();
  await expectFinished(page, name);
}

/** Waits for the end of a run that was begun. */
export async function expectFinished(page: Page, name: string): Promise<void> {
  await expect(page.getByTestId(`${name}-answer`)).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId(`${name}-run`)).toBeEnabled({ timeout: 30_000 });
  await expect(page.getByTestId(`${name}-error`)).toHaveCount(0);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content, 'nothing scrolls sideways').toBeLessThanOrEqual(window);
}
