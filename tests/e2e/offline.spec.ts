/**
 * The service worker keeps the page: it works without a network, and with one it shows what is new.
 */
import { isolationHeaders } from '../../scripts/headers.mjs';
import { expect, test } from './fixtures.ts';
import { CHEAP_RUNS, openDemo, runDemo } from './runs.ts';
import { goOffline, newerWaits, registrations, workerActive } from './service-worker.ts';

test.use({ serviceWorkers: 'allow' });

for (const path of ['/', '/some/deep/path/']) {
  test.describe(`at ${path}`, () => {
    test.use({ path });

    test('after one visit every demo runs and is right without a network', async ({
      page,
      site,
      isolated,
    }) => {
      await page.goto('');
      expect(await workerActive(page, site)).toBe('sw.js');
      await goOffline(page, site);
      await page.reload();
      for (const name of Object.keys(CHEAP_RUNS)) {
        await openDemo(page, name);
        if (name === 'shared-memory' && !isolated) continue;
        await runDemo(page, name);
        await expect(page.getByTestId('badge')).toHaveAttribute(
          'data-mode',
          isolated ? 'threads' : 'processes',
        );
      }
      // Charts are loaded when they are first needed.
      await openDemo(page, 'matmul');
      await runDemo(page, 'matmul');
      await expect(page.getByTestId('matmul-ownership').getByRole('img')).toBeVisible();
    });
  });
}

test('Python that has run once runs without a network, and what it no longer needs goes @isolated', async ({
  page,
  site,
}) => {
  const printed = page.getByTestId('python-program-output').locator('.out-text');
  const runOnce = async (): Promise<void> => {
    await page.goto('#/python');
    await page.getByTestId('python-program-run').click();
    await expect(printed.first()).toBeVisible({ timeout: 30_000 });
  };
  await page.goto('');
  await workerActive(page, site);
  // Another version's file; a newer worker will find it.
  const old = `${site.url}assets/python/1.0/pyodide.mjs`;
  const kept = (): Promise<string[]> =>
    page.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.includes('runtime'));
      const caught = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return caught.flat().map(({ url }) => url);
    });
  await runOnce();
  await page.evaluate(async (address) => {
    const name = (await caches.keys()).find((it) => it.includes('runtime')) ?? '';
    await (await caches.open(name)).put(address, new Response());
  }, old);
  expect((await kept()).filter((url) => url.includes('/assets/python/')).length).toBe(6);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.unregister();
  });
  await page.reload();
  await workerActive(page, site);
  await expect.poll(kept).not.toContain(old);
  await goOffline(page, site);
  await page.reload();
  await runOnce();
});

test('a worker on threads starts without a network, and the files are from the cache @isolated', async ({
  page,
  site,
}) => {
  await page.goto('');
  await workerActive(page, site);
  await goOffline(page, site);
  await page.goto('index.html?a=b#/matmul?n=96&where=threads&workers=2&repeats=1');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await runDemo(page, 'matmul');
});

test('what the host serves now is seen at the next visit @isolated', async ({ page, site }) => {
  const index = new RegExp(`^${new URL(site.url).pathname}$`);
  // As hosts do: for so long the browser's own cache asks nobody.
  site.fault(index, { kind: 'headers', headers: { 'Cache-Control': 'max-age=3600' } });
  await page.goto('');
  await workerActive(page, site);
  site.mend();
  site.fault(index, { kind: 'html' });
  await page.goto('about:blank');
  await page.goto('');
  await expect(page).toHaveTitle('a page');
  site.mend();
  // A network that does not answer is not waited for.
  site.fault(index, { kind: 'delay', ms: 60_000 });
  await page.goto('#/', { waitUntil: 'commit' });
  await page.reload({ timeout: 15_000 });
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
});

