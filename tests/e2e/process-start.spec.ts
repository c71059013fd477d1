/** A process that cannot be made: what needs it fails with the reason, nothing is left over, and later calls are right. */
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

test('a heap that is full: E_MEMORY each time, no worker is left over, and shutdown settles @isolated', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    pg.sharedArray('b', 1_073_500_000);
    const codes: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      codes.push((await codeOf(pg.processes.map((x: number) => x, [1, 2]))).code);
      codes.push((await codeOf(pg.spawn(() => 1).join())).code);
    }
    const stats = await pg.processes.stats();
    await pg.processes.shutdown();
    return { codes, workers: stats.workers };
  });
  expect(seen.workers).toBe(0);
  expect(seen.codes).toEqual(Array(6).fill('E_MEMORY'));
  // The engine alone.
  expect(await workersAlive(page)).toBe(1);
});
