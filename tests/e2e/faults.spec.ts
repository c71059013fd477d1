/**
 * What a bad host does to the workers' files: every promise settles with a code in time, and once
 * mended the next open works.
 */
import { expect, test } from './fixtures.ts';
import { loadLibrary, playgroundOf, workersAlive } from './library.ts';
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
  {
    file: 'the module of the objects is missing',
    path: /heap.*\.wasm$/,
    fault: { kind: 'status', status: 404 },
    code: /^E_WASM$/,
  },
  {
    file: 'the module of the objects is a page',
    path: /heap.*\.wasm$/,
    fault: { kind: 'html' },
    code: /^E_WASM$/,
  },
  {
    file: 'the module of the objects is cut short',
    path: /heap.*\.wasm$/,
    fault: { kind: 'truncate', bytes: 500 },
    code: /^E_WASM$/,
  },
  {
    file: 'the module of the objects is late',
    path: /heap.*\.wasm$/,
    fault: { kind: 'delay', ms: 10_000 },
    code: /^E_WORKER_LOAD$/,
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
    await expect.poll(() => workersAlive(page), { message: 'workers left over' }).toBe(0);
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
    const queue = pg.queue<number>();
    await queue.put(1);
    const result = await pg.processes.map('square', [await queue.get(), 2, 3]);
    await pg.close();
    return result;
  });
  expect(squares).toEqual([1, 4, 9]);
});

test.describe('a worker is hurt', () => {
  test.use({ hurts: true });

  test('a process that is killed mid-task breaks its pool with a code, and the next map is right', async ({
    page,
  }) => {
    await page.goto('');
    const playground = await playgroundOf(page);
    const seen = await playground.evaluate(async (pg) => {
      // All of them at work: one that is killed while it loads is a process that did not load,
      // another fault.
      const { workers } = pg;
      const spinning = pg.processes
        .map('spin', Array<number>(workers).fill(60_000), { chunksize: 1 })
        .catch((error: unknown) => (error as { code: string }).code);
      while ((await pg.processes.stats()).busy < workers);
      const startMs = performance.now();
      const killed = await hurt('gone');
      const code = await spinning;
      const afterMs = performance.now() - startMs;
      return { killed, code, afterMs, next: await pg.processes.map('square', [1, 2, 3]) };
    });
    expect(seen).toMatchObject({ killed: true, code: 'E_BROKEN_POOL', next: [1, 4, 9] });
    expect(seen.afterMs).toBeLessThan(10_000);
  });

  test('a trap ends what computes with its message, and the next call finds a new one', async ({
    page,
  }) => {
    await page.goto('');
    const playground = await playgroundOf(page);
    const seen = await playground.evaluate(async (pg) => {
      await hurt('compute');
      const one = Float64Array.of(3);
      const message = await pg
        .matmul(one, one, { m: 1, k: 1, n: 1 }, { on: 'one' })
        .then(String, (error: unknown) => (error as Error).message);
      const queue = pg.queue<number>();
      await queue.put(7);
      return { message, next: await pg.processes.map('square', [1, 2, 3]), got: await queue.get() };
    });
    expect(seen).toMatchObject({ next: [1, 4, 9], got: 7 });
    expect(seen.message).toMatch(/a trap for the test/);
  });
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
