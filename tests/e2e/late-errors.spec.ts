/**
 * Errors that come when their task is over, and failures that nobody asks about: they harm nobody,
 * and are said once.
 */
import type { Page } from '@playwright/test';

import { expect } from './fixtures.ts';
import { poolTest as test } from './pools.ts';

/** What the library warns of from now on. */
function warningsOf(page: Page): string[] {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith('Parallel Playground:')) warnings.push(message.text());
  });
  return warnings;
}

test('a timer or a promise that fails after its task has ended harms nobody, and is said once', async ({
  pools,
}) => {
  const warnings = warningsOf(pools);
  const seen = await pools.evaluate(async () => {
    const later = (): void => {
      setTimeout(() => {
        throw new RangeError('a late timer');
      });
      void Promise.reject(new RangeError('a late promise'));
    };
    const innocent = async (x: number): Promise<number> => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return x + 1;
    };
    const all: unknown[] = [];
    await pg.processes.submit(later);
    all.push(await pg.processes.map(innocent, [1, 2, 3, 4]));
    await pg.processes.map(later, [1]);
    all.push(await pg.processes.submit(innocent, 5));
    return all;
  });
  expect(seen).toEqual([[2, 3, 4, 5], 6]);
  await expect.poll(() => warnings.length).toBe(4);
  expect(warnings.filter((text) => /process-\d+ .*\n.*a late timer/.test(text))).toHaveLength(2);
  expect(warnings.filter((text) => /process-\d+ .*\n.*a late promise/.test(text))).toHaveLength(2);
});

test('a timer that throws in a spawned process ends it with exit code 1 and the error', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const process = pg.spawn(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            throw new RangeError('uncaught');
          });
          setTimeout(resolve, 10_000);
        }),
    );
    const exitCode = await process.join();
    const { error } = process;
    return {
      exitCode,
      kept: process.exitCode,
      is: error instanceof RangeError,
      message: error?.message,
    };
  });
  expect(seen).toMatchObject({ exitCode: 1, kept: 1, is: true, message: 'uncaught' });
});

test('a failure of a process that nobody asks about is said once, with its pid and stack', async ({
  pools,
}) => {
  const warnings = warningsOf(pools);
  const pid = await pools.evaluate(async () => {
    const fail = (): never => {
      throw new RangeError('unheard');
    };
    const heard = pg.spawn(fail);
    await heard.join();
    return pg.spawn(fail).pid;
  });
  await expect.poll(() => warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(new RegExp(`process ${pid} failed.*\n.*RangeError: unheard\n.* at `));
});
