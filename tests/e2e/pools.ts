/** What the tests of the executors share: an open playground, its pools, and failures as data. */
import type { Page } from '@playwright/test';

import type { Playground, PoolStats, ProcessPool, ThreadPool } from '../../www/lib/types.ts';
import { test as base } from './fixtures.ts';
import { loadLibrary } from './library.ts';
import type { Site } from './server.ts';

/** What a promise rejected with, as data. */
export interface Seen {
  code: string;
  message: string;
  cause: { name: string; message: string; stack: string } | null;
}

declare global {
  /** The playground of the test. */
  var pg: Playground;
  /** The pools that run compiled tasks here. */
  var compiledPools: (ProcessPool | ThreadPool)[];
  /** What the promise rejects with; the code is `settled` where it does not. */
  var failureOf: (promise: PromiseLike<unknown>) => Promise<Seen>;
  /** Resolves when the pool's figures are as wanted. */
  var statsWhen: (pool: ProcessPool, wanted: (stats: PoolStats) => boolean) => Promise<PoolStats>;
  /** What a test leaves for a later part of it. */
  var kept: unknown;
}

/**
 * A test on a page with an open playground of two workers. The deadline turns a hang into a
 * failure.
 */
export const poolTest = base.extend<{ pools: Page }>({
  pools: async ({ page, site }, use) => {
    base.setTimeout(30_000);
    await openPools(page, site);
    await use(page);
    await page.evaluate(() => pg.close());
  },
});

async function openPools(page: Page, site: Site): Promise<void> {
  await loadLibrary(page, site);
  await page.evaluate(async () => {
    globalThis.pg = await library.open({ workers: 2 });
    globalThis.compiledPools = pg.mode === 'threads' ? [pg.processes, pg.threads] : [pg.processes];
    globalThis.failureOf = async (promise) => {
      try {
        await promise;
        return { code: 'settled', message: '', cause: null };
      } catch (error) {
        const { code, message, cause } = error as Error & { code?: string };
        const { name, stack } = (cause ?? {}) as Partial<Error>;
        const inner = cause instanceof Error ? cause.message : '';
        return {
          code: String(code),
          message,
          cause: cause ? { name: String(name), message: inner, stack: String(stack) } : null,
        };
      }
    };
    globalThis.statsWhen = async (pool, wanted) => {
      for (;;) {
        const stats = await pool.stats();
        if (wanted(stats)) return stats;
      }
    };
  });
}
