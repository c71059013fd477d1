/**
 * The executors, as `concurrent.futures` and `multiprocessing.Pool` are tested: a behaviour each,
 * on every back-end that has it.
 */
import { expect } from './fixtures.ts';
import { poolTest as test, type Seen } from './pools.ts';

test.describe('map', () => {
  test('gives the results of the sequential map, whatever the chunks', async ({ pools }) => {
    const wrong = await pools.evaluate(async () => {
      const wrong: string[] = [];
      for (const length of [0, 1, 2, 7, 8]) {
        const numbers = Array.from({ length }, (_, i) => i - 0.5);
        const words = numbers.map((x) => ({ x }));
        for (const chunksize of [1, 2, 7, 8, 9, 2 ** 31 - 1]) {
          const same = (what: string, got: unknown, wanted: unknown): void => {
            if (JSON.stringify(got) !== JSON.stringify(wanted)) {
              wrong.push(`${what} ${length} ${chunksize}: ${JSON.stringify(got)}`);
            }
          };
          const options = { chunksize };
          const squares = numbers.map((x) => x * x);
          for (const pool of compiledPools) {
            same('compiled', await pool.map('square', numbers, options), squares);
          }
          const { processes } = pg;
          same('numbers', await processes.map((x: number) => x * x, numbers, options), squares);
          same(
            'async',
            await processes.map((x: number) => Promise.resolve(x * x), numbers, options),
            squares,
          );
          same(
            'objects',
            await processes.map(({ x }) => ({ y: [x, null] }), words, options),
            numbers.map((x) => ({ y: [x, null] })),
          );
          same(
            'mixed',
            await processes.map((x: number) => (x > 2 ? String(x) : x), numbers, options),
            numbers.map((x) => (x > 2 ? String(x) : x)),
          );
        }
      }
      const [zero, nan] = await pg.processes.map((x: number) => x, [-0, NaN], { chunksize: 2 });
      if (!Object.is(zero, -0) || !Object.is(nan, NaN)) wrong.push(`−0 and NaN: ${zero} ${nan}`);
      return wrong;
    });
    expect(wrong).toEqual([]);
  });

  test('takes what can be iterated, once', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      function* three(): Generator<number> {
        for (const x of [1, 2, 3]) yield x;
      }
      const all: unknown[] = [];
      for (const pool of compiledPools) {
        all.push(await pool.map('square', three()));
        all.push(await pool.map('square', new Set([3])));
        all.push(await pool.map('square', Float64Array.of(4)));
      }
      all.push(await pg.processes.map((x) => x + 1, three()));
      return { all, pools: compiledPools.length };
    });
    const each = [[1, 4, 9], [9], [16]];
    expect(seen.all).toEqual([...Array<typeof each>(seen.pools).fill(each).flat(), [2, 3, 4]]);
  });

  test('a list is the arguments of a compiled task, and one argument of a function', async ({
    pools,
  }) => {
    const seen = await pools.evaluate(async () => {
      const tuples = [[10_007, 1], [10_007, 2], 10_007, [10_007, 1]];
      const all: number[][] = [];
      for (const pool of compiledPools)
        for (const chunksize of [1, 3])
          all.push(await pool.map('monteCarloPi', tuples, { chunksize }));
      const sums = await pg.processes.map(
        (list: number[]) => list.reduce((sum, x) => sum + x, 0),
        [[1, 2], [3], []],
      );
      return { all, sums };
    });
    expect(seen.sums).toEqual([3, 3, 0]);
    const [first] = seen.all;
    expect(first?.[0]).toBe(first?.[3]);
    expect(first?.[0]).not.toBe(first?.[1]);
    for (const other of seen.all) expect(other).toEqual(first);
  });

  test('the first failure in input order rejects, with its name, message and stack; the pool stays usable', async ({
    pools,
  }) => {
    const seen = await pools.evaluate(async () => {
      const fragile = (x: number): number => {
        if (x % 3 === 2) throw new RangeError(`no ${x}`);
        return x;
      };
      const failures: Seen[] = [];
      for (const chunksize of [1, 2, 10]) {
        failures.push(
          await failureOf(pg.processes.map(fragile, [0, 1, 2, 3, 4, 5], { chunksize })),
        );
      }
      const refused: Seen[] = [];
      for (const pool of compiledPools) {
        refused.push(await failureOf(pool.map('fibonacci', [1, 79], { chunksize: 2 })));
      }
      const one = await failureOf(pg.processes.submit(fragile, 5));
      const compiled = await failureOf(pg.processes.submit('fibonacci', 79));
      return { failures, refused, one, compiled, next: await pg.processes.map(fragile, [1]) };
    });
    for (const { code, message, cause } of seen.failures) {
      expect(code).toBe('E_TASK');
      expect(message).toContain('items[2]');
      expect(cause).toMatchObject({ name: 'RangeError', message: 'no 2' });
      expect(cause?.stack).toContain('RangeError: no 2');
    }
    for (const { code, message } of seen.refused) {
      expect(code).toBe('E_ARGUMENT');
      expect(message).toMatch(/^items\[1\].*79/);
    }
    expect(seen.one).toMatchObject({
      code: 'E_TASK',
      cause: { name: 'RangeError', message: 'no 5' },
    });
    expect(seen.compiled).toMatchObject({ code: 'E_ARGUMENT' });
    expect(seen.next).toEqual([1]);
  });

  test('an iterator that throws rejects with what it threw', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      function* throwing(at: number): Generator<number> {
        for (let i = 0; i < 6; i += 1) {
          if (i === at) throw new TypeError(`the iterator, at ${i}`);
          yield i;
        }
      }
      const all: string[] = [];
      for (const pool of compiledPools)
        for (const at of [0, 3, 4])
          all.push((await failureOf(pool.map('square', throwing(at), { chunksize: 4 }))).message);
      const shipped = await failureOf(pg.processes.map((x) => x, throwing(1)));
      return { all, shipped, next: await pg.processes.map('square', [3]) };
    });
    for (const message of seen.all) expect(message).toMatch(/^the iterator, at [034]$/);
    expect(seen.shipped.message).toBe('the iterator, at 1');
    expect(seen.next).toEqual([9]);
  });

  test('what cannot be cloned is named, on the way in and on the way out', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const { processes } = pg;
      const echo = (...args: unknown[]): unknown => args[0];
      return {
        functionItem: await failureOf(processes.map(echo, [1, { deep: [() => 1] }])),
        nodeItem: await failureOf(processes.map(echo, [{}, document.body, 3])),
        functionArgument: await failureOf(processes.submit(echo, 1, () => 1)),
        nodeArgument: await failureOf(processes.submit(echo, 1, 2, document.body)),
        result: await failureOf(
          processes.map((x: number) => (x === 2 ? new WeakMap() : x), [1, 2]),
        ),
        resultInChunk: await failureOf(
          processes.map((x: number) => (x === 2 ? new WeakMap() : x), [1, 2, 3], { chunksize: 3 }),
        ),
        functionResult: await failureOf(processes.map((x: number) => () => x, [1])),
        futureResult: await failureOf(processes.submit(() => new WeakMap())),
        source: await failureOf(processes.submit(Math.max, 1)),
        compiled: await failureOf(processes.map('square', ['4' as unknown as number])),
        next: await processes.map('square', [4]),
      };
    });
    const named: [Seen, string, string][] = [
      [seen.functionItem, 'E_CLONE', 'items[1]'],
      [seen.nodeItem, 'E_CLONE', 'items[1]'],
      [seen.functionArgument, 'E_CLONE', 'args[1]'],
      [seen.nodeArgument, 'E_CLONE', 'args[2]'],
      [seen.result, 'E_CLONE', 'items[1]'],
      [seen.resultInChunk, 'E_CLONE', 'items[1]'],
      [seen.functionResult, 'E_CLONE', 'items[0]'],
      [seen.futureResult, 'E_CLONE', 'result'],
      [seen.source, 'E_ARGUMENT', 'source'],
      [seen.compiled, 'E_ARGUMENT', 'items[0]'],
    ];
    for (const [{ code, message }, wanted, name] of named) {
      expect(code, message).toBe(wanted);
      expect(message).toContain(name);
    }
    expect(seen.next).toEqual([16]);
  });

  test('a count that is none is refused, and named', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const bad = [0, -1, 1.5, NaN, Infinity, '4', null, 2 ** 31, 2 ** 32, 2 ** 53 + 1] as number[];
      const all: (Seen & { what: string })[] = [];
      const note = async (what: string, promise: Promise<unknown>): Promise<void> => {
        all.push({ what, ...(await failureOf(promise)) });
      };
      for (const value of bad) {
        await note(`workers ${value}`, library.open({ workers: value }));
        for (const pool of compiledPools) {
          await note(`chunksize ${value}`, pool.map('square', [1], { chunksize: value }));
        }
      }
      for (const value of [-1, NaN, '4', null] as number[]) {
        for (const pool of compiledPools) {
          await note(`timeoutMs ${value}`, pool.map('square', [1], { timeoutMs: value }));
        }
      }
      const far = await pg.processes.map('square', [3], { timeoutMs: 2 ** 31 });
      return { all, far };
    });
    for (const { what, code, message } of seen.all) {
      expect(code, what).toBe('E_ARGUMENT');
      expect(message).toContain(what.split(' ')[0] ?? '');
    }
    expect(seen.far).toEqual([9]);
  });

  test('an endless task times out, its process is replaced, and the pool stays usable', async ({
    pools,
  }) => {
    const seen = await pools.evaluate(async () => {
      const startMs = performance.now();
      const endless = (): never => {
        for (;;);
      };
      const { code } = await failureOf(pg.processes.map(endless, [1], { timeoutMs: 300 }));
      const afterMs = performance.now() - startMs;
      const next = await pg.processes.map((x: number) => -x, [1, 2, 3]);
      const stats = await pg.processes.stats();
      return { code, afterMs, next, stats };
    });
    expect(seen.code).toBe('E_TIMEOUT');
    expect(seen.afterMs).toBeGreaterThanOrEqual(299);
    expect(seen.afterMs).toBeLessThan(2000);
    expect(seen.next).toEqual([-1, -2, -3]);
    expect(seen.stats).toMatchObject({ busy: 0, pending: 0 });
    expect(seen.stats.workers).toBeLessThanOrEqual(2);
  });

  test('a map that was late does no harm afterwards', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const codes: string[] = [];
      for (const pool of compiledPools) {
        const startMs = performance.now();
        const late = await failureOf(pool.map('sleep', [60, 60, 60], { timeoutMs: 20 }));
        const afterMs = performance.now() - startMs;
        codes.push(afterMs >= 19 && afterMs < 1000 ? late.code : `after ${afterMs} ms`);
        codes.push((await failureOf(pool.map('square', [1]))).code);
      }
      return codes;
    });
    for (const [index, code] of seen.entries())
      expect(code).toBe(index % 2 ? 'settled' : 'E_TIMEOUT');
  });
});

