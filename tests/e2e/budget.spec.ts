/**
 * What is fetched before a reader does anything: scripts and styles, also those of workers, as a
 * host sends them at best. Nothing of an engine, of Python or of the editor is among them.
 */
import { readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';

import { FIRST_VIEW_KB } from '../../scripts/first-view.mjs';
import { expect, test } from './fixtures.ts';
import { CHEAP_RUNS } from './runs.ts';

test.use({ reader: false });

for (const name of ['', 'python', ...Object.keys(CHEAP_RUNS)]) {
  const what = name === '' ? 'the overview' : name;
  test(`${what}: at most ${FIRST_VIEW_KB} KB brotli before the first action @isolated`, async ({
    page,
  }) => {
    const fetched = new Set<string>();
    page.context().on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/\.(js|css|wasm)$/.test(pathname)) fetched.add(pathname.slice(1));
    });
    await page.goto(`#/${name}`);
    // All that is drawn without an engine has been drawn.
    await expect(page.locator('h1')).toBeVisible();
    await expect(page.locator('.results .canvas-empty')).toHaveCount(0);
    if (name in CHEAP_RUNS) await expect(page.locator('.canvas-chart svg').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', '');

    const paths = [...fetched];
    expect(
      paths.filter((path) => /worker|\.wasm$|parallel-playground|code-view/.test(path)),
    ).toEqual([]);
    const sizes = await Promise.all(
      paths.map(
        async (path) => brotliCompressSync(await readFile(`www/dist/${path}`)).length / 1000,
      ),
    );
    const all = sizes.reduce((sum, size) => sum + size, 0);
    console.log(`${what}: ${all.toFixed(1)} KB brotli in ${paths.length} files`);
    expect(paths.length).toBeGreaterThan(2);
    expect(all).toBeLessThanOrEqual(FIRST_VIEW_KB);
  });
}

test('who stays at a demo finds the engine open, without having done anything @isolated', async ({
  page,
}) => {
  await page.goto('#/queue');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', 'threads');
});
