/**
 * Tasks that go wrong, memory that is refused, and Stop at any moment: a code in time, and the next
 * call is right.
 */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { loadLibrary, workersAlive } from './library.ts';
import { poolTest } from './pools.ts';

poolTest(
  'what a task throws, now or later, is its failure; its process goes on',
  async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const { processes } = pg;
      const tasks: [string, (x: number) => unknown][] = [
        [
          'throws',
          () => {
            throw new TypeError('at once');
          },
        ],
        ['rejects', () => Promise.reject(new TypeError('at once'))],
        [
          'rejects later',
          () => new Promise((_, reject) => setTimeout(() => reject(new TypeError('at once')), 1)),
        ],
        [
          'recurses',
          (x) =>
            ((again: (n: number) => number) => again(x))(function again(n): number {
              return again(n + 1) + 1;
            }),
        ],
      ];
      await Promise.all([processes.submit('sleep', 20), processes.submit('sleep', 20)]);
      const all: unknown[] = [];
      for (const [what, task] of tasks) {
        const { code, cause } = await failureOf(processes.map(task, [1, 2, 3]));
        const one = await failureOf(processes.submit(task, 1));
        all.push([what, code, one.code, cause?.name]);
      }
      // A promise that nobody waits for is no part of the task.
      const left = (x: number): number => {
        Promise.reject(new Error('left behind')).catch(() => undefined);
        return x;
      };
      const kept = await processes.map(left, [1, 2]);
      const { workers } = await processes.stats();
      return { all, kept, workers, next: await processes.map('square', [3]) };
    });
    expect(seen).toEqual({
      all: [
        ['throws', 'E_TASK', 'E_TASK', 'TypeError'],
        ['rejects', 'E_TASK', 'E_TASK', 'TypeError'],
        ['rejects later', 'E_TASK', 'E_TASK', 'TypeError'],
        ['recurses', 'E_TASK', 'E_TASK', 'RangeError'],
      ],
      kept: [1, 2],
      workers: 2,
      next: [9],
    });
  },
);

poolTest(
  'a rejection that nobody handles does its process no harm',
  async ({ pools, expectedErrors }) => {
    expectedErrors.push(/left behind/);
    const seen = await pools.evaluate(async () => {
      const { processes } = pg;
      const before = [await processes.submit(() => 1), (await processes.stats()).workers];
      const left = await processes.submit(async (x: number) => {
        void Promise.reject(new Error('left behind'));
        // Until the realm has seen that it is unhandled.
        await new Promise((resolve) => setTimeout(resolve, 5));
        return x;
      }, 7);
      return [
        ...before,
        left,
        await processes.submit((x: number) => x, 8),
        (await processes.stats()).workers,
      ];
    });
    expect(seen).toEqual([1, 1, 7, 8, 1]);
  },
);

poolTest(
  'a spawned function that recurses without end ends with an error, not with another’s memory',
  async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const process = pg.spawn(() => {
        const again = (n: number): number => again(n + 1) + 1;
        return again(0);
      });
      const exit = await process.join();
      return { exit, error: process.error?.name, next: await pg.processes.map('square', [2]) };
    });
    expect(seen).toEqual({ exit: 1, error: 'RangeError', next: [4] });
  },
);

poolTest(
  'an endless task ends within a second of Stop, and the next call is right',
  async ({ pools }) => {
    const seen = await pools.evaluate(async () => {
      const all: unknown[] = [];
      for (const pool of compiledPools) {
        for (const tasks of [1, 5]) {
          const stop = new AbortController();
          const endless = failureOf(
            pool.map('spin', Array<number>(tasks).fill(3_600_000), { signal: stop.signal }),
          );
          await new Promise((resolve) => setTimeout(resolve, 100));
          const startMs = performance.now();
          stop.abort();
          const { code } = await endless;
          const next = await pool.map('square', [1, 2, 3]);
          all.push([code, next, performance.now() - startMs < 2000]);
        }
      }
      const stop = new AbortController();
      const endless = failureOf(
        pg.processes.map(
          () => {
            for (;;);
          },
          [1],
          { signal: stop.signal },
        ),
      );
      await statsWhen(pg.processes, ({ busy }) => busy === 1);
      const startMs = performance.now();
      stop.abort();
      all.push([
        (await endless).code,
        await pg.processes.map('square', [1, 2, 3]),
        performance.now() - startMs < 1000,
      ]);
      return all;
    });
    for (const one of seen) expect(one).toEqual(['E_CANCELLED', [1, 4, 9], true]);
    await expect.poll(() => workersAlive(pools)).toBeLessThanOrEqual(3);
  },
);

/**
 * Makes every memory of the realm that may grow beyond so many MiB impossible, as a small device
 * does.
 */
const refuseMemories = (mib: number): string => `{
  const Memory = WebAssembly.Memory;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor) {
      if (descriptor.maximum > ${mib} * 16) throw new RangeError('could not allocate memory');
      super(descriptor);
    }
  };
}`;

/** All realms of the page: the window too, which makes the heap where it can be shared. */
async function onSmallDevice(
  page: Page,
  site: Parameters<typeof loadLibrary>[1],
  mib: number,
): Promise<void> {
  await page.addInitScript(refuseMemories(mib));
  site.fault(/(engine|compute|process)\.worker.*\.js$/, {
    kind: 'prepend',
    source: refuseMemories(mib),
  });
  await loadLibrary(page, site);
}

