/**
 * The packed library in the hands of others: bundled by Vite, webpack and esbuild, by an import
 * map, and from another origin; with threads and without, with Python and without.
 */
import { expect, test as base, type Page } from '@playwright/test';

import { workersAlive, workersOfBrowser } from '../e2e/library.ts';
import { serve, serveByVite, type Served } from './servers.mjs';

interface Seen {
  failed?: string;
  mode?: string;
  reasons?: string[];
  squares?: number[];
  product?: number[];
  items?: unknown[];
  python?: string;
}

const isolated = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const CUBES = '[0, 1, 8, 27]\n';
/** The answers that do not depend on the headers. */
const answers = {
  squares: [1, 4, 9],
  product: [19, 22, 43, 50],
  items: ['one', 2],
};
const threads = { ...answers, mode: 'threads', reasons: [] };
const processes = {
  ...answers,
  mode: 'processes',
  reasons: expect.arrayContaining(['not-isolated']),
};

interface Fixtures {
  /** Serves a folder of the consumers until the test is over. */
  host: (folder: string, headers: Readonly<Record<string, string>>) => Promise<Served>;
  /** The address of Vite's development server. */
  devServer: string;
}

const test = base.extend<Fixtures>({
  host: async ({}, use) => {
    const servers: Served[] = [];
    await use(async (folder, headers) => {
      const server = await serve(folder, headers);
      servers.push(server);
      return server;
    });
    for (const { close } of servers) await close();
  },
  devServer: async ({}, use) => {
    const server = await serveByVite();
    await use(server.url);
    await server.close();
  },
});

interface Asked {
  /** Of `open`. */
  options?: object;
  /** The library's address, for a page that has none of its own. */
  library?: string;
  /** Python runs too, which takes some seconds. */
  python?: boolean;
}

/** What the page did with the library. */
async function seen(page: Page, url: string, asked: Asked = {}): Promise<Seen> {
  const { options = {}, library = '', python = false } = asked;
  const query = new URLSearchParams({ options: JSON.stringify(options), library });
  if (!python) query.set('python', 'no');
  await page.goto(`${url}?${query}`);
  const found = await page.waitForFunction(() => (globalThis as { seen?: Seen }).seen, undefined, {
    timeout: 45_000,
  });
  const result = (await found.jsonValue()) as Seen;
  await expect.poll(() => workersAlive(page)).toBe(0);
  // Python's interpreters too.
  await expect.poll(() => workersOfBrowser(page)).toEqual([]);
  return result;
}

for (const [name, folder, options] of [
  ['Vite', 'vite/dist', { python: '/python/' }],
  ['webpack', 'webpack/dist', { python: '/python/' }],
  ['esbuild', 'esbuild/dist', { assets: 'vendor/parallel-playground', python: '/python/' }],
  ['an import map', 'import-map', {}],
] as const) {
  test(`${name}: everything works with threads, and nothing is missing`, async ({ page, host }) => {
    const site = await host(folder, isolated);
    const python = name !== 'esbuild';
    expect(await seen(page, site.url, { options, python })).toEqual({
      ...threads,
      ...(python && { python: CUBES }),
    });
    expect(site.missing).toEqual([]);
  });

  test(`${name}: and without the headers`, async ({ page, host }) => {
    const site = await host(folder, {});
    const python = name === 'esbuild';
    expect(await seen(page, site.url, { options, python })).toEqual({
      ...processes,
      ...(python && { python: CUBES }),
    });
    expect(site.missing).toEqual([]);
  });
}

test('Vite’s development server needs no setting', async ({ page, devServer }) => {
  expect(await seen(page, devServer)).toEqual(processes);
});

test('without the files of Python it says how to get them', async ({ page, host }) => {
  const site = await host('vite/dist', isolated);
  const { python, ...rest } = await seen(page, site.url, { python: true });
  expect(rest).toEqual(threads);
  expect(python).toMatch(/^E_UNSUPPORTED: Python’s files are not at .*\/assets\/python\//);
  expect(python).toContain('parallel-playground-python');
});

test('a bundler that does not follow addresses: the error says which file is missing', async ({
  page,
  host,
}) => {
  const site = await host('esbuild/dist', isolated);
  const { failed } = await seen(page, site.url);
  expect(failed).toMatch(/^E_WORKER_LOAD: .* could not be loaded from .*\/engine\.worker\.js/);
});

/** A policy under which the library of that origin runs, with the given source of workers. */
function policy(origin: string, workers: string): Record<string, string> {
  const scripts = `script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval' ${origin}`;
  const value = `default-src 'self'; ${scripts}; connect-src 'self' ${origin}; worker-src ${workers}`;
  return { 'Content-Security-Policy': value };
}

const LIBRARY = 'vendor/parallel-playground/dist/parallel-playground.js';

for (const [tier, headers, expected] of [
  ['with threads', isolated, threads],
  ['without the headers', {}, processes],
] as const) {
  test(`another origin, ${tier}`, async ({ page, host }) => {
    const library = await host('import-map', { 'Access-Control-Allow-Origin': '*' });
    const origin = new URL(library.url).origin;
    const site = await host('other-origin', { ...headers, ...policy(origin, 'blob:') });
    expect(await seen(page, site.url, { library: library.url + LIBRARY })).toEqual(expected);
    expect([...site.missing, ...library.missing]).toEqual([]);
  });

  test(`another origin, ${tier}, without blob:`, async ({ page, host }) => {
    const library = await host('import-map', { 'Access-Control-Allow-Origin': '*' });
    const origin = new URL(library.url).origin;
    const site = await host('other-origin', { ...headers, ...policy(origin, "'self'") });
    const options = { start: 'start.js' };
    const asked = { options, library: library.url + LIBRARY, python: true };
    expect(await seen(page, site.url, asked)).toEqual({ ...expected, python: CUBES });
    expect([...site.missing, ...library.missing]).toEqual([]);
  });
}

test('another origin: a policy without blob: says what to do', async ({ page, host }) => {
  const library = await host('import-map', { 'Access-Control-Allow-Origin': '*' });
  const site = await host('other-origin', policy(new URL(library.url).origin, "'self'"));
  const { failed } = await seen(page, site.url, { library: library.url + LIBRARY });
  expect(failed).toMatch(/^E_WORKER_LOAD: .* could not be loaded from .*open\({ start/);
});

test('another origin: a file that is missing there is named', async ({ page, host }) => {
  const library = await host('import-map', { 'Access-Control-Allow-Origin': '*' });
  const site = await host('other-origin', {});
  const options = { assets: `${library.url}nowhere/` };
  const { failed } = await seen(page, site.url, { options, library: library.url + LIBRARY });
  expect(failed).toMatch(/^E_WORKER_LOAD: .* could not be loaded from .*\/nowhere\/engine/);
});

test('the library of the site works from another origin too', async ({ page, host }) => {
  const library = await host('../../www/dist', { 'Access-Control-Allow-Origin': '*' });
  const site = await host('other-origin', isolated);
  const asked = { library: `${library.url}lib/parallel-playground.js` };
  expect(await seen(page, site.url, asked)).toEqual(threads);
});
