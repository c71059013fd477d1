/** What the tests of the library's objects share: an open playground, and its end. */
import type { Page } from '@playwright/test';

import type { Playground } from '../../www/lib/types.ts';
import { test as base } from './fixtures.ts';
import { loadLibrary } from './library.ts';

declare global {
  /** The playground of the test, of two workers. */
  var pg: Playground;
  /**
   * The value, or `'late'` after so many milliseconds: what never settles fails the test with a
   * word.
   */
  var within: <T>(promise: PromiseLike<T>, ms?: number) => Promise<T | 'late'>;
  /** Resolves when the condition holds. */
  var until: (condition: () => Promise<boolean>) => Promise<void>;
}

/** A test on a page with an open playground. */
export const objectTest = base.extend<{ objects: Page }>({
  objects: async ({ page, site }, use) => {
    await loadLibrary(page, site);
    await page.evaluate(async () => {
      globalThis.pg = await library.open({ workers: 2 });
      globalThis.within = (promise, ms = 10_000) =>
        Promise.race([
          promise,
          new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), ms)),
        ]);
      globalThis.until = async (condition) => {
        while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 1));
      };
    });
    await use(page);
    await page.evaluate(() => pg.close());
  },
});
