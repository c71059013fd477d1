/**
 * Browsers that are slow, or lack something: what the page needs it does without, or says by a code
 * and a sentence why it cannot; and where that comes back, so does the page.
 */
import { chromium, type Page } from '@playwright/test';

import { chromiumArgs, chromiumPath } from '../../scripts/chromium.mjs';
import { loadLibrary, workersAlive, workersOfBrowser } from '../e2e/library.ts';
import { openPython, run as runPython } from '../e2e/python.ts';
import { CHEAP_RUNS } from '../e2e/runs.ts';
import type { Site } from '../e2e/server.ts';
import { expect, test } from './fixtures.ts';

test.describe.configure({ timeout: 120_000 });

const WORKERS = /\.worker.*\.js$/;

/** In every realm of the page. */
async function everywhere(page: Page, site: Site, source: string): Promise<void> {
  await page.addInitScript(source);
  site.fault(WORKERS, { kind: 'prepend', source });
}

const POOLS = `#/pools?${CHEAP_RUNS['pools'] ?? ''}`;

/** Runs the demo that is open to its right end. */
async function runPools(page: Page): Promise<void> {
  await page.getByTestId('pools-run').click();
  await expect(page.getByTestId('pools-answer')).toHaveAttribute('data-state', 'right', {
    timeout: 60_000,
  });
  await expect(page.getByTestId('pools-run')).toBeEnabled({ timeout: 30_000 });
  await expect(page.getByTestId('pools-error')).toHaveCount(0);
}

/** Neither code nor sentence of an engine that failed, nor threads that were given up. */
async function expectNoAlarm(page: Page, isolated: boolean): Promise<void> {
  const badge = page.getByTestId('badge');
  await expect(badge).toHaveAttribute('data-mode', isolated ? 'threads' : 'processes');
  await expect(badge).not.toHaveAttribute('data-reasons', /timeout|failed/);
}

async function expectShown(page: Page): Promise<void> {
  await expect(page.getByTestId('pools-run')).toBeEnabled();
}

/** Leaves the page: then the browser runs nothing of it. */
async function expectNothingLeft(page: Page): Promise<void> {
  await page.goto('about:blank');
  await expect.poll(() => workersOfBrowser(page), 'workers left over').toEqual([]);
}

for (const rate of [6, 20]) {
  test.describe(() => {
    test.use({ kind: `a processor ${rate} times slower` });

    test(`${rate} times slower: no false alarm, and the run is right`, async ({
      page,
      isolated,
    }) => {
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate });
      await page.goto(POOLS);
      await runPools(page);
      await expectNoAlarm(page, isolated);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      await expectNothingLeft(page);
    });
  });
}

test.describe(() => {
  test.use({ kind: 'a page that is frozen' });

  test('frozen while it starts and while it computes, longer than its deadlines: no alarm', async ({
    page,
    site,
  }) => {
    await loadLibrary(page, site);
    site.fault(/\/late$/, { kind: 'delay', ms: 2500 });
    const session = await page.context().newCDPSession(page);
    /** Longer than the deadline: a request by the test itself takes as long. */
    const freeze = async (): Promise<void> => {
      await session.send('Page.setWebLifecycleState', { state: 'frozen' });
      await fetch(`${site.url}late`);
      await session.send('Page.setWebLifecycleState', { state: 'active' });
    };
    const seen = page.evaluate(async () => {
      const pg = await library.open({ workers: 2, startTimeoutMs: 2000 });
      const sums = await pg.processes.map('spin', [200, 200, 200, 200]);
      const squares = await pg.processes.map('square', [1, 2, 3]);
      const { mode } = pg;
      await pg.close();
      return { mode, sums: sums.length, squares };
    });
    await freeze();
    await freeze();
    expect(await seen).toEqual({ mode: expect.any(String), sums: 4, squares: [1, 4, 9] });
    await expect.poll(() => workersAlive(page)).toBe(0);
  });
});

