/**
 * The library in a page of its own: an empty document at the site's origin, so that no demo runs
 * beside the test.
 */
import { expect, type JSHandle, type Page } from '@playwright/test';

import type { OpenOptions, Playground } from '../../www/lib/types.ts';
import type { Site } from './server.ts';

declare global {
  /** The library, once `loadLibrary` has loaded it. */
  var library: {
    open(options?: OpenOptions): Promise<Playground>;
    PlaygroundError: new (code: string, message: string) => Error;
    transfer: <T extends object>(value: T, transferables: Iterable<Transferable>) => T;
  };
  /** The code of what the promise rejects with, and when; `settled` where it does not. */
  var codeOf: (promise: Promise<unknown>) => Promise<{ code: string; afterMs: number }>;
}

/** Opens the empty page and puts the built library on its `globalThis`. */
export async function loadLibrary(page: Page, site: Site): Promise<void> {
  site.fault(/\/empty\.html$/, { kind: 'html' });
  await page.goto(`${site.url}empty.html`);
  await page.evaluate(async (address) => {
    globalThis.library = (await import(address)) as typeof globalThis.library;
    globalThis.codeOf = async (promise) => {
      const startMs = performance.now();
      const code = await promise.then(
        () => 'settled',
        (error: unknown) => String((error as { code?: unknown }).code),
      );
      return { code, afterMs: performance.now() - startMs };
    };
  }, `${site.url}lib/parallel-playground.js`);
}

/** The playground of the site's own page, once it is open. */
export async function playgroundOf(page: Page): Promise<JSHandle<Playground>> {
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
  return page
    .locator('pp-app')
    .evaluateHandle(
      (app: HTMLElement & { engine: { playground: Playground } }) => app.engine.playground,
    );
}

/**
 * Workers that hold the lock which they take for life: engines and processes, of the whole page.
 */
export function workersAlive(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.filter(({ name }) => name?.startsWith('parallel-playground:')).length;
  });
}

/**
 * The scripts of the dedicated workers that the browser still runs for pages of this context.
 * `page.workers()` keeps those whose beginning is reported after their page was left.
 */
export async function workersOfBrowser(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  const browser = await page.context().browser()?.newBrowserCDPSession();
  if (!browser) throw new Error('the page has no browser');
  const { targetInfos } = await browser.send('Target.getTargets');
  await browser.detach();
  return targetInfos
    .filter(
      ({ type, browserContextId }) =>
        type === 'worker' && browserContextId === targetInfo.browserContextId,
    )
    .map(({ url }) => url);
}