test.describe('futures', () => {
  test('settle with what the task gives, in any order', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const { processes } = pg;
      const all: unknown[] = [];
      for (const pool of compiledPools) {
        all.push(await Promise.all([0, 1, 2, 3, 4].map((x) => pool.submit('square', x))));
        all.push(await pool.submit('monteCarloPi', 0, 7));
      }
      const future = processes.submit((a: number, b: string) => b.repeat(a), 3, 'ab');
      const promise = future instanceof Promise;
      const nothing: unknown = await processes.submit((): unknown => undefined);
      const later = await processes.submit(async (x: number) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return { x };
      }, 5);
      return { all, value: await future, promise, state: future.state, nothing, later };
    });
    for (let at = 0; at < seen.all.length; at += 2) {
      expect(seen.all[at]).toEqual([0, 1, 4, 9, 16]);
      expect(seen.all[at + 1]).toBe(0);
    }
    expect(seen).toMatchObject({
      value: 'ababab',
      promise: true,
      state: 'finished',
      later: { x: 5 },
    });
    expect(seen.nothing).toBeUndefined();
  });

  test('cancel: what waits is cancelled, what runs or is done is not, and says so at once', async ({
    pools,
  }) => {
    const seen = await pools.evaluate(async () => {
      const all: Record<string, unknown>[] = [];
      for (const pool of compiledPools) {
        const running = [pool.submit('sleep', 50), pool.submit('sleep', 50)];
        const waiting = pool.submit('sleep', 0);
        const next = pool.submit('square', 5);
        const states = { before: waiting.state };
        while (running.some(({ state }) => state !== 'running')) {
          await new Promise((resolve) => setTimeout(resolve));
        }
        const cancelled = [waiting.cancel(), waiting.cancel(), running[0]?.cancel()];
        const { code } = await failureOf(waiting);
        const square = await next;
        const slept = (await Promise.all(running)).every((ms) => ms >= 40);
        all.push({
          ...states,
          cancelled,
          code,
          square,
          slept,
          done: [next.cancel(), running[0]?.cancel(), waiting.cancel()],
          after: [waiting.state, next.state],
          stats: await pool.stats(),
        });
      }
      return all;
    });
    for (const pool of seen) {
      expect(pool).toMatchObject({
        before: 'pending',
        cancelled: [true, true, false],
        code: 'E_CANCELLED',
        square: 25,
        slept: true,
        done: [false, false, true],
        after: ['cancelled', 'finished'],
        stats: { pending: 0, done: 3, busy: 0 },
      });
    }
  });

  test('a cancelled task never runs, whenever it is cancelled', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const ran = pg.queue<number>();
      const futures = Array.from({ length: 60 }, (_, i) =>
        pg.processes.submit(
          async (queue, x) => {
            await queue.put(x);
            return x;
          },
          ran as { put(x: number): Promise<void> },
          i,
        ),
      );
      const cancelled = new Set<number>();
      for (let i = 59; i >= 0; i -= 2) {
        if (futures[i]?.cancel()) cancelled.add(i);
        await new Promise((resolve) => setTimeout(resolve));
      }
      const outcomes = await Promise.allSettled(futures);
      const got = new Set<number>();
      while ((await ran.size()) > 0) got.add(await ran.get());
      return outcomes.map(({ status }, i) => ({
        cancelled: cancelled.has(i),
        ran: got.has(i),
        kept: status === 'fulfilled',
      }));
    });
    expect(seen.some(({ cancelled }) => cancelled)).toBe(true);
    for (const { cancelled, ran, kept } of seen) {
      expect({ ran, kept }).toEqual({ ran: !cancelled, kept: !cancelled });
    }
  });

  test('callbacks run once each, also when added late, and one that throws stops no other', async ({
    pools,
  }) => {
    const seen = await pools.evaluate(async () => {
      const all: string[][] = [];
      for (const pool of compiledPools) {
        const calls: string[] = [];
        const future = pool.submit('square', 3);
        const thrown = future.then(() => {
          calls.push('throws');
          throw new Error('in a callback');
        });
        void future.then((value) => calls.push(`then ${value}`));
        void future.finally(() => calls.push('finally'));
        await thrown.catch(() => calls.push('caught'));
        await future.then(() => calls.push('late'));
        const failing = pool.submit('fibonacci', 79);
        await failing.catch(() => calls.push('failed'));
        await failing.catch(() => calls.push('failed late'));
        const busy = [pool.submit('sleep', 10), pool.submit('sleep', 10)];
        const cancelled = pool.submit('square', 1);
        cancelled.cancel();
        await cancelled.catch(() => calls.push('cancelled'));
        await Promise.all(busy);
        all.push(calls);
      }
      return all;
    });
    for (const calls of seen) {
      expect([...calls].sort()).toEqual(
        [
          'throws',
          'then 9',
          'finally',
          'caught',
          'late',
          'failed',
          'failed late',
          'cancelled',
        ].sort(),
      );
    }
  });

  test('an idle process is used before a new one starts', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const counts: number[] = [];
      for (let i = 0; i < 5; i += 1) {
        await pg.processes.submit((x: number) => x, i);
        counts.push((await pg.processes.stats()).workers);
      }
      await pg.processes.map('square', [1]);
      counts.push((await pg.processes.stats()).workers);
      await Promise.all([pg.processes.submit('sleep', 20), pg.processes.submit('sleep', 20)]);
      const both = (await pg.processes.stats()).workers;
      return { counts, both };
    });
    expect(seen.counts).toEqual([1, 1, 1, 1, 1, 1]);
    expect(seen.both).toBe(2);
  });

  test('what is submitted after a map waits for it, and a product finds the processes', async ({
    pools,
  }) => {
    const seen = await pools.evaluate(async () => {
      const order: string[] = [];
      const note = (name: string) => (): void => {
        order.push(name);
      };
      const first = pg.processes.submit('sleep', 20).then(note('first'));
      const map = pg.processes.map('sleep', [20, 20, 20, 20]).then(note('map'));
      const product = pg
        .matmul(Float64Array.of(3), Float64Array.of(5), { m: 1, k: 1, n: 1 }, { on: 'processes' })
        .then(({ c }) => order.push(`product ${c[0]}`));
      const last = pg.processes.submit('square', 2).then(note('last'));
      await Promise.all([first, map, product, last]);
      return order;
    });
    expect(seen[0]).toBe('first');
    expect(seen).toContain('product 15');
    expect(seen.indexOf('last')).toBeGreaterThan(0);
    expect(seen).toHaveLength(4);
  });

  test('functions are refused by threads, with the reason @isolated', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const task = ((x: number) => x) as unknown as 'square';
      return [
        await failureOf(pg.threads.map(task, [1])),
        await failureOf(pg.threads.submit(task, 1)),
      ];
    });
    for (const { code, message } of seen) {
      expect(code).toBe('E_UNSUPPORTED');
      expect(message).toMatch(/compiled/);
    }
  });

  test('threads are refused with the reason where there are none @not-isolated', async ({
    pools,
  }) => {
    const seen = await pools.evaluate(async () => [
      await failureOf(pg.threads.map('square', [1])),
      await failureOf(pg.threads.submit('square', 1)),
      await failureOf(pg.threads.stats()),
      await failureOf(pg.threads.shutdown()),
    ]);
    for (const { code, message } of seen) {
      expect(code).toBe('E_NOT_ISOLATED');
      expect(message).toMatch(/isolated/i);
    }
  });
});

