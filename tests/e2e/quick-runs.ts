/** An address of each demo that runs in a moment, and how a test waits for the end of a run. */
import type { Page } from '@playwright/test';

import { expect } from './fixtures.ts';

/** Shared memory needs an isolated page; the others run everywhere. */
export const QUICK: Readonly<Record<string, string>> = {
  pools: 'pools?task=monteCarloPi&items=8&size=2&workers=2&repeats=1',
  matmul: 'matmul?n=96&workers=2&repeats=1',
  'shared-memory': 'shared-memory?writers=4&processes=2&increments=2000&repeats=1',
  pipe: 'pipe?trips=20&largest=4&repeats=1',
  queue: 'queue?items=5&consumers=2&work=100&repeats=1',
  partitioning: 'partitioning?items=9&parts=4&work=2&repeats=1',
  scheduling: 'scheduling?load=simulate&tasks=20&workers=4',
};

export function quickRuns(isolated: boolean): [name: string, hash: string][] {
  return Object.entries(QUICK).filter(([name]) => isolated || name !== 'shared-memory');
}

export async function visit(page: Page, hash: string): Promise<void> {
  await page.goto(`?test#/${hash}`);
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
}

/** Waits for the end of a run that was begun. */
export async function finished(page: Page, name: string): Promise<void> {
  await expect(page.getByTestId(`${name}-answer`)).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId(`${name}-run`)).toBeEnabled({ timeout: 30_000 });
  await expect(page.getByTestId(`${name}-error`)).toHaveCount(0);
}

export async function run(page: Page, name: string): Promise<void> {
  await page.getByTestId(`${name}-run`).click();
  await finished(page, name);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content, 'nothing scrolls sideways').toBeLessThanOrEqual(window);
}
