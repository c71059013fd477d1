/**
 * Functions as tasks: every form that has a source text runs; what has none is refused at the call,
 * with the reason.
 */
/* eslint-disable @typescript-eslint/unbound-method, @typescript-eslint/no-extraneous-class */
import { expect, test as base } from './fixtures.ts';
import { loadLibrary } from './library.ts';
import { poolTest as test } from './pools.ts';

test('methods, getters, computed names and every kind of arrow run', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const name = 'computed';
    const o = {
      twice(x: number) {
        return 2 * x;
      },
      async later(x: number) {
        return Promise.resolve(2 * x);
      },
      [name](x: number) {
        return 2 * x;
      },
      'a b'(x: number) {
        return 2 * x;
      },
      get(x: number) {
        return 2 * x;
      },
      arrow: (x: number) => 2 * x,
      asyncArrow: async (x: number) => Promise.resolve(2 * x),
      deep: ({ x }: { x: number } = { x: 21 }) => 2 * x,
      expression: function (x: number) {
        return 2 * x;
      },
      get answer() {
        return 42;
      },
    };
    class Static {
      static twice(x: number): number {
        return 2 * x;
      }
    }
    const getter = Object.getOwnPropertyDescriptor(o, 'answer')?.get as () => number;
    const entries = Object.entries({ ...o, deep: null, answer: getter, ofClass: Static.twice });
    const all: [string, unknown][] = [];
    for (const [key, fn] of entries)
      if (fn) all.push([key, await pg.processes.submit(fn as (x: number) => unknown, 21)]);
    const process = pg.spawn(o.twice, 1);
    return { all, deep: await pg.processes.submit(o.deep, { x: 21 }), exit: await process.join() };
  });
  for (const [key, value] of seen.all) expect(value, key).toBe(42);
  expect(seen).toMatchObject({ deep: 42, exit: 0 });
  expect(seen.all).toHaveLength(10);
});

test('bound, native, class and generator are refused at the call, with what to write instead', async ({
  pools,
}) => {
  const seen = await pools.evaluate(async () => {
    const wrong: string[] = [];
    const cases: [unknown, RegExp][] = [
      [((x: number) => x).bind(null), /bound .*argument/],
      [Math.max, /source text.*Math|max\(/],
      [new Proxy((x: number) => x, {}), /source text/],
      [class Thing {}, /class .*makes an instance/],
      [Map, /source text/],
      [
        function* steps() {
          yield 1;
        },
        /generator .*array/,
      ],
    ];
    for (const [fn, reason] of cases) {
      const task = fn as (x: number) => number;
      const failures = [
        await failureOf(pg.processes.submit(task, 1)),
        await failureOf(pg.processes.map(task, [1])),
        await failureOf((async () => pg.spawn(task, 1).join())()),
      ];
      for (const { code, message } of failures)
        if (code !== 'E_ARGUMENT' || !reason.test(message)) wrong.push(`${code} ${message}`);
    }
    class Base {
      m(): number {
        return 1;
      }
    }
    class Derived extends Base {
      override m(): number {
        return super.m();
      }
    }
    const needsSuper = await failureOf(pg.processes.submit(new Derived().m));
    const noJoin = await pg.processes.stats();
    return { wrong, needsSuper, busy: noJoin.busy };
  });
  expect(seen.wrong).toEqual([]);
  expect(seen.needsSuper.code).toBe('E_ARGUMENT');
  expect(seen.needsSuper.message).toMatch(/super/);
});

test('common mistakes get help', async ({ pools }) => {
  const seen = await pools.evaluate(async () => {
    const k = 3;
    const plain = Array<number>(4096).fill(1) as unknown as Float64Array;
    const dims = { m: 64, k: 64, n: 64 };
    const map = pg.processes.map.bind(pg.processes) as (...args: unknown[]) => Promise<unknown>;
    return {
      closed: await failureOf(pg.processes.submit((x: number) => x * k, 1)),
      closedMap: await failureOf(pg.processes.map((x: number) => x * k, [1, 2])),
      swapped: await failureOf(map([1, 2], (x: number) => x)),
      swappedName: await failureOf(map([1, 2], 'square')),
      plain: await failureOf(pg.matmul(plain, new Float64Array(4096), dims)),
    };
  });
  const passIt = /k is not defined.*source text.*pass k as an argument/;
  expect(seen.closed.code).toBe('E_TASK');
  expect(seen.closed.message).toMatch(passIt);
  expect(seen.closedMap.message).toMatch(/items\[0\].*k is not defined.*pass k as an argument/);
  for (const { code, message } of [seen.swapped, seen.swappedName]) {
    expect(code).toBe('E_ARGUMENT');
    expect(message).toMatch(/task is an Array of 2 elements.*the task comes first/);
  }
  expect(seen.plain.code).toBe('E_ARGUMENT');
  expect(seen.plain.message).toMatch(/^a is an Array of 4096 elements; it must be a Float64Array/);
});

base(
  'where text may not become a program, functions are E_UNSUPPORTED with the reason',
  async ({ page, site, isolated }) => {
    const policy = "script-src 'self' 'wasm-unsafe-eval'";
    const same = { 'Cross-Origin-Embedder-Policy': 'require-corp' };
    const headers = { 'Content-Security-Policy': policy, ...(isolated && same) };
    site.fault(/process\.worker.*\.js$/, { kind: 'headers', headers });
    await loadLibrary(page, site);
    const seen = await page.evaluate(async () => {
      const pg = await library.open({ workers: 2 });
      const failed = await pg.processes
        .submit((x: number) => x, 1)
        .catch((error: unknown) => error);
      const { code, message } = failed as Error & { code: string };
      const squares = await pg.processes.map('square', [1, 2, 3]);
      await pg.close();
      return { code, message, squares };
    });
    expect(seen).toMatchObject({ code: 'E_UNSUPPORTED', squares: [1, 4, 9] });
    expect(seen.message).toMatch(/content security policy/);
  },
);
