/**
 * A process that cannot be made: what needs it fails with the reason, nothing is left over, and
 * later calls are right.
 */
import { expect, test } from './fixtures.ts';
import { loadLibrary, workersAlive } from './library.ts';

/** Makes the engine's `new Worker` throw for processes while the page says so on a channel. */
const refuseProcesses = `{
  const Real = Worker;
  const refusing = new BroadcastChannel('refuse-processes');
  let refused = false;
  refusing.onmessage = ({ data }) => {
    refused = data === true;
    if (data !== 'done') refusing.postMessage('done');
  };
  globalThis.Worker = class extends Real {
    constructor(url, options) {
      if (refused && String(options?.name).startsWith('process')) throw new Error('refused here');
      super(url, options);
    }
  };
}`;

test('new Worker throws: maps, submit and spawn say so, the next map works, and shutdown settles', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  site.fault(/engine\.worker.*\.js$/, { kind: 'prepend', source: refuseProcesses });
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const channel = new BroadcastChannel('refuse-processes');
    const refuse = (refused: boolean): Promise<unknown> =>
      new Promise((resolve) => {
        channel.onmessage = resolve;
        channel.postMessage(refused);
      });
    await refuse(true);
    const codes = [
      (await codeOf(pg.processes.map((x: number) => x, [1, 2]))).code,
      (await codeOf(pg.processes.map((x: number) => x, [1]))).code,
      (await codeOf(Promise.resolve(pg.processes.submit(() => 1)))).code,
      (await codeOf(pg.spawn(() => 1).join())).code,
    ];
    await refuse(false);
    const next = await pg.processes.map((x: number) => x + 1, [1, 2]);
    await refuse(true);
    await pg.processes.shutdown();
    await pg.close();
    return { codes, next };
  });
  expect(seen).toEqual({ codes: Array(4).fill('E_WORKER_LOAD'), next: [2, 3] });
  expect(await workersAlive(page)).toBe(0);
});

test('a heap that is full for objects still starts processes, and no worker is left over @isolated', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const kept: unknown[] = [];
    let full = '';
    for (let bytes = 2 ** 29; bytes >= 2 ** 10; bytes /= 2) {
      for (full = ''; full === '';) {
        try {
          kept.push(pg.sharedArray('b', bytes));
        } catch (error) {
          full = (error as { code: string }).code;
        }
      }
    }
    const values: unknown[] = [];
    for (let i = 0; i < 3; i += 1) {
      values.push(await pg.processes.map((x: number) => x, [1, 2]));
      values.push(await pg.spawn(() => 1).join());
    }
    await pg.processes.shutdown();
    const stats = await pg.processes.stats();
    return { full, values, workers: stats.workers, kept: kept.length };
  });
  expect(seen.workers).toBe(0);
  expect(seen.full).toBe('E_MEMORY');
  expect(seen.values).toEqual([[1, 2], 0, [1, 2], 0, [1, 2], 0]);
  // The engine alone.
  expect(await workersAlive(page)).toBe(1);
});
