/** Every demo with settings that take little time, and how a test runs it. */
import { expect, type Page } from '@playwright/test';

export const CHEAP_RUNS: Readonly<Record<string, string>> = {
  pools: 'task=monteCarloPi&items=6&size=1&workers=2&repeats=1',
  matmul: 'n=96&workers=2&repeats=2',
  'shared-memory': 'processes=2&increments=1000&repeats=1',
  pipe: 'trips=20&largest=1&repeats=1',
  queue: 'workers=2&repeats=1',
  partitioning: 'workers=2&repeats=1&work=5',
  scheduling: 'load=simulate',
};

/** Opens a demo with its cheap settings and more of the address, once the engine is there. */
export async function openDemo(page: Page, name: string, more = ''): Promise<void> {
  await page.goto(`#/${name}?${CHEAP_RUNS[name] ?? ''}${more}`);
  await expect(page.getByTestId(`demo-${name}`)).toBeVisible();
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
}

/** Runs the open demo; its answer is right, and all has been measured. */
export async function runDemo(page: Page, name: string): Promise<void> {
  await page.getByTestId(`${name}-run`).click();
  await expect(page.getByTestId(`${name}-answer`)).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId(`${name}-run`)).toBeEnabled();
  await expect(page.getByTestId(`${name}-error`)).toHaveCount(0);
}