test.describe(() => {
  test.use({ kind: 'left during a run, and come back to' });

  test('left during a run and come back to: nothing is left, and the page runs @sample', async ({
    site,
    isolated,
  }, info) => {
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: chromiumArgs,
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    try {
      const page = await browser.newPage({ baseURL: site.url, serviceWorkers: 'block' });
      await page.goto('#/pools?items=2000&size=2000&repeats=1&workers=2');
      await page.getByTestId('pools-run').click();
      await expect(page.getByTestId('pools-progress')).toBeVisible();
      await page.evaluate(() =>
        addEventListener('pageshow', ({ persisted }) => {
          document.documentElement.dataset['persisted'] = String(persisted);
        }),
      );
      await page.goto('embed.html?demo=queue');
      await expect.poll(() => workersOfBrowser(page), 'workers of a page that left').toEqual([]);
      // A page that was kept is not loaded again.
      await page.goBack({ waitUntil: 'commit' });
      // Whether it was kept is the browser's business, and noted with its reasons.
      const kept = await page.evaluate(() => {
        const [navigation] = performance.getEntriesByType('navigation');
        const { notRestoredReasons } = navigation as unknown as { notRestoredReasons: unknown };
        const { persisted } = document.documentElement.dataset;
        return `${persisted ?? 'no'} ${JSON.stringify(notRestoredReasons)}`;
      });
      info.annotations.push({ type: 'kept by the browser', description: kept });
      await expect(page.getByTestId('pools-run')).toBeEnabled();
      await expect(page.getByTestId('pools-error')).toHaveCount(0);
      await page.evaluate(
        (hash) => {
          location.hash = hash;
        },
        POOLS.slice(POOLS.indexOf('#')),
      );
      await runPools(page);
      await expectNoAlarm(page, isolated);
    } finally {
      await browser.close();
    }
  });
});

const LACKS: readonly { what: string; source: string; threads: boolean }[] = [
  {
    what: 'no Web Locks',
    source: `Object.defineProperty(Object.getPrototypeOf(navigator), 'locks', { value: undefined });`,
    threads: true,
  },
  {
    what: 'no SharedArrayBuffer',
    source: 'delete globalThis.SharedArrayBuffer;',
    threads: false,
  },
  {
    what: 'storage that may not be touched',
    source: `for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      if (name in globalThis)
        Object.defineProperty(globalThis, name, {
          get: () => { throw new DOMException('The operation is insecure.', 'SecurityError'); },
        });`,
    threads: true,
  },
  {
    what: 'a clock of 100 ms',
    source: `{ const now = performance.now.bind(performance);
      performance.now = () => Math.floor(now() / 100) * 100; }`,
    threads: true,
  },
];

for (const { what, source, threads } of LACKS) {
  test.describe(() => {
    test.use({ kind: what });

    test(`${what}: the page runs a demo and a Python program`, async ({ page, site, isolated }) => {
      await everywhere(page, site, source);
      await page.goto(POOLS);
      await runPools(page);
      await expectNoAlarm(page, isolated && threads);
      await page.evaluate(() => {
        location.hash = '#/python';
      });
      await page.getByTestId('python-program-run').click();
      await expect(page.getByTestId('python-program-state')).toHaveAttribute(
        'data-exit-code',
        '0',
        { timeout: 60_000 },
      );
      await expectNothingLeft(page);
    });
  });
}

test.describe(() => {
  test.use({ kind: 'no WebAssembly', expectedErrors: [/WebAssembly/] });

  test('without WebAssembly the page is readable, and says why nothing runs', async ({
    page,
    site,
  }) => {
    await everywhere(page, site, 'delete globalThis.WebAssembly;');
    await page.goto(POOLS);
    await expect(page.locator('main h1')).toBeVisible();
    await page.getByTestId('pools-run').click();
    const error = page.getByTestId('engine-error');
    await expect(error).toHaveAttribute('data-code', /E_WASM|E_UNSUPPORTED/, { timeout: 45_000 });
    await expect(error).toContainText(/WebAssembly|browser/);
    await expectNothingLeft(page);
  });
});

/** No memory that may grow beyond 4 MiB, as where the address space is full. */
const REFUSING = `{
  const Memory = WebAssembly.Memory;
  globalThis.theirMemory = Memory;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor) {
      if (descriptor.maximum > 64) throw new RangeError('could not allocate memory');
      super(descriptor);
    }
  };
}`;

test.describe(() => {
  test.use({ kind: 'memory that is refused' });

  test('refused memory: the page says so, and starts once there is some @sample', async ({
    page,
    site,
  }) => {
    await everywhere(page, site, REFUSING);
    await page.goto(POOLS);
    await page.getByTestId('pools-run').click();
    const error = page.getByTestId('engine-error');
    await expect(error).toHaveAttribute('data-code', 'E_MEMORY', { timeout: 45_000 });
    await expect(error).toContainText('not enough memory');
    await expect(page.getByTestId('pools-error')).toHaveAttribute('data-code', 'E_MEMORY');
    await expect.poll(() => workersAlive(page)).toBe(0);
    site.mend();
    await page.evaluate(() => {
      const { theirMemory } = globalThis as unknown as { theirMemory: typeof WebAssembly.Memory };
      WebAssembly.Memory = theirMemory;
    });
    await page.getByTestId('engine-retry').click();
    await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /threads|processes/);
    await runPools(page);
    await expectNothingLeft(page);
  });
});

