/** Right operands that are prepared once for many products. */
import { expect } from './fixtures.ts';
import { poolTest as test } from './pools.ts';

/** Runs in the page: numbers of a seed, the product in double precision, and the greatest error. */
function helpers(): void {
  const numbers = (length: number, seed: number): Float64Array => {
    let state = seed;
    return Float64Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 31 - 1;
    });
  };
  const errorOf = (
    [m, k, n]: readonly [number, number, number],
    a: ArrayLike<number>,
    b: ArrayLike<number>,
    c: ArrayLike<number>,
  ): number => {
    if (c.length !== m * n) return Infinity;
    let error = 0;
    for (let i = 0; i < m; i += 1) {
      for (let j = 0; j < n; j += 1) {
        let sum = 0;
        for (let p = 0; p < k; p += 1) sum += (a[i * k + p] ?? NaN) * (b[p * n + j] ?? NaN);
        error = Math.max(error, Math.abs(sum - (c[i * n + j] ?? NaN)) / Math.max(1, k));
      }
    }
    return error;
  };
  Object.assign(globalThis, { numbers, errorOf });
}

declare const numbers: (length: number, seed: number) => Float64Array;
declare const errorOf: (
  shape: readonly [number, number, number],
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  c: ArrayLike<number>,
) => number;

test('products with a prepared matrix are those with the plain one, wherever they are computed', async ({
  pools,
}) => {
  await pools.evaluate(helpers);
  const seed = Math.floor(Math.random() * 2 ** 32);
  console.log(`seed: ${seed}`);
  const wrong = await pools.evaluate(async (seed) => {
    const wrong: string[] = [];
    const sizes = numbers(12, seed).map((x) => Math.floor((x + 1) * 90));
    for (const [index, [k, n]] of [
      [sizes[0] ?? 0, sizes[1] ?? 0],
      [sizes[2] ?? 0, 1],
      [1, sizes[3] ?? 0],
      [0, 7],
      [400, 130],
    ].entries()) {
      for (const Kind of [Float32Array, Float64Array]) {
        const elements = Kind.from(numbers((k ?? 0) * (n ?? 0), seed + index));
        const before = Kind.from(elements);
        const shape = { k: k ?? 0, n: n ?? 0 };
        const opening = pg.matrix(elements, shape);
        // A copy was taken when the call was made.
        elements.fill(NaN);
        const b = await opening;
        for (const m of [1, 3, sizes[4 + index] ?? 0]) {
          const a = Kind.from(numbers(m * shape.k, seed + 7 * m));
          for (const on of ['one', 'processes', pg.mode] as const) {
            for (const algorithm of ['fast', 'fast', 'blocked', 'naive'] as const) {
              const options = { on, algorithm, check: on !== 'one' };
              const { c, checked } = await pg.matmul(a, b, { m }, options);
              const dims = [m, shape.k, shape.n] as const;
              const bound = Kind === Float32Array ? 1e-6 : 1e-15;
              const error = errorOf(dims, a, before, c);
              const tested =
                checked === null ? on === 'one' : checked.maxRelativeError < bound * 64;
              if (error > bound * 8 || !tested || !(c instanceof Kind)) {
                wrong.push(`${Kind.name} ${dims.join('×')} ${on} ${algorithm}: ${error}`);
              }
            }
          }
        }
        await b.close();
      }
    }
    return wrong;
  }, seed);
  expect(wrong).toEqual([]);
});

test('a matrix that is closed, of another playground or of another size is refused, and others go on', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const other = await library.open({ workers: 1 });
    const elements = Float32Array.of(1, 2, 3, 4, 5, 6);
    const a = Float32Array.of(1, 1);
    const [mine, theirs] = [pg, other].map((pg) => pg.matrix(elements, { k: 2, n: 3 }));
    const [b, foreign] = [await mine, await theirs];
    if (!b || !foreign) throw new Error('there are two');
    const multiply = (a: Float32Array | Float64Array, dims: object): Promise<unknown> =>
      pg.matmul(a as Float32Array, b, dims as { m: number });
    const codes = [
      await failureOf(pg.matmul(a, foreign, { m: 1 })),
      await failureOf(multiply(a, { m: 1, k: 3 })),
      await failureOf(multiply(a, { m: 2 })),
      await failureOf(multiply(a, {})),
      await failureOf(multiply(Float64Array.of(1, 1), { m: 1 })),
      await failureOf(pg.matrix(elements, { k: 2, n: 4 })),
      await failureOf(pg.matrix([1] as unknown as Float32Array, { k: 1, n: 1 })),
      await failureOf(pg.matrix(elements, { k: 2 } as { k: number; n: number })),
    ].map(({ code, message }) => `${code} ${message.split(' ')[0] ?? ''}`);
    // 600 MB, plain and packed: of these nothing is copied.
    const most = new Float64Array(150_000_000 / 2);
    const large = await failureOf(pg.matrix(most, { k: 7500, n: 10_000 }));
    const right = [...(await pg.matmul(a, b, { m: 1, k: 2, n: 3 })).c];
    const last = pg.matmul(a, b, { m: 1 });
    await Promise.all([b.close(), b.close()]);
    b[Symbol.dispose]();
    const closed = await failureOf(pg.matmul(a, b, { m: 1 }));
    await other.close();
    await foreign.close();
    return {
      codes,
      right,
      large: [large.code, /1200000000 bytes.*1073741824/.test(large.message)],
      last: [...(await last).c],
      closed: closed.code,
      gone: (await failureOf(other.matmul(a, foreign, { m: 1 }))).code,
    };
  });
  expect(seen).toEqual({
    codes: [
      'E_ARGUMENT b',
      'E_SHAPE b',
      'E_SHAPE a',
      'E_ARGUMENT m',
      'E_ARGUMENT a',
      'E_SHAPE b',
      'E_ARGUMENT b',
      'E_ARGUMENT n',
    ],
    right: [5, 7, 9],
    large: ['E_MEMORY', true],
    last: [5, 7, 9],
    closed: 'E_CLOSED',
    gone: 'E_CLOSED',
  });
});

test.describe('what computes traps', () => {
  test.use({ hurts: true });

  test('a matrix survives the worker that computes, and products that are cancelled', async ({
    pools,
  }) => {
    const seen = await pools.evaluate(async () => {
      const n = 700;
      const b = await pg.matrix(new Float64Array(n * n).fill(1), { k: n, n });
      const a = new Float64Array(n * n).fill(2);
      const product = async (): Promise<boolean> =>
        (await pg.matmul(a.subarray(0, 3 * n), b, { m: 3 })).c.every((c) => c === 2 * n);
      const rights = [await product()];
      const stop = new AbortController();
      const options = { algorithm: 'naive', signal: stop.signal } as const;
      const cancelled = failureOf(pg.matmul(a, b, { m: n }, options));
      setTimeout(() => stop.abort(), 20);
      const codes = [(await cancelled).code];
      rights.push(await product());
      await hurt('compute');
      // On one, since otherwise a thread may do all of it.
      const trapped = pg.matmul(a.subarray(0, 3 * n), b, { m: 3 }, { on: 'one' });
      codes.push((await failureOf(trapped)).code);
      // Both arrive before the next worker has started.
      rights.push(...(await Promise.all([product(), product()])));
      await b.close();
      return { rights, codes };
    });
    expect(seen).toEqual({
      rights: [true, true, true, true],
      codes: ['E_CANCELLED', 'E_WORKER_LOST'],
    });
  });
});