test.describe('values', () => {
  test('transferables move both ways and are detached on the sender', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const { transfer } = library;
      const { processes } = pg;
      const buffer = (): ArrayBuffer => new Uint8Array([1, 2, 3]).buffer;
      const argument = buffer();
      const sum = await processes.submit(
        ({ bytes }, add: number) => new Uint8Array(bytes).reduce((a, b) => a + b, add),
        transfer({ bytes: argument }, [argument]),
        10,
      );
      const items = [buffer(), buffer()];
      const lengths = await processes.map(
        (bytes: ArrayBuffer) => bytes.byteLength,
        items.map((item) => transfer(item, [item])),
      );
      const result = (length: number): { bytes: ArrayBuffer; kept: number } => {
        const bytes = new ArrayBuffer(length);
        const { transfer } = globalThis as unknown as typeof library;
        Object.assign(globalThis, { sent: bytes });
        return transfer({ bytes, kept: 7 }, [bytes]);
      };
      const one = await processes.submit(result, 5);
      const many = await processes.map(result, [6, 7], { chunksize: 2 });
      const left = await processes.submit(
        () => (globalThis as unknown as { sent: ArrayBuffer }).sent.byteLength,
      );
      const untouched = buffer();
      await processes.map((bytes: ArrayBuffer) => bytes.byteLength, [untouched]);
      return {
        sum,
        lengths,
        detached: [argument, ...items].map(({ byteLength }) => byteLength),
        results: [one, ...many].map(({ bytes, kept }) => [bytes.byteLength, kept]),
        left,
        untouched: untouched.byteLength,
      };
    });
    expect(seen).toEqual({
      sum: 16,
      lengths: [3, 3],
      detached: [0, 0, 0],
      results: [
        [5, 7],
        [6, 7],
        [7, 7],
      ],
      left: 0,
      untouched: 3,
    });
  });
});

