/**
 * The programs shown beside the demos run exactly as they stand in their files, and print what they
 * have to print.
 */
import { readFile } from 'node:fs/promises';

import { expectedOf } from '../../scripts/programs.mjs';
import { expect, test } from './fixtures.ts';
import { loadLibrary } from './library.ts';
import { CHEAP_RUNS } from './runs.ts';

test.describe.configure({ timeout: 30_000 });

const programOf = (demo: string, language: 'js' | 'py' = 'js'): URL =>
  new URL(`../../www/page/demos/${demo}/${demo}.${language}`, import.meta.url);

/** These numbers are the machine's, by default. */
const alike = (program: string): string =>
  program.trim().replace(/^(.*\b(?:N_WORKERS|N_PROCESSES|N_INCREMENTS) = )\d+/gm, '$1…');

for (const demo of Object.keys(CHEAP_RUNS)) {
  const path = programOf(demo);

  test(`the page shows the program of ${demo} as it is in its file`, async ({ page }) => {
    await page.goto(`#/${demo}`);
    for (const [language, of] of [
      ['javascript', path],
      ['python', programOf(demo, 'py')],
    ] as const) {
      await page.getByTestId(`${demo}-dialect-${language}`).click();
      const shown = page.locator(`[data-testid$="listing-${language}"]`);
      const text = (await shown.textContent()) ?? '';
      expect(alike(text)).toBe(alike(await readFile(of, 'utf8')));
    }
  });

  const tag = demo === 'shared-memory' ? ' @isolated' : '';
  test(`the program of ${demo} prints what it says${tag}`, async ({ page, site }) => {
    const source = await readFile(path, 'utf8');
    await loadLibrary(page, site);
    await page.route('**/program.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: source }),
    );
    const printed = await page.evaluate(async (address) => {
      const printed: unknown[] = [];
      console.log = (value: unknown) => printed.push(value);
      await import(address);
      return printed;
    }, `${site.url}program.js`);
    const lines = expectedOf(`www/page/demos/${demo}/${demo}.py`).trimEnd().split('\n');
    expect(printed).toEqual(lines.map((line) => JSON.parse(line) as unknown));
  });
}

test('without shared memory the program of shared memory says why it cannot run @not-isolated', async ({
  page,
  site,
}) => {
  const source = await readFile(programOf('shared-memory'), 'utf8');
  await loadLibrary(page, site);
  await page.route('**/program.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: source }),
  );
  const { code } = await page.evaluate(
    (address) => codeOf(import(address)),
    `${site.url}program.js`,
  );
  expect(code).toBe('E_NOT_ISOLATED');
});

test('a program can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('#/pipe');
  await page.getByTestId('pipe-code').scrollIntoViewIfNeeded();
  // The workbench has taken the listing's place.
  await expect(page.getByTestId('pipe-program-run')).toBeVisible();
  await page.getByTestId('pipe-copy-python').click();
  await expect(page.getByTestId('pipe-copy-python')).toHaveText('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await readFile(programOf('pipe', 'py'), 'utf8'));
});

test('where the chapter’s listing can fail is said, in both languages @isolated', async ({
  page,
}) => {
  for (const [lang, words] of [
    ['en', 'cannot be pickled'],
    ['ko', 'pickle할 수 없어'],
  ] as const) {
    await page.goto(`#/scheduling?lang=${lang}`);
    const pitfalls = page.getByTestId('scheduling-pitfalls');
    await pitfalls.locator('summary').click();
    await expect(pitfalls.locator('p')).toHaveCount(2);
    await expect(pitfalls).toContainText(words);
    await expect(pitfalls).toContainText('Queue.empty()');
  }
  await page.goto('#/pools?lang=en');
  await expect(page.getByTestId('pools-code')).toBeVisible();
  await expect(page.getByTestId('pools-pitfalls')).toHaveCount(0);
});
