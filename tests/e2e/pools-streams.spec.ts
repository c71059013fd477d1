/** Streams, calls with an end, several futures; and processes that are asked how they are. */
import type * as lib from '../../www/lib/futures.ts';
import { expect } from './fixtures.ts';
import { poolTest as test } from './pools.ts';

test('a stream takes items as there is room for them, and leaving it ends what runs', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const source = { taken: 0 };
    async function* numbers(): AsyncGenerator<number> {
      for (;;) {
        source.taken += 1;
        yield Promise.resolve(source.taken);
      }
    }
    const square = (x: number): number => x * x;
    const ordered: number[] = [];
    for await (const y of pg.processes.imap(square, numbers(), { chunksize: 2, buffersize: 2 })) {
      ordered.push(y);
      if (ordered.length === 6) break;
    }
    const isBounded = source.taken <= 12;
    const compiled: unknown[] = [];
    for await (const y of pg.processes.imapUnordered('isPrime', [2, 4, 7])) compiled.push(y);
    const failing = async (): Promise<void> => {
      const stream = pg.processes.imap(
        (x: number) => {
          if (x === 3) throw new Error('three');
          return x;
        },
        [0, 1, 2, 3, 4],
        { chunksize: 2 },
      );
      for await (const y of stream) ordered.push(y);
    };
    const failure = await failureOf(failing());
    const stop = new AbortController();
    const endless = pg.processes.imap(async () => new Promise<never>(() => undefined), [1], {
      signal: stop.signal,
    });
    const aborted = failureOf(endless.next());
    stop.abort();
    const { code } = await aborted;
    const after = await pg.processes.map(square, [3]);
    return { ordered, isBounded, compiled: compiled.map(String).sort(), failure, code, after };
  });
  expect(seen).toMatchObject({
    ordered: [1, 4, 9, 16, 25, 36, 0, 1],
    isBounded: true,
    compiled: ['false', 'true', 'true'],
    failure: { code: 'E_TASK', cause: { message: 'three' } },
    code: 'E_CANCELLED',
    after: [9],
  });
  expect(seen.failure.message).toContain('items[3]');
});

test('a call that is given up ends alone, and its process with it', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const { asCompleted, wait } = library as unknown as Pick<typeof lib, 'asCompleted' | 'wait'>;
    const stop = new AbortController();
    const started = pg.queue<number>();
    const endless = async (queue: typeof started): Promise<never> => {
      await queue.put(1);
      return new Promise(() => undefined);
    };
    const other = pg.processes.submit(async (queue) => queue.get(), pg.queue<number>());
    const aborted = pg.processes.apply(endless, [started], { signal: stop.signal });
    const code = failureOf(aborted);
    await started.get();
    const { state } = aborted;
    stop.abort();
    const late = pg.processes.apply('spin', [60_000], { timeoutMs: 300 });
    const codes = [(await code).code, (await failureOf(late)).code];
    const sum = await pg.processes.apply((a: number, b: number) => a + b, [1, 2]);
    const named = await pg.processes.apply('isPrime', [7]);
    const futures = [other, pg.processes.submit((x: number) => x, 5)];
    const { done, notDone } = await wait(futures, { until: 'first' });
    const first: unknown[] = [];
    for await (const future of asCompleted(futures)) {
      first.push(await future);
      break;
    }
    await pg.processes.map((x: number) => x, [1], { timeoutMs: 5000 });
    return { state, codes, sum, named, sizes: [done.size, notDone.size], first };
  });
  expect(seen).toEqual({
    state: 'running',
    codes: ['E_CANCELLED', 'E_TIMEOUT'],
    sum: 3,
    named: true,
    sizes: [1, 1],
    first: [5],
  });
});

