/**
 * The end of one call, however it comes, is no other's; and nothing that is computed keeps the
 * engine from answering.
 */
import { expect, test } from './fixtures.ts';
import { loadLibrary } from './library.ts';

test('ten products at once, one of which is cancelled: nine are right, and the queue is still there', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const queue = pg.queue<number>();
    await queue.put(7);
    const n = 320;
    const a = new Float64Array(n * n).fill(1);
    const stop = new AbortController();
    const dims = { m: n, k: n, n };
    let begun: (() => void) | undefined;
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const products = Array.from({ length: 10 }, (_, i) =>
      codeOf(
        pg.matmul(a, a, dims, {
          on: 'one',
          algorithm: 'naive',
          check: false,
          ...(i === 4 ? { signal: stop.signal, onProgress: () => begun?.() } : {}),
        }),
      ),
    );
    await running;
    const startMs = performance.now();
    stop.abort();
    const { code } = (await products[4]) ?? { code: '' };
    const afterMs = performance.now() - startMs;
    const codes = (await Promise.all(products)).map((one) => one.code);
    const got = await queue.get();
    await pg.close();
    return { code, afterMs, codes, got };
  });
  expect(seen.code).toBe('E_CANCELLED');
  expect(seen.afterMs).toBeLessThan(1000);
  const others = seen.codes.filter((_, i) => i !== 4);
  expect(others).toEqual(Array(9).fill('settled'));
  expect(seen.got).toBe(7);
});

test('a map on processes that takes too long ends alone beside a long task on threads @isolated', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const queue = pg.queue<number>();
    const long = codeOf(Promise.resolve(pg.threads.submit('spin', 3000)));
    const { code } = await codeOf(pg.processes.map('sleep', [60_000], { timeoutMs: 10 }));
    await queue.put(1);
    const all = [code, await queue.get(), (await long).code];
    await pg.close();
    return all;
  });
  expect(seen).toEqual(['E_TIMEOUT', 1, 'settled']);
});

test('while threads compute, queues, locks, processes and figures answer at once @isolated', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const [queue, lock] = [pg.queue<number>(), pg.lock()];
    await pg.processes.map('square', [1]);
    let over = false;
    const spinning = Promise.resolve(pg.threads.submit('spin', 4000)).then(() => {
      over = true;
    });
    while ((await pg.threads.stats()).busy === 0);
    await queue.put(1);
    await lock.acquire();
    await lock.release();
    const { median } = await pg.statistics([1, 2, 3]).then((it) => ({ median: it.medianMs }));
    const all = [await queue.get(), median, await pg.processes.map('square', [3]), over];
    await spinning;
    await pg.close();
    return all;
  });
  expect(seen).toEqual([1, 2, [9], false]);
});

test('a long task on threads notices that its map was cancelled @isolated', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const queue = pg.queue<number>();
    const all: unknown[] = [];
    const long = [
      ['spin', 3_600_000],
      ['sleep', 3_600_000],
      ['countPrimes', 4_294_967_295],
      ['monteCarloPi', 4_294_967_295],
    ] as const;
    for (const [task, argument] of long) {
      const stop = new AbortController();
      const map = codeOf(
        pg.threads.map(task, Array<number>(4).fill(argument), { signal: stop.signal }),
      );
      while ((await pg.threads.stats()).busy === 0);
      // Another call waits for the same threads: the worker may not be ended for this one's sake.
      const other = codeOf(Promise.resolve(pg.threads.submit('square', 3)));
      const startMs = performance.now();
      stop.abort();
      const { code } = await map;
      const next = await pg.threads.map('square', [5]);
      all.push([task, code, (await other).code, next, performance.now() - startMs < 1000]);
    }
    await queue.put(1);
    all.push(await queue.get());
    await pg.close();
    return all;
  });
  expect(seen).toEqual([
    ...['spin', 'sleep', 'countPrimes', 'monteCarloPi'].map((task) => [
      task,
      'E_CANCELLED',
      'settled',
      [25],
      true,
    ]),
    1,
  ]);
});

test.describe('what computes traps', () => {
  test.use({ hurts: true });

  test('a panic beside the work is told with its message, and the next call works', async ({
    page,
    site,
    expectedErrors,
  }) => {
    expectedErrors.push(/capacity overflow/);
    await loadLibrary(page, site);
    const seen = await page.evaluate(async () => {
      const pg = await library.open({ workers: 2 });
      const n = 1024;
      const a = new Float64Array(n * n);
      const options = { on: 'one', algorithm: 'naive' } as const;
      let message = '';
      await new Promise<void>((ended) => {
        const onProgress = (): void => void hurt('panic');
        pg.matmul(a, a, { m: n, k: n, n }, { ...options, onProgress })
          .catch((error: unknown) => {
            const { code, message: text } = error as Error & { code: string };
            message = `${code}: ${text}`;
          })
          .finally(ended);
      });
      const one = Float64Array.of(3);
      const next = await pg.matmul(one, one, { m: 1, k: 1, n: 1 }, options);
      await pg.close();
      return { message, next: next.c[0] };
    });
    expect(seen.message).toMatch(/^E_WORKER_LOST: .*capacity overflow/s);
    expect(seen.next).toBe(9);
  });

  test('a trap is the end of what computes; queues, processes and maps go on', async ({
    page,
    site,
  }) => {
    await loadLibrary(page, site);
    const seen = await page.evaluate(async () => {
      const pg = await library.open({ workers: 2 });
      const queue = pg.queue<number>();
      await queue.put(7);
      const process = pg.spawn(async (q) => {
        await q.put((await q.get()) + 1);
      }, queue);
      const n = 1024;
      const a = new Float64Array(n * n);
      let begun: (() => void) | undefined;
      const running = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const product = codeOf(
        pg.matmul(
          a,
          a,
          { m: n, k: n, n },
          { on: 'one', algorithm: 'naive', onProgress: () => begun?.() },
        ),
      );
      await running;
      const map = pg.processes.map('sleep', [200]);
      await hurt('compute');
      const { code } = await product;
      const exit = await process.join();
      const one = Float64Array.of(3);
      const next = await pg.matmul(one, one, { m: 1, k: 1, n: 1 });
      const all = {
        product: code,
        exit,
        got: await queue.get(),
        map: (await map).length,
        next: next.c[0],
      };
      await pg.close();
      return all;
    });
    expect(seen).toEqual({
      product: 'E_WORKER_LOST',
      exit: 0,
      got: 8,
      map: 1,
      next: 9,
    });
  });
});

test('the script of what computes is missing: a code in time, and the next open works', async ({
  page,
  site,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/);
  await loadLibrary(page, site);
  site.fault(/compute\.worker.*\.js$/, { kind: 'status', status: 404 });
  const seen = await page.evaluate(() =>
    codeOf(library.open({ workers: 2, startTimeoutMs: 3000 })),
  );
  expect(seen.code).toBe('E_WORKER_LOAD');
  site.mend();
  const squares = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const squares = await pg.processes.map('square', [3]);
    await pg.close();
    return squares;
  });
  expect(squares).toEqual([9]);
});