test.describe('below some path', () => {
  test.use({ path: '/some/path/' });

  test('a newer worker waits for the pages of the old one, and then removes what only that one kept @isolated', async ({
    page,
    site,
  }) => {
    await page.goto('');
    await workerActive(page, site);
    const left = `${site.url}assets/left-12345678.js`;
    const isLeft = (): Promise<boolean> =>
      page.evaluate((address) => caches.match(address).then((it) => it !== undefined), left);
    await page.evaluate(async (address) => {
      for (const name of await caches.keys())
        await (await caches.open(name)).put(address, new Response());
    }, left);
    site.fault(/sw\.js$/, { kind: 'prepend', source: '// A newer one.' });
    await page.reload();
    await newerWaits(page);
    expect(await isLeft()).toBe(true);

    // A page of the same origin outside of the folder is none of the worker's, and sees the same
    // caches.
    const outside = new URL('/outside.html', site.url).href;
    site.fault(/^\/outside\.html$/, { kind: 'html' });
    await page.goto(outside);
    await expect.poll(isLeft).toBe(false);
    await goOffline(page, site);
    await page.goto(site.url);
    await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
  });
});

test('files that a newer page asks for come from the network @isolated', async ({ page, site }) => {
  await page.goto('');
  await workerActive(page, site);
  site.fault(/newer-12345678\.js$/, { kind: 'html' });
  await page.reload();
  const text = await page.evaluate(async () => (await fetch('assets/newer-12345678.js')).text());
  expect(text).toContain('a page');
});

test('files kept from a host without headers serve when the host sends them @not-isolated', async ({
  page,
  site,
}) => {
  await page.goto('');
  await workerActive(page, site);
  site.fault(/\/$/, { kind: 'headers', headers: isolationHeaders });
  await page.reload();
  await openDemo(page, 'matmul', '&where=threads');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await runDemo(page, 'matmul');
});

test('the worker isolates what the host isolates, and nothing else @not-isolated', async ({
  page,
  site,
}) => {
  const policies = (): Promise<unknown[]> =>
    page.evaluate(() => {
      const assets = document.querySelector<HTMLScriptElement>('script[src*="assets/"]');
      return Promise.all(
        [assets?.src ?? '', 'lib/parallel-playground.js'].map(async (address) =>
          (await fetch(address)).headers.get('Cross-Origin-Embedder-Policy'),
        ),
      );
    });
  await page.goto('');
  await workerActive(page, site);
  await page.reload();
  expect(await policies()).toEqual([null, null]);
  site.fault(/\/$/, { kind: 'headers', headers: isolationHeaders });
  await page.reload();
  expect(await policies()).toEqual(['require-corp', 'require-corp']);
  site.mend();
  await page.reload();
  expect(await policies()).toEqual([null, null]);
});

test('an embed registers no worker, and is left to the network where there is one @isolated', async ({
  page,
  site,
}) => {
  await page.goto('embed.html?demo=partitioning&workers=2&work=5&repeats=1');
  await runDemo(page, 'partitioning');
  expect(await registrations(page)).toBe(0);
  await page.goto('');
  await workerActive(page, site);
  site.fault(/embed\.html$/, { kind: 'html' });
  site.fault(/embed\.js$/, { kind: 'html' });
  await page.goto('embed.html?demo=partitioning');
  await expect(page).toHaveTitle('a page');
  expect(await page.evaluate(async () => (await fetch('embed.js')).text())).toContain('a page');
});

for (const [name, fault] of [
  ['is missing', { kind: 'status', status: 404 }],
  ['is a page', { kind: 'html' }],
  ['fails when it runs', { kind: 'prepend', source: 'throw new Error("broken");' }],
] as const) {
  test(`where the worker’s script ${name}, the page works all the same @isolated`, async ({
    page,
    site,
    expectedErrors,
  }) => {
    expectedErrors.push(/fetching the script|unsupported MIME type|sw\.js/);
    const asked = page.context().waitForEvent('response', (it) => it.url().endsWith('/sw.js'));
    site.fault(/sw\.js$/, fault);
    await openDemo(page, 'partitioning');
    await asked;
    await runDemo(page, 'partitioning');
    await page.reload();
    await runDemo(page, 'partitioning');
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBe(null);
  });
}

test('where a file is missing that the worker keeps, the page works all the same @isolated', async ({
  page,
  site,
}) => {
  const asked = page.context().waitForEvent('response', (it) => it.status() === 404);
  site.fault(/code-view-.*\.js$/, { kind: 'status', status: 404 });
  await openDemo(page, 'partitioning');
  await asked;
  site.mend();
  await runDemo(page, 'partitioning');
});

test('where there are no service workers, the page works all the same @isolated', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
  });
  await openDemo(page, 'partitioning');
  await runDemo(page, 'partitioning');
  await expect(page.getByTestId('isolation')).toHaveCount(0);
});
