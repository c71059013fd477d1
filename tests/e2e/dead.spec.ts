/**
 * What was ended does nothing any more, from the moment when that is said: terminate, abort,
 * time-out, close.
 */
import { expect, test } from './fixtures.ts';
import { loadLibrary, workersAlive, workersOfBrowser } from './library.ts';

test('a process that was terminated takes nothing from a queue after join', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const got: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const [queue, taken] = [pg.queue<string>(), pg.queue<string>()];
      const process = pg.spawn(
        async (q, t) => {
          for (;;) await t.put(await q.get());
        },
        queue,
        taken,
      );
      await queue.put('first');
      await taken.get();
      process.terminate();
      got.push(String(await process.join()));
      await queue.put('precious');
      got.push(
        await queue
          .get({ timeoutMs: 700 })
          .catch((error: unknown) => (error as { code: string }).code),
      );
    }
    await pg.close();
    return got;
  });
  expect(seen).toEqual(Array(5).fill(['-15', 'precious']).flat());
});

test('tasks of a map that was aborted or took too long take nothing from a queue afterwards', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const got: unknown[] = [];
    for (const how of ['abort', 'time out']) {
      const [queue, here] = [pg.queue<string>(), pg.queue<number>()];
      const stop = new AbortController();
      const map = codeOf(
        pg.processes.map(
          async ([q, h]: [typeof queue, typeof here]) => {
            await h.put(1);
            return q.get();
          },
          [
            [queue, here],
            [queue, here],
          ],
          how === 'abort' ? { signal: stop.signal } : { timeoutMs: 1500 },
        ),
      );
      await here.get();
      await here.get();
      stop.abort();
      got.push((await map).code);
      await queue.put('precious');
      got.push(
        await queue
          .get({ timeoutMs: 700 })
          .catch((error: unknown) => (error as { code: string }).code),
      );
    }
    got.push(await pg.processes.map('square', [3]));
    await pg.close();
    return got;
  });
  expect(seen).toEqual(['E_CANCELLED', 'precious', 'E_TIMEOUT', 'precious', [9]]);
});

test('a loop over a shared array stands still after join @isolated', async ({ page, site }) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const array = pg.sharedArray('i', 2);
    const process = pg.spawn(async (a) => {
      for (;;) await a.add(0, 1);
    }, array);
    while ((await array.get(0)) === 0) await new Promise((go) => setTimeout(go));
    process.terminate();
    await process.join();
    const before = await array.get(0);
    await pg.processes.map('sleep', [300]);
    const after = await array.get(0);
    await pg.close();
    return Number(after) - Number(before);
  });
  expect(seen).toBe(0);
});

test('close resolves when nothing is left; open calls reject at once, and nothing is made afterwards', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const alive = async (): Promise<number> => {
      const { held = [] } = await navigator.locks.query();
      return held.filter(({ name }) => name?.includes('parallel-playground:')).length;
    };
    const pg = await library.open({ workers: 2 });
    const queue = pg.queue<number>();
    await queue.put(1);
    const process = pg.spawn(() => {
      for (;;);
    });
    const open = [
      codeOf(pg.processes.map(() => new Promise(() => undefined), [1, 2])),
      codeOf(pg.queue().get()),
      codeOf(process.join()),
    ];
    while ((await pg.processes.stats()).busy < 2);
    const before = await alive();
    const startMs = performance.now();
    const closing = pg.close();
    const same = pg.close();
    const rejected = (await Promise.all(open)).map(({ code }) => code);
    const rejectedMs = performance.now() - startMs;
    await Promise.all([closing, same]);
    const after = await alive();
    process.terminate();
    let made = '';
    try {
      pg.queue();
    } catch (error) {
      made = (error as { code: string }).code;
    }
    const later = (await codeOf(pg.processes.map('square', [1]))).code;
    return {
      before,
      after,
      rejected,
      rejectedMs,
      made,
      later,
      queue: (await codeOf(queue.get())).code,
    };
  });
  // The engine, what computes, two processes of the pool and the spawned one.
  expect(seen.before).toBe(5);
  expect(seen).toMatchObject({
    after: 0,
    rejected: Array(3).fill('E_CLOSED'),
    made: 'E_CLOSED',
    later: 'E_CLOSED',
    queue: 'E_CLOSED',
  });
  expect(seen.rejectedMs).toBeLessThan(300);
});

test('terminate ends all at once: what is open rejects, what comes later too, twice is once', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const codes = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const process = pg.spawn(() => {
      for (;;);
    });
    const open = [
      codeOf(pg.processes.map(() => new Promise(() => undefined), [1, 2])),
      codeOf(pg.queue().get()),
      codeOf(process.join()),
    ];
    while ((await pg.processes.stats()).busy < 2);
    pg.terminate();
    pg.terminate();
    const later = [codeOf(pg.processes.map('square', [1])), codeOf(pg.close())];
    const early = await library.open({ workers: 1 });
    const waiting = codeOf(early.processes.map('square', [1]));
    early.terminate();
    return (await Promise.all([...open, ...later, waiting])).map(({ code }) => code);
  });
  expect(codes).toEqual([...Array<string>(4).fill('E_CLOSED'), 'settled', 'E_CLOSED']);
  await expect.poll(() => workersAlive(page)).toBe(0);
});

test('a playground that has nothing to do closes well within a second, threads and processes included', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const closedMs = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    await pg.processes.map('square', [1, 2]);
    await pg.matmul(Float64Array.of(3), Float64Array.of(5), { m: 1, k: 1, n: 1 });
    const startMs = performance.now();
    await pg.close();
    return performance.now() - startMs;
  });
  expect(closedMs).toBeLessThan(1000);
  expect(await workersAlive(page)).toBe(0);
});

test('the browser lets go all workers of playgrounds that are closed', async ({ page, site }) => {
  await loadLibrary(page, site);
  await page.evaluate(async () => {
    for (let n = 0; n < 25; n += 1) {
      const pg = await library.open({ workers: 1 });
      const waiting = codeOf(pg.event().wait());
      await pg.close();
      await waiting;
    }
  });
  await expect.poll(() => workersOfBrowser(page)).toEqual([]);
});

test.describe('what computes is lost', () => {
  test.use({ hurts: true });

  test('close settles after that too, and terminate starts no engine', async ({ page, site }) => {
    await loadLibrary(page, site);
    const codes = await page.evaluate(async () => {
      const pg = await library.open({ workers: 2 });
      await hurt('compute');
      const one = Float64Array.of(3);
      const lost = await codeOf(pg.matmul(one, one, { m: 1, k: 1, n: 1 }, { on: 'one' }));
      const closed = await codeOf(Promise.all([pg.close(), pg.close()]));
      return [lost, closed, await codeOf(pg.close())].map(({ code }) => code);
    });
    expect(codes).toEqual(['E_WORKER_LOST', 'settled', 'settled']);
    expect(await workersAlive(page)).toBe(0);
  });
});

test('after Stop the machine is idle: threads leave a measurement as quick as before @isolated', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const stop = new AbortController();
    const map = codeOf(
      pg.threads.map('spin', Array<number>(4).fill(3_600_000), { signal: stop.signal }),
    );
    while ((await pg.threads.stats()).busy === 0);
    const startMs = performance.now();
    stop.abort();
    const { code } = await map;
    await pg.settled();
    const stoppedMs = performance.now() - startMs;
    await pg.close();
    return { code, stoppedMs };
  });
  expect(seen.code).toBe('E_CANCELLED');
  expect(seen.stoppedMs).toBeLessThan(1000);
});
