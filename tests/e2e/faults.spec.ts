/** What a bad host does to the workers' files: every promise settles with a code in time, and once mended the next open works. */
import { expect, test } from './fixtures.ts';
import { loadLibrary } from './library.ts';
import type { Fault } from './server.ts';

const startTimeoutMs = 3000;

/** Two attempts, of threads and then of processes, each with two stages. */
const deadlineMs = 4 * startTimeoutMs;

const cases: { file: string; path: RegExp; fault: Fault; code: RegExp }[] = [
  {
    file: 'the engine’s script is missing',
    path: /engine\.worker.*\.js$/,
    fault: { kind: 'status', status: 404 },
    code: /^E_WORKER_LOAD$/,
  },
  {
    file: 'the engine’s script is a page',
    path: /engine\.worker.*\.js$/,
    fault: { kind: 'html' },
    code: /^E_WORKER_LOAD$/,
  },
  {
    file: 'the engine’s script is late',
    path: /engine\.worker.*\.js$/,
    fault: { kind: 'delay', ms: 10_000 },
    code: /^E_WORKER_LOAD$/,
  },
  {
    file: 'a process’s script is missing',
    path: /process\.worker.*\.js$/,
    fault: { kind: 'status', status: 404 },
    code: /^E_WORKER_LOAD$/,
  },
  {
    file: 'a process’s script is a page',
    path: /process\.worker.*\.js$/,
    fault: { kind: 'html' },
    code: /^E_WORKER_LOAD$/,
  },
  {
    file: 'the module is missing',
    path: /\.wasm$/,
    fault: { kind: 'status', status: 404 },
    code: /^E_WASM$/,
  },
  {
    file: 'the module is cut short',
    path: /\.wasm$/,
    fault: { kind: 'truncate', bytes: 5000 },
    code: /^E_WASM$/,
  },
];

for (const { file, path, fault, code } of cases) {
  test(`${file}: a code in time, and the next open works`, async ({
    page,
    site,
    expectedErrors,
  }) => {
    expectedErrors.push(/Failed to load resource/, /MIME type/);
    await loadLibrary(page, site);
    site.fault(path, fault);
    const seen = await page.evaluate(
      (timeout) =>
        codeOf(
          (async () => {
            const pg = await library.open({ workers: 2, startTimeoutMs: timeout });
            try {
              await pg.processes.map('square', [1, 2, 3]);
            } finally {
              await pg.close();
            }
          })(),
        ),
      startTimeoutMs,
    );
    expect(seen.code).toMatch(code);
    expect(seen.afterMs).toBeLessThan(deadlineMs);
    site.mend();
    const squares = await page.evaluate(async () => {
      const pg = await library.open({ workers: 2 });
      const result = await pg.processes.map('square', [1, 2, 3]);
      await pg.close();
      return result;
    });
    expect(squares).toEqual([1, 4, 9]);
  });
}

test('a thread’s script is missing: processes take over, and say so @isolated', async ({
  page,
  site,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/);
  await loadLibrary(page, site);
  site.fault(/workerHelpers.*\.js$/, { kind: 'status', status: 404 });
  const seen = await page.evaluate(async (timeout) => {
    const pg = await library.open({ workers: 2, startTimeoutMs: timeout });
    const squares = await pg.processes.map('square', [1, 2, 3]);
    const { mode, environment } = pg;
    await pg.close();
    return { mode, reasons: environment.reasonCodes, squares };
  }, startTimeoutMs);
  expect(seen.mode).toBe('processes');
  expect(seen.reasons.join(' ')).toMatch(/threads-(failed|timeout)/);
  expect(seen.squares).toEqual([1, 4, 9]);
});

test('the module under another type works all the same', async ({ page, site }) => {
  await loadLibrary(page, site);
  site.fault(/\.wasm$/, { kind: 'mime', type: 'text/plain' });
  const squares = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const result = await pg.processes.map('square', [1, 2, 3]);
    await pg.close();
    return result;
  });
  expect(squares).toEqual([1, 4, 9]);
});

test('the page says that its engine could not start, and starts it when asked again', async ({
  page,
  site,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/);
  site.fault(/engine\.worker.*\.js$/, { kind: 'status', status: 404 });
  await page.goto('');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', 'failed');
  await expect(page.getByTestId('engine-error')).toHaveAttribute('data-code', 'E_WORKER_LOAD');
  site.mend();
  await page.getByTestId('engine-retry').click();
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /threads|processes/);
});