test.describe(() => {
  test.use({ kind: 'no JSPI' });

  const source = 'delete WebAssembly.Suspending; delete WebAssembly.promising;';

  test('without JSPI Python runs where memory is shared @isolated', async ({ page, site }) => {
    await everywhere(page, site, source);
    await openPython(page, site);
    const program = `
import multiprocessing as mp
def child(q): q.put(mp.current_process().name)
if __name__ == '__main__':
    q = mp.Queue()
    p = mp.Process(target=child, args=(q,))
    p.start()
    print(len(q.get()) > 0)
    p.join()
`;
    for (const startMethod of ['fork', 'spawn'] as const) {
      const { stdout, stderr } = await runPython(page, program, { startMethod });
      expect(stdout, stderr).toBe('True\n');
    }
    await page.evaluate(() => opened.close());
    await expectNothingLeft(page);
  });

  test('without JSPI and shared memory Python says what it needs @not-isolated', async ({
    page,
    site,
  }) => {
    await everywhere(page, site, source);
    await page.goto('#/python');
    await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', 'processes');
    const words = page.getByTestId('python-program-unavailable');
    await expect(words).toHaveAttribute('data-code', 'E_UNSUPPORTED');
    await expect(words).toContainText(/\w/);
    await page.goto(POOLS);
    await runPools(page);
    await openPython(page, site);
    const code = await page.evaluate(async () => (await codeOf(python.run('print(1)'))).code);
    expect(code).toBe('E_UNSUPPORTED');
    await page.evaluate(() => opened.close());
    await expectNothingLeft(page);
  });
});

test.describe(() => {
  test.use({ kind: 'a sandbox without an origin', expectedErrors: [/./] });

  for (const address of ['', 'embed.html?demo=pools']) {
    test(`in a sandbox without an origin ${address || 'the page'} says a reason`, async ({
      page,
      site,
    }) => {
      site.fault(/\/empty\.html$/, { kind: 'html' });
      await page.goto('empty.html');
      await page.evaluate((src) => {
        const frame = document.createElement('iframe');
        frame.sandbox.add('allow-scripts');
        frame.src = src;
        frame.style.cssText = 'width: 900px; height: 900px';
        document.body.append(frame);
      }, `${site.url}${address}`);
      const inside = page.frameLocator('iframe');
      const run = inside.getByTestId('pools-run');
      const said = inside.locator('#not-loaded, [data-testid=engine-error], main h1');
      await expect(said.or(run).first()).toBeVisible({ timeout: 30_000 });
      if (await run.isVisible()) {
        await run.click();
        const failed = inside.locator('[data-testid=engine-error], [data-testid=pools-error]');
        await expect(failed.first()).toHaveAttribute('data-code', /^E_/, { timeout: 45_000 });
      }
      await expectNothingLeft(page);
    });
  }
});

test.describe(() => {
  test.use({ kind: 'a slow site' });

  test('every file a second late: the demo comes, runs and is right', async ({
    page,
    site,
    isolated,
  }) => {
    site.fault(/\.(js|wasm|css)$/, { kind: 'delay', ms: 1000 });
    await page.goto(POOLS);
    await runPools(page);
    await expectNoAlarm(page, isolated);
    await expectNothingLeft(page);
  });

  test('a program that is late is said to be, and takes the sentence’s place', async ({
    page,
    site,
  }) => {
    site.fault(/\/index-.*\.js$/, { kind: 'delay', ms: 7000 });
    await page.goto('#/', { waitUntil: 'commit' });
    await expect(page.locator('#not-loaded')).toBeVisible();
    await expect(page.locator('main h1')).toBeVisible();
    await expect(page.locator('#not-loaded')).toHaveCount(0);
  });
});

test.describe(() => {
  test.use({ kind: 'a page that is hidden' });

  test('hidden before a run begins: it ends, is right, and that is said beside the figures', async ({
    page,
    isolated,
  }) => {
    await page.goto(POOLS);
    await expectShown(page);
    const setHidden = (hidden: boolean): Promise<void> =>
      page.evaluate((hidden) => {
        const state = hidden ? 'hidden' : 'visible';
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await setHidden(true);
    await runPools(page);
    const said = page.getByText('This page was hidden');
    await expect(said.first()).toBeVisible();
    await setHidden(false);
    await runPools(page);
    await expect(said).toHaveCount(0);
    await expectNoAlarm(page, isolated);
    await expectNothingLeft(page);
  });
});
