/**
 * What is given as numbers and counted: questions answered by booleans, and counts that would fill
 * the memory.
 */
import { expect } from './fixtures.ts';
import { poolTest as test } from './pools.ts';

test('whether a number is prime is true or false', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const seen: unknown[] = [];
    for (const pool of compiledPools) {
      seen.push(await pool.map('isPrime', [1, 2, 9, 97]), await pool.map('isPrime', [[7], [8]]));
      seen.push(await pool.submit('isPrime', 97), await pool.submit('isPrime', 1));
      seen.push(await Promise.all([3, 4].map((n) => pool.submit('isPrime', n))));
      seen.push(await pool.submit('countPrimes', 10), await pool.map('square', [0, 1]));
    }
    return [seen.slice(0, 7), seen.length > 7 ? seen.slice(7) : seen];
  });
  const wanted = [[false, true, false, true], [true, false], true, false, [true, false], 4, [0, 1]];
  expect(seen).toEqual([wanted, wanted]);
});

test('counts that would fill the memory are refused before anything is allocated', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const most = 2 ** 32 - 1;
    const schedule = { tasks: [1], policy: { name: 'dynamic' }, load: 'simulate' } as const;
    const failures = [
      await failureOf(pg.partition([1, 2, 3], most, 'roundRobin')),
      await failureOf(pg.partition([1, 2, 3], most, 'chunk')),
      await failureOf(pg.partition([], 1_000_001, 'roundRobin')),
      await failureOf(pg.schedule({ ...schedule, workers: most })),
      await failureOf(pg.schedule({ ...schedule, tasks: new Array<number>(most) })),
      await failureOf(pg.schedule({ ...schedule, workers: 2, speeds: new Array<number>(most) })),
      await failureOf(pg.schedule({ ...schedule, policy: { name: 'dynamic', chunk: most } })),
      await failureOf(pg.speedup({ run: () => 1, workers: new Array<number>(most) })),
    ];
    const parts = await pg.partition([1, 2, 3], 1_000_000, 'roundRobin');
    const said = failures.map(({ code, message }) => `${code} ${message.split(' ')[0] ?? ''}`);
    return { said, parts: [parts.length, parts.flat().join()] };
  });
  expect(seen).toEqual({
    said: [
      'E_ARGUMENT parts',
      'E_ARGUMENT parts',
      'E_ARGUMENT parts',
      'E_ARGUMENT workers',
      'E_ARGUMENT tasks.length',
      'E_ARGUMENT speeds.length',
      'E_ARGUMENT policy.chunk',
      'E_ARGUMENT workers.length',
    ],
    parts: [1_000_000, '1,2,3'],
  });
});

test('products of any shape that is allowed end in a result or in E_MEMORY, and harm no other', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const none = new Float64Array(0);
    const beside = pg.matmul(
      new Float64Array(400 * 400).fill(1),
      new Float64Array(400 * 400).fill(1),
      { m: 400, k: 400, n: 400 },
      { algorithm: 'naive' },
    );
    const ends: unknown[] = [];
    for (const on of ['one', pg.mode] as const) {
      for (const dims of [
        { m: 4_294_967_295, k: 0, n: 0 },
        { m: 0, k: 0, n: 4_294_967_295 },
        { m: 0, k: 200_000_000, n: 0 },
      ]) {
        const { c, checked } = await pg.matmul(none, none, dims, { on });
        ends.push([c.length, checked?.maxRelativeError ?? 0]);
      }
    }
    // Sums of nothing, beside which the check needs twice as much.
    const wide = await codeOf(
      pg.matmul(none, none, { m: 1, k: 0, n: 50_000_000 }, { check: true }),
    );
    const tall = await pg.matmul(
      new Float32Array(3_000_000).fill(2),
      Float32Array.of(3),
      { m: 3_000_000, k: 1, n: 1 },
      { algorithm: 'naive' },
    );
    const { c } = await beside;
    return {
      ends,
      wide: ['settled', 'E_MEMORY'].includes(wide.code),
      // As many for each band that a process gets.
      tall: [tall.c.every((x) => x === 6), tall.spans.length <= 16 * 65_536],
      beside: c[0],
    };
  });
  expect(seen.ends).toEqual(Array(6).fill([0, 0]));
  expect(seen).toMatchObject({ wide: true, tall: [true, true], beside: 400 });
});
