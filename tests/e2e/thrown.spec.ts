/**
 * Whatever a task throws: its call settles with `E_TASK` and a text, and the process that ran it
 * lives on.
 */
/* eslint-disable @typescript-eslint/only-throw-error, @typescript-eslint/prefer-promise-reject-errors */
import { expect } from './fixtures.ts';
import { poolTest as test } from './pools.ts';

test('everything that can be thrown is E_TASK with a text, on map and submit and in a process', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const throwers: Record<string, () => unknown> = {
      nothing: () => {
        throw undefined;
      },
      'an object': () => {
        throw { code: 7 };
      },
      'an object without a prototype': () => {
        throw Object.create(null);
      },
      'a symbol': () => {
        throw Symbol('why');
      },
      'a function': () => {
        throw () => 1;
      },
      'an error whose name is a class': () => {
        class MyError extends Error {
          constructor(message: string) {
            super(message);
            Object.assign(this, { name: MyError });
          }
        }
        throw new MyError('mine');
      },
      'an error whose message is a symbol': () => {
        throw Object.assign(new Error(), { message: Symbol('why') });
      },
      'an error with getters that throw': () => {
        const error = new Error();
        for (const key of ['name', 'message', 'stack', 'cause', 'code'])
          Object.defineProperty(error, key, {
            get: () => {
              throw error;
            },
          });
        throw error;
      },
      'a proxy that throws': () => {
        const fail = (): never => {
          throw new Error('trap');
        };
        throw new Proxy({}, { get: fail, has: fail, getPrototypeOf: fail, ownKeys: fail });
      },
      'a rejection': () => Promise.reject(Symbol('later')),
      'a thenable that throws': () => ({
        then: () => {
          throw Object.create(null);
        },
      }),
    };
    const wrong: string[] = [];
    for (const [what, thrower] of Object.entries(throwers)) {
      const task = thrower;
      const outcomes = [
        await failureOf(pg.processes.submit(task)),
        await failureOf(pg.processes.map(task, [1])),
      ];
      for (const { code, message, cause } of outcomes)
        if (code !== 'E_TASK' || !message || !cause?.name || !cause.stack)
          wrong.push(`${what}: ${code} ${message}`);
      const process = pg.spawn(task);
      const exitCode = await process.join();
      const { name, message, stack } = process.error ?? {};
      if (exitCode !== 1 || [name, message, stack].some((part) => typeof part !== 'string'))
        wrong.push(`${what} in a process: ${exitCode} ${String(process.error)}`);
    }
    return { wrong, next: await pg.processes.map((x: number) => x + 1, [1]) };
  });
  expect(seen).toEqual({ wrong: [], next: [2] });
});

test('the cause keeps what can be cloned: the class, code, cause and errors, or the value itself', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const causeOf = async (fn: (x?: number) => unknown): Promise<Record<string, unknown>[]> => {
      const caught = (error: unknown): unknown => (error as Error).cause;
      const process = pg.spawn(fn);
      await process.join();
      return [
        await pg.processes.submit(fn).catch(caught),
        await pg.processes.map(fn, [1]).catch(caught),
        process.error,
      ] as Record<string, unknown>[];
    };
    const aggregates = await causeOf(() => {
      const inner = Object.assign(new RangeError('inner'), { code: 'E_IN', fn: () => 1 });
      throw Object.assign(new AggregateError([new TypeError('one', { cause: inner })], 'all'), {
        code: 7,
      });
    });
    const values = await causeOf(() => {
      throw { code: 7, at: [1] };
    });
    return {
      aggregates: aggregates.map((error) => {
        const [one] = error['errors'] as [Error];
        const inner = one.cause as Error & { code: string };
        return [
          error instanceof AggregateError,
          error['code'],
          one instanceof TypeError,
          inner instanceof RangeError,
          `${inner.message} ${inner.code}`,
        ];
      }),
      values: values.map(({ message, code, thrown }) => ({ message, code, thrown })),
    };
  });
  const message = '{code: 7, at: an Array of 1 element}';
  expect(seen).toEqual({
    aggregates: Array(3).fill([true, 7, true, true, 'inner E_IN']),
    values: Array(3).fill({ message, code: 7, thrown: { code: 7, at: [1] } }),
  });
});

