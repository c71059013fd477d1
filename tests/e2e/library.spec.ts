/** The library at its stable address, as a page of somebody else's would use it. */
import { expect, test } from './fixtures.ts';
import { loadLibrary } from './library.ts';

test('is importable, opens and closes', async ({ page, site, isolated }) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const { mode, workers, environment } = pg;
    await pg.close();
    await pg.close();
    const { code } = await codeOf(pg.processes.map('square', [1]));
    return { mode, workers, environment, code };
  });
  expect(seen.mode).toBe(isolated ? 'threads' : 'processes');
  expect(seen.workers).toBe(2);
  expect(seen.environment.crossOriginIsolated).toBe(isolated);
  expect(seen.environment.threads).toBe(isolated);
  expect(seen.environment.reasons).toHaveLength(seen.environment.reasonCodes.length);
  expect(seen.code).toBe('E_CLOSED');
});

test('the chapter’s answers', async ({ page, site }) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const queue = pg.queue<number | null>();
    const squares = pg.queue<number>();
    const producer = pg.spawn(async (out) => {
      for (let i = 0; i < 5; i += 1) await out.put(i);
      await out.put(null);
    }, queue);
    const consumer = pg.spawn(
      async (from, to) => {
        for (let item = await from.get(); item !== null; item = await from.get())
          await to.put(item * item);
      },
      queue,
      squares,
    );
    const exits = [await producer.join(), await consumer.join()];
    const got: number[] = [];
    for (let i = 0; i < 5; i += 1) got.push(await squares.get());
    const { c, checked } = await pg.matmul(
      Float64Array.of(1, 2, 3, 4, 5, 6),
      Float64Array.of(7, 8, 9, 10, 11, 12),
      { m: 2, k: 3, n: 2 },
    );
    const answers = {
      compiled: await pg.processes.map('square', [3, 1, 2]),
      shipped: await pg.processes.map((x: number) => x * x, [3, 1, 2]),
      exits,
      got,
      c: [...c],
      error: checked?.maxRelativeError,
      chunk: await pg.partition([1, 2, 3, 4, 5, 6, 7, 8, 9], 4, 'chunk'),
      roundRobin: await pg.partition([1, 2, 3], 4, 'roundRobin'),
    };
    await pg.close();
    return answers;
  });
  expect(seen).toEqual({
    compiled: [9, 1, 4],
    shipped: [9, 1, 4],
    exits: [0, 0],
    got: [0, 1, 4, 9, 16],
    c: [58, 64, 139, 154],
    error: 0,
    chunk: [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
    roundRobin: [[1], [2], [3], []],
  });
});

test('threads are refused with the reason where they cannot run @not-isolated', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const codes = await page.evaluate(async () => {
    const refused = await codeOf(library.open({ mode: 'threads' }));
    const pg = await library.open({ workers: 1 });
    const pool = await codeOf(pg.threads.map('square', [1]));
    await pg.close();
    return [refused.code, pool.code];
  });
  expect(codes).toEqual(['E_NOT_ISOLATED', 'E_NOT_ISOLATED']);
});

test('an aborted product ends within a second, and the next one is right', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const n = 1536;
    const a = new Float64Array(n * n).fill(1);
    const abort = new AbortController();
    const started = new Promise<void>((resolve) => {
      void codeOf(
        pg.matmul(
          a,
          a,
          { m: n, k: n, n },
          {
            algorithm: 'naive',
            check: false,
            signal: abort.signal,
            onProgress: () => resolve(),
          },
        ),
      ).then((end) => Object.assign(globalThis, { end }));
    });
    await started;
    const startMs = performance.now();
    abort.abort();
    const { code } = await codeOf(
      new Promise((_, reject) => {
        const look = (): void => {
          const { end } = globalThis as unknown as { end?: { code: string } };
          if (end) reject(Object.assign(new Error('ended'), { code: end.code }));
          else requestAnimationFrame(look);
        };
        look();
      }),
    );
    const afterMs = performance.now() - startMs;
    const { c } = await pg.matmul(Float64Array.of(3), Float64Array.of(5), { m: 1, k: 1, n: 1 });
    const idleAfterMs = performance.now() - startMs;
    await pg.close();
    return { code, afterMs, idleAfterMs, c: [...c] };
  });
  expect(seen).toMatchObject({ code: 'E_CANCELLED', c: [15] });
  expect(seen.afterMs).toBeLessThan(1000);
  expect(seen.idleAfterMs).toBeLessThan(5000);
});