test.describe('shutdown', () => {
  test('later work is refused, and what there was is finished', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const all: unknown[] = [];
      for (const pool of compiledPools) {
        const futures = Array.from({ length: 50 }, (_, i) => pool.submit('square', i));
        const map = pool.map('square', [1, 2, 3]);
        const over = pool.shutdown();
        const refused = [
          (await failureOf(pool.submit('square', 1))).code,
          (await failureOf(pool.map('square', [1]))).code,
        ];
        await over;
        const states = new Set(futures.map(({ state }) => state));
        await pool.shutdown();
        all.push({
          refused,
          states: [...states],
          sum: (await Promise.all(futures)).reduce((a, b) => a + b, 0),
          map: await map,
        });
      }
      return { all, workers: (await pg.processes.stats()).workers };
    });
    for (const pool of seen.all) {
      expect(pool).toEqual({
        refused: ['E_CLOSED', 'E_CLOSED'],
        states: ['finished'],
        sum: 40_425,
        map: [1, 4, 9],
      });
    }
    expect(seen.workers).toBe(0);
  });

  test('without waiting it returns at once, and what there was is finished all the same', async ({
    pools,
  }) => {
    const seen = await pools.evaluate(async () => {
      const all: unknown[] = [];
      for (const pool of compiledPools) {
        const future = pool.submit('sleep', 30);
        await pool.shutdown({ wait: false });
        const before = future.state;
        all.push([before === 'finished', (await future) >= 25]);
      }
      return all;
    });
    for (const pool of seen) expect(pool).toEqual([false, true]);
  });

  test('what waits can be cancelled; what runs is finished', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const all: unknown[] = [];
      for (const pool of compiledPools) {
        const futures = Array.from({ length: 40 }, () => pool.submit('sleep', 30));
        while (!futures.some(({ state }) => state === 'running')) {
          await new Promise((resolve) => setTimeout(resolve));
        }
        const map = failureOf(pool.map('sleep', Array<number>(40).fill(30)));
        await pool.shutdown({ cancelPending: true });
        const outcomes = await Promise.allSettled(futures);
        const finished = outcomes.filter(({ status }) => status === 'fulfilled').length;
        const states = futures.map(({ state }) => state);
        all.push({
          finished: finished > 0 && finished <= 4,
          cancelled: states.filter((state) => state === 'cancelled').length === 40 - finished,
          map: (await map).code,
        });
      }
      return all;
    });
    for (const pool of seen) {
      expect(pool).toEqual({ finished: true, cancelled: true, map: 'E_CANCELLED' });
    }
  });
});