test('a result that throws while it is cloned is E_CLONE, and the process lives on', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const throwing = (): unknown => ({
      get value() {
        throw Symbol('while cloning');
      },
    });
    const { code, message } = await failureOf(pg.processes.submit(throwing));
    const map = await failureOf(pg.processes.map(throwing, [1]));
    return { code, message, map: map.code, next: await pg.processes.submit((x: number) => x, 3) };
  });
  expect(seen).toMatchObject({ code: 'E_CLONE', map: 'E_CLONE', next: 3 });
  expect(seen.message).toContain('while cloning');
});

test('a callback of the caller’s that throws: its call rejects with just that, and all else lives on', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const thrown = { mine: true };
    const fail = (): never => {
      throw thrown;
    };
    const failLater = (): Promise<never> => Promise.reject(thrown);
    const is = (promise: Promise<unknown>): Promise<boolean> =>
      promise.then(
        () => false,
        (error: unknown) => error === thrown,
      );
    const a = new Float64Array(256 * 256);
    const [tasks, dims] = [[5, 5, 5], { m: 256, k: 256, n: 256 }];
    const policy = { name: 'dynamic' } as const;
    const all: boolean[] = [];
    for (const pool of compiledPools) {
      all.push(await is(pool.map('square', [1, 2, 3], { onProgress: fail })));
      all.push(await is(pool.map('square', [1, 2, 3], { onSpans: fail })));
      // What it gives is waited for, though its type promises nothing.
      // eslint-disable-next-line @typescript-eslint/no-misused-promises
      all.push(await is(pool.map('square', [1, 2, 3], { onSpans: failLater })));
    }
    all.push(await is(pg.matmul(a, a, dims, { onProgress: fail })));
    all.push(await is(pg.schedule({ tasks, policy, load: 'sleep', onProgress: fail })));
    const long = pg.processes.map('sleep', [0, 20_000, 20_000, 20_000], { onProgress: fail });
    const startMs = performance.now();
    all.push(await is(long));
    const prompt = performance.now() - startMs < 5000;
    return { all, prompt, next: await pg.processes.map('square', [1, 2, 3]) };
  });
  expect(seen.all).not.toContain(false);
  expect(seen).toMatchObject({ prompt: true, next: [1, 4, 9] });
});

test('a callback may throw what cannot be looked at', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const refuse = (): never => {
      throw new Error('looked at');
    };
    const thrown = new Proxy({}, { get: refuse, getPrototypeOf: refuse, has: refuse });
    const onProgress = (): never => {
      throw thrown;
    };
    const all = await Promise.all(
      compiledPools.map((pool) =>
        pool.map('square', [1, 2, 3], { onProgress }).then(
          () => false,
          (error: unknown) => error === thrown,
        ),
      ),
    );
    return all.every(Boolean);
  });
  expect(seen).toBe(true);
});

test('a revoked proxy is thrown like anything else', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const throwing = (): never => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      throw proxy;
    };
    const { code } = await failureOf(pg.processes.submit(throwing));
    const map = await failureOf(pg.processes.map(throwing, [1]));
    const process = pg.spawn(throwing);
    return [code, map.code, await process.join(), process.error instanceof Error];
  });
  expect(seen).toEqual(['E_TASK', 'E_TASK', 1, true]);
});

test('a measurement of what never settles ends with its signal and with the playground', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const never = (): Promise<number> => new Promise(() => undefined);
    const stop = new AbortController();
    const { signal } = stop;
    const calls = [
      pg.benchmark(never, { signal }),
      pg.speedup({ run: never, workers: [1], signal }),
    ].map(failureOf);
    setTimeout(() => stop.abort(), 20);
    const aborted = (await Promise.all(calls)).map(({ code }) => code);
    const other = await library.open({ workers: 1 });
    const open = [
      other.benchmark(never),
      other.speedup({ run: never, workers: [1] }),
      other.lock().withLock(never),
      other.semaphore(1).withLock(never),
    ].map(failureOf);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.close();
    return [aborted, (await Promise.all(open)).map(({ code }) => code)];
  });
  expect(seen).toEqual([
    ['E_CANCELLED', 'E_CANCELLED'],
    ['E_CLOSED', 'E_CLOSED', 'E_CLOSED', 'E_CLOSED'],
  ]);
});

test('an onProgress that fails after its call is told once in the console, and is no page error', async ({
  pools,
  page,
}) => {
  const told: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('onProgress')) told.push(message.text());
  });
  await pools.evaluate(async () => {
    const onProgress = (): Promise<void> =>
      new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 200));
    // What it gives is waited for, though its type promises nothing.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises
    await pg.processes.map('square', [1, 2, 3], { onProgress });
    await new Promise((resolve) => setTimeout(resolve, 400));
  });
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('late');
});
