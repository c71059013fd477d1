/**
 * Starting under odd circumstances: long deadlines, browsers that report no cores, busy pages, no
 * Web Locks.
 */
import { expect, test } from './fixtures.ts';
import { loadLibrary } from './library.ts';

test('a start deadline that no timer takes is none', async ({ page, site }) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const all: unknown[] = [];
    for (const startTimeoutMs of [Infinity, 2 ** 31, 2 ** 53]) {
      const pg = await library.open({ workers: 2, startTimeoutMs });
      all.push(pg.mode, await pg.processes.map('square', [3], { timeoutMs: startTimeoutMs }));
      await pg.close();
    }
    return all;
  });
  const mode = seen[0];
  expect(seen).toEqual([mode, [9], mode, [9], mode, [9]]);
});

for (const cores of ['0', 'undefined', 'NaN', '2.5', '-1', 'Infinity']) {
  test(`a browser that reports ${cores} cores opens with at least one worker`, async ({
    page,
    site,
  }) => {
    const source = `Object.defineProperty(Object.getPrototypeOf(navigator), 'hardwareConcurrency', { get: () => ${cores} });`;
    site.fault(/\.worker.*\.js$/, { kind: 'prepend', source });
    await loadLibrary(page, site);
    await page.evaluate(source);
    const seen = await page.evaluate(async () => {
      const pg = await library.open({ startTimeoutMs: 5000 });
      const result = await pg.processes.map('square', [1, 2, 3]);
      const { workers, environment } = pg;
      await pg.close();
      return { result, workers, cores: environment.cores };
    });
    const most = cores === '2.5' ? 2 : 1;
    expect(seen).toEqual({ result: [1, 4, 9], workers: most, cores: most });
  });
}

test('a page that is busy while its workers start takes nothing of their time', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const opening = library.open({ workers: 2, startTimeoutMs: 1500 });
    for (const endMs = performance.now() + 2000; performance.now() < endMs;);
    const pg = await opening;
    const mapping = pg.processes.map('square', [1, 2, 3]);
    for (const endMs = performance.now() + 2000; performance.now() < endMs;);
    const result = await mapping;
    const { reasonCodes } = pg.environment;
    await pg.close();
    return { result, late: reasonCodes.includes('threads-timeout') };
  });
  expect(seen).toEqual({ result: [1, 4, 9], late: false });
});

test('without Web Locks a process that closes itself is heard of', async ({ page, site }) => {
  const source = `Object.defineProperty(Object.getPrototypeOf(navigator), 'locks', { value: undefined });`;
  site.fault(/\.worker.*\.js$/, { kind: 'prepend', source });
  await loadLibrary(page, site);
  await page.evaluate(source);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const closing = (): Promise<never> => {
      self.close();
      return new Promise(() => undefined);
    };
    const submitted = await codeOf(pg.processes.submit(closing));
    const mapped = await codeOf(pg.processes.map(closing, [1]));
    const joined = await codeOf(pg.spawn(closing).join());
    // One that is only busy is not taken for gone.
    const busy = await pg.processes.map('spin', [1500]);
    const next = await pg.processes.map('square', [1, 2, 3]);
    await pg.close();
    return { codes: [submitted.code, mapped.code, joined.code], busy: busy.length, next };
  });
  expect(seen).toEqual({
    codes: ['E_BROKEN_POOL', 'E_BROKEN_POOL', 'E_WORKER_LOST'],
    busy: 1,
    next: [1, 4, 9],
  });
});