test.describe('a process that dies', () => {
  test.use({ hurts: true });

  test('fails every open future, each with an error of its own; the next call gets a fresh pool', async ({
    pools,
  }) => {
    const seen = await pools.evaluate(async () => {
      const { processes } = pg;
      const futures = Array.from({ length: 6 }, () => processes.submit('sleep', 60_000));
      const map = failureOf(processes.map('square', [1, 2]));
      await statsWhen(processes, ({ busy }) => busy === 2);
      while (futures.filter(({ state }) => state === 'running').length < 2) {
        await new Promise((resolve) => setTimeout(resolve));
      }
      await hurt('gone');
      const outcomes = await Promise.allSettled(futures);
      const errors = outcomes.map((outcome) =>
        outcome.status === 'rejected' ? (outcome.reason as Error & { code: string }) : null,
      );
      const next = await processes.submit((x: number) => x + 1, 1);
      return {
        codes: errors.map((error) => error?.code),
        different: new Set(errors).size,
        causes: errors
          .filter((error) => error?.cause !== undefined)
          .map((error) => String(error?.cause)),
        states: futures.map(({ state }) => state),
        map: (await map).code,
        next,
        also: await processes.map('square', [1, 2, 3]),
      };
    });
    expect(seen.codes).toEqual(Array(6).fill('E_BROKEN_POOL'));
    expect(seen.different).toBe(6);
    expect(seen.causes).toHaveLength(1);
    expect(seen.causes[0]).toMatch(/ended unexpectedly/);
    expect(seen.states).toEqual(Array(6).fill('finished'));
    expect(seen.map).toBe('E_BROKEN_POOL');
    expect(seen).toMatchObject({ next: 2, also: [1, 4, 9] });
  });

  test('of a trap in a compiled task says so, and is replaced', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const { processes } = pg;
      const told: unknown[] = [];
      const run = [
        () => [processes.map('spin', [20, 20], { chunksize: 1 })],
        () => [processes.submit('spin', 20), processes.submit('spin', 20)],
      ];
      for (const fails of run) {
        await processes.map('square', [1, 2], { chunksize: 1 });
        await hurt('process');
        const all = await Promise.all(fails().map(failureOf));
        const traps = all.filter(({ message, cause }) =>
          /a trap for the test/.test(`${message} ${cause?.message ?? ''}`),
        );
        told.push([...all.map(({ code }) => code), traps.length > 0]);
      }
      return { told, next: await processes.map('square', [1, 2, 3]) };
    });
    expect(seen).toEqual({
      told: [
        ['E_BROKEN_POOL', true],
        ['E_BROKEN_POOL', 'E_BROKEN_POOL', true],
      ],
      next: [1, 4, 9],
    });
  });

  test('by its own hand, in a task or while a result is read, hangs nobody', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const { processes } = pg;
      const codes = [
        await failureOf(processes.submit(() => new Promise(() => close()))),
        await failureOf(processes.map(() => new Promise(() => close()), [1, 2])),
        await failureOf(
          processes.submit(() => ({
            get trap(): number {
              throw new Error('while it is cloned');
            },
          })),
        ),
      ].map(({ code }) => code);
      return { codes, next: await processes.map('square', [1, 2, 3]) };
    });
    expect(seen.codes).toEqual(['E_BROKEN_POOL', 'E_BROKEN_POOL', 'E_CLONE']);
    expect(seen.next).toEqual([1, 4, 9]);
  });

  test('after a shutdown leaves nothing waiting', async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const futures = [0, 1, 2].map(() => pg.processes.submit('sleep', 60_000));
      // A process that dies while it loads has another code.
      await statsWhen(pg.processes, ({ busy }) => busy === 2);
      const over = pg.processes.shutdown();
      await hurt('gone');
      const codes = await Promise.all(
        futures.map(async (future) => (await failureOf(future)).code),
      );
      await over;
      return codes;
    });
    expect(seen).toEqual(Array(3).fill('E_BROKEN_POOL'));
  });
});

test.describe('a process that dies and cannot be replaced', () => {
  test.use({ kept: false, hurts: true });

  test('what waits fails with the reason', async ({ pools, site, expectedErrors }) => {
    expectedErrors.push(/Failed to load resource/);
    await pools.evaluate(async () => {
      await pg.processes.submit('square', 2);
      await hurt('gone');
      await statsWhen(pg.processes, ({ workers }) => workers === 0);
    });
    site.fault(/process\.worker.*\.js$/, { kind: 'status', status: 404 });
    const seen = await pools.evaluate(async () => {
      const futures = [1, 2, 3, 4].map((x) => pg.processes.submit('square', x));
      const map = failureOf(pg.processes.map('square', [1]));
      const outcomes = await Promise.allSettled(futures);
      return {
        codes: outcomes.map((outcome) =>
          outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'settled',
        ),
        map: (await map).code,
      };
    });
    expect(seen.codes).toEqual(Array(4).fill('E_WORKER_LOAD'));
    expect(seen.map).toBe('E_WORKER_LOAD');
    site.mend();
    expect(await pools.evaluate(() => pg.processes.submit('square', 5))).toBe(25);
  });
});
