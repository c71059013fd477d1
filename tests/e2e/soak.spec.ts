/**
 * Twenty seconds on each tier of whatever a reader may do, in random order: run, stop, change the
 * number of workers, hide, freeze, reload, with workers that die in between. After each step
 * nothing is open, no worker is left over, and the next run is right. The seed is printed;
 * `SOAK_SEED=n SOAK_SECONDS=s npx playwright test soak` goes the same way again, for as long as one
 * likes.
 */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { playgroundOf, workersAlive } from './library.ts';
import { stop } from './stop.ts';

const seed = Number(process.env['SOAK_SEED'] ?? Date.now() % 2 ** 31);
const seconds = Number(process.env['SOAK_SECONDS'] ?? 20);

test.describe.configure({ timeout: (seconds + 90) * 1000 });

/** Each with work for a moment, and with work for far too long. */
const DEMOS = [
  { name: 'pools', short: 'items=6&size=2&repeats=1', long: 'items=2000&size=2000&repeats=1' },
  { name: 'matmul', short: 'n=64&repeats=1', long: 'n=2048&precision=f64&algorithm=naive' },
  { name: 'queue', short: 'capacity=3', long: null },
  { name: 'pipe', short: 'trips=10&repeats=1', long: 'trips=20000&repeats=20' },
] as const;

type Random = (below: number) => number;

function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const workersOf = (random: Random): number => 1 + random(4);

async function visit(page: Page, name: string, query: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `/${name}?${query}`);
  await expect(page.getByTestId(`${name}-run`)).toBeEnabled();
}

/** Runs a demo of a moment to its end. */
async function runShort(page: Page, demo: (typeof DEMOS)[number], workers: number): Promise<void> {
  await visit(page, demo.name, `${demo.short}&workers=${workers}`);
  await page.getByTestId(`${demo.name}-run`).click();
  await expect(page.getByTestId(`${demo.name}-answer`)).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId(`${demo.name}-run`)).toBeEnabled();
  await expect(page.getByTestId(`${demo.name}-error`)).toHaveCount(0);
}

/** What the page's own playground had open when a process died, and what became of it. */
async function hurtProcess(page: Page): Promise<string[]> {
  const playground = await playgroundOf(page);
  return playground.evaluate(async (pg) => {
    const open: PromiseLike<unknown>[] = [
      pg.processes.map('spin', Array<number>(pg.workers).fill(60_000), { chunksize: 1 }),
      pg.processes.submit('sleep', 60_000),
    ];
    const codes = open.map((one) =>
      Promise.resolve(one).then(
        () => 'settled',
        (error: unknown) => String((error as { code?: unknown }).code),
      ),
    );
    while ((await pg.processes.stats()).busy < pg.workers);
    await hurt('gone');
    return Promise.all(codes);
  });
}

/**
 * What became of a product when what computes trapped, and of a queue, a process and a map that
 * had nothing to do with it.
 */
async function hurtCompute(page: Page): Promise<unknown[]> {
  const playground = await playgroundOf(page);
  return playground.evaluate(async (pg) => {
    const queue = pg.queue<number>();
    const process = pg.spawn(async (q) => q.put((await q.get()) + 1), queue);
    const map = pg.processes.map('sleep', [100]);
    const n = 2048;
    const a = new Float64Array(n * n);
    let begun: (() => void) | undefined;
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const product = pg
      .matmul(
        a,
        a,
        { m: n, k: n, n },
        { on: 'one', algorithm: 'naive', onProgress: () => begun?.() },
      )
      .catch((error: unknown) => (error as { code: string }).code);
    await running;
    await hurt('compute');
    const code = await product;
    await queue.put(1);
    const exit = await process.join();
    return [code, exit, await queue.get(), (await map).length];
  });
}

/** The page believes that nobody looks at it, or that somebody does. */
function setHidden(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate((hidden) => {
    const state = hidden ? 'hidden' : 'visible';
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

const STEPS: Record<string, (page: Page, random: Random) => Promise<void>> = {
  run: async (page, random) => {
    const demo = DEMOS[random(DEMOS.length)] ?? DEMOS[0];
    await runShort(page, demo, workersOf(random));
  },
  stop: async (page, random) => {
    const demo = DEMOS[random(DEMOS.length)] ?? DEMOS[0];
    if (demo.long === null) return;
    await visit(page, demo.name, `${demo.long}&workers=${workersOf(random)}`);
    await page.getByTestId(`${demo.name}-run`).click();
    // Sometimes at once, sometimes in the middle.
    if (random(2) === 0) await expect(page.getByTestId(`${demo.name}-progress`)).toBeVisible();
    expect(await stop(page, demo.name)).toBeLessThan(1000);
  },
  leave: async (page, random) => {
    await visit(page, 'pools', `${DEMOS[0].long}&workers=${workersOf(random)}`);
    await page.getByTestId('pools-run').click();
    // Whoever goes elsewhere stops what runs.
    await visit(page, 'partitioning', '');
  },
  'a process dies': async (page) => {
    expect(await hurtProcess(page)).toEqual(['E_BROKEN_POOL', 'E_BROKEN_POOL']);
  },
  'what computes traps': async (page) => {
    expect(await hurtCompute(page)).toEqual(['E_WORKER_LOST', 0, 2, 1]);
  },
  hide: async (page, random) => {
    await visit(page, 'pools', `${DEMOS[0].short}&workers=${workersOf(random)}`);
    await setHidden(page, true);
    await page.getByTestId('pools-run').click();
    await expect(page.getByTestId('pools-answer')).toHaveAttribute('data-state', 'right');
    await setHidden(page, false);
  },
  freeze: async (page, random) => {
    await visit(page, 'pools', `${DEMOS[0].short}&workers=${workersOf(random)}`);
    const session = await page.context().newCDPSession(page);
    await page.getByTestId('pools-run').click();
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await session.detach();
    // No alarm: what ran goes on.
    await expect(page.getByTestId('pools-answer')).toHaveAttribute('data-state', 'right');
  },
  reload: async (page) => {
    await page.reload();
    await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /threads|processes/);
  },
};

/** What must be true whenever nothing runs. */
async function expectQuiet(page: Page): Promise<void> {
  await runShort(page, DEMOS[0], 2);
  const stats = await (await playgroundOf(page)).evaluate((pg) => pg.processes.stats());
  expect(stats).toMatchObject({ pending: 0, busy: 0 });
  // The engine, and the processes of its pool.
  const expected = 1 + stats.workers;
  await expect.poll(() => workersAlive(page), { message: 'workers' }).toBe(expected);
}

test.use({ hurts: true });

test('whatever a reader does, nothing hangs, nothing is left over, and the next run is right', async ({
  page,
  isolated,
}) => {
  console.log(`SOAK_SEED=${seed}, ${isolated ? 'isolated' : 'not isolated'}`);
  await page.goto('');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /threads|processes/);
  const random = randomFrom(seed);
  const names = Object.keys(STEPS);
  const done: string[] = [];
  const end = Date.now() + seconds * 1000;
  try {
    // Each kind of step once at least, however slow the machine is.
    while (Date.now() < end || done.length < names.length) {
      const name =
        (done.length < names.length ? names[done.length] : names[random(names.length)]) ?? 'run';
      done.push(name);
      await STEPS[name]?.(page, random);
      await expectQuiet(page);
    }
  } finally {
    console.log(`${done.length} steps: ${done.join(', ')}`);
  }
});