test('a pool of its own has its initializer, its processes, its end', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const lock = pg.lock();
    const made = pg.value('i', 0);
    const pool = pg.pool({
      workers: 2,
      maxTasksPerProcess: 2,
      initializer: async (lock, made) => {
        await lock.withLock(() => made.add(1));
        Object.assign(globalThis, { mine: 'set up', own: { tasks: 0 } });
      },
      initargs: [lock, made],
    });
    const task = (x: number): [string, number, number] => {
      const { mine, own } = globalThis as unknown as { mine: string; own: { tasks: number } };
      own.tasks += 1;
      return [mine, x, own.tasks];
    };
    const mapped = await pool.map(task, [1, 2, 3, 4, 5]);
    const submitted = await Promise.all([6, 7, 8].map((x) => pool.submit(task, x)));
    const results = [...mapped, ...submitted];
    const { done } = await pool.stats();
    const besides = (await pg.processes.stats()).done;
    await pool.close();
    const closed = (await failureOf(pool.submit(task, 1))).code;
    const broken = pg.pool({
      workers: 1,
      initializer: () => {
        throw new RangeError('not today');
      },
    });
    const codes = [
      await failureOf(broken.map((x: number) => x, [1])),
      await failureOf(broken.submit((x: number) => x, 1)),
    ];
    const ended = pg.pool({ workers: 1 });
    const running = ended.submit(() => new Promise<never>(() => undefined));
    const waiting = ended.submit((x: number) => x, 1);
    const failures = Promise.all([failureOf(running), failureOf(waiting)]);
    while (running.state !== 'running') await new Promise((resolve) => setTimeout(resolve, 1));
    await ended.terminate();
    const terminated = (await failures).map(({ code }) => code);
    const refused = await Promise.all(
      [{ workers: 0 }, { maxTasksPerProcess: 0 }, { initargs: [1] }, { initializer: 7 }].map(
        (options) => failureOf(Promise.resolve().then(() => pg.pool(options as never))),
      ),
    );
    return {
      names: new Set(results.map(([name]) => name)).size,
      items: results.map(([, x]) => x),
      most: Math.max(...results.map(([, , tasks]) => tasks)),
      processes: Number(await made.get()),
      done,
      besides,
      closed,
      broken: codes.map(({ code, cause }) => [code, cause?.name, cause?.message]),
      terminated,
      later: (await failureOf(ended.map((x: number) => x, [1]))).code,
      refused: refused.map(({ code }) => code),
    };
  });
  expect(seen).toMatchObject({
    names: 1,
    items: [1, 2, 3, 4, 5, 6, 7, 8],
    done: 8,
    besides: 0,
    closed: 'E_CLOSED',
    broken: Array(2).fill(['E_BROKEN_POOL', 'RangeError', 'not today']),
    terminated: ['E_CANCELLED', 'E_CANCELLED'],
    later: 'E_CLOSED',
    refused: Array(4).fill('E_ARGUMENT'),
  });
  expect(seen.most).toBeLessThanOrEqual(2);
  expect(seen.processes).toBeGreaterThanOrEqual(4);
});

test('a process says whether it lives, and is waited for as long as one likes', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const [one, two, three] = [1, 2, 3].map(() =>
      pg.spawn(() => new Promise<never>(() => undefined)),
    );
    const short = pg.spawn(() => undefined);
    if (!one || !two || !three) throw new Error('there are three');
    const before = [one.isAlive(), one.exitCode, await one.join(1), one.name.replace(/\d+/, 'N')];
    one.kill();
    two.terminate();
    two.kill();
    two.name = 'mine';
    const codes = [await one.join(), await two.join(20_000), await short.join()];
    const bad = await failureOf(three.join(-1));
    three.kill();
    await three.join();
    return [before, codes, [one.isAlive(), two.name, one.exitCode, short.isAlive()], bad.code];
  });
  expect(seen).toEqual([
    [true, null, null, 'Process-N'],
    [-9, -15, 0],
    [false, 'mine', -9, false],
    'E_ARGUMENT',
  ]);
});