test('where large memories are refused smaller ones do, and what does not fit says so', async ({
  page,
  site,
}) => {
  await onSmallDevice(page, site, 128);
  const seen = await page.evaluate(async () => {
    const pg = await library.open({ workers: 2 });
    const places =
      pg.mode === 'threads'
        ? (['one', 'threads', 'processes'] as const)
        : (['one', 'processes'] as const);
    // B alone has 135 MiB: it fits nowhere, neither whole nor in bands.
    const [m, k, n] = [2, 4200, 4200];
    const all: unknown[] = [];
    for (const on of places) {
      const [a, b] = [new Float64Array(m * k), new Float64Array(k * n)];
      const { code } = await codeOf(pg.matmul(a, b, { m, k, n }, { on, check: false }));
      const small = await pg.matmul(
        Float64Array.of(3),
        Float64Array.of(5),
        { m: 1, k: 1, n: 1 },
        { on },
      );
      all.push([on, code, small.c[0]]);
    }
    const squares = await pg.processes.map('square', [1, 2, 3]);
    await pg.close();
    return { all, squares };
  });
  for (const [on, code, small] of seen.all as [string, string, number][])
    expect([on, code, small]).toEqual([on, 'E_MEMORY', 15]);
  expect(seen.squares).toEqual([1, 4, 9]);
});

test('where even the smallest memory is refused, opening says so', async ({ page, site }) => {
  await onSmallDevice(page, site, 64);
  const seen = await page.evaluate(() =>
    codeOf(library.open({ workers: 2, startTimeoutMs: 3000 })),
  );
  expect(seen.code).toBe('E_MEMORY');
  expect(seen.afterMs).toBeLessThan(12_000);
  await expect.poll(() => workersAlive(page)).toBe(0);
});

test('opened and closed twenty times, also while it starts: no worker is left over', async ({
  page,
  site,
}) => {
  await loadLibrary(page, site);
  const codes = await page.evaluate(async () => {
    const codes: string[] = [];
    for (let i = 0; i < 20; i += 1) {
      const stop = new AbortController();
      const opening = library.open({ workers: 2, signal: stop.signal });
      // Stopped at another moment each time: before anything, while it loads, not at all.
      if (i % 2 === 1) setTimeout(() => stop.abort(), i * 5);
      const { code } = await codeOf(opening);
      codes.push(code);
      if (code !== 'settled') continue;
      const pg = await opening;
      const squares = await pg.processes.map('square', [1, 2, 3]);
      await Promise.all([pg.close(), pg.close()]);
      codes.push(squares.join());
    }
    return codes;
  });
  for (const code of codes) expect(['settled', '1,4,9', 'E_CANCELLED']).toContain(code);
  expect(codes.filter((code) => code === '1,4,9').length).toBeGreaterThanOrEqual(10);
  await expect.poll(() => workersAlive(page)).toBe(0);
});

test('two playgrounds are independent of each other', async ({ page, site }) => {
  await loadLibrary(page, site);
  const seen = await page.evaluate(async () => {
    const [one, two] = await Promise.all([
      library.open({ workers: 1 }),
      library.open({ workers: 2 }),
    ]);
    const squares = await Promise.all([
      one.processes.map('square', [1, 2]),
      two.processes.map('square', [3, 4]),
    ]);
    const queue = two.queue<number>();
    await queue.put(5);
    const foreign = await codeOf(one.processes.map('spin', [60_000], { timeoutMs: 100 }));
    await one.close();
    const after = [(await codeOf(one.processes.map('square', [1]))).code, await queue.get()];
    const next = await two.processes.map('square', [5]);
    await two.close();
    return { squares, foreign: foreign.code, after, next };
  });
  expect(seen).toEqual({
    squares: [
      [1, 4],
      [9, 16],
    ],
    foreign: 'E_TIMEOUT',
    after: ['E_CLOSED', 5],
    next: [25],
  });
  await expect.poll(() => workersAlive(page)).toBe(0);
});

test('Run twice, Stop twice, Stop at once, Stop while idle: one run at a time, and the last is right', async ({
  page,
}) => {
  await page.goto('#/pools?items=8&size=20&workers=2&repeats=1');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
  // One after the other, as soon as the page has drawn what came of the last.
  const click = (...names: string[]): Promise<void> =>
    page.evaluate(async (names) => {
      for (const name of names) {
        const button = document.querySelector(`[data-testid="pools-${name}"]`);
        if (!(button instanceof HTMLButtonElement)) throw new Error(`no button ${name}`);
        button.click();
        await new Promise(requestAnimationFrame);
      }
    }, names);
  await click('stop', 'stop');
  await click('run', 'run', 'stop', 'stop');
  await expect(page.getByTestId('pools-run')).toBeEnabled({ timeout: 1000 });
  await click('run');
  await click('stop', 'run', 'run');
  await page.getByTestId('pools-run').click();
  await expect(page.getByTestId('pools-answer')).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId('pools-run')).toBeEnabled();
  await expect(page.getByTestId('pools-error')).toHaveCount(0);
  // The engine and two processes.
  await expect.poll(() => workersAlive(page)).toBeLessThanOrEqual(3);
});
