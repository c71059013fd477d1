/**
 * JavaScript programs beside the demos: they run in a worker of their own by the library, print in
 * the page's console, end by errors that are marked, and are stopped whatever they do.
 */
import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { PROGRAM_SETTINGS } from '../../scripts/program-settings.mjs';
import { expectedOf } from '../../scripts/programs.mjs';
import { expect, test } from './fixtures.ts';
import { workersAlive, workersOfBrowser } from './library.ts';
import { CHEAP_RUNS, demosThatRun, visit } from './runs.ts';

const linesOf = (page: Page, demo = 'pipe') =>
  page.getByTestId(`${demo}-js-program-output`).locator('.out-text');
/** What the pipe's program prints of its messages. */
const SIZES = /^\[2, 8, 32, .*\]$/;
const editorOf = (page: Page) => page.getByTestId('pipe-js-editor').locator('.cm-content');

/** Opens a demo at its JavaScript program. */
async function openScript(page: Page, demo = 'pipe', more = ''): Promise<void> {
  await visit(page, demo + more);
  await page.getByTestId(`${demo}-code`).scrollIntoViewIfNeeded();
  await page.getByTestId(`${demo}-dialect-javascript`).click();
  await expect(page.getByTestId(`${demo}-js-program-run`)).toBeVisible();
}

/** Puts a text in place of what is in the editor, and runs it. */
async function runText(page: Page, text: string): Promise<void> {
  const edit = page.getByTestId('pipe-js-program-edit');
  if (await edit.isVisible()) await edit.click();
  await editorOf(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  await page.getByTestId('pipe-js-program-run').click();
}

/** The lines as JavaScript shows the same values: there a whole number has no point. */
const asWritten = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replaceAll('.0', ''));

async function expectEnded(page: Page, exitCode: number, demo = 'pipe'): Promise<void> {
  const state = page.getByTestId(`${demo}-js-program-state`);
  await expect(state).toHaveAttribute('data-state', 'ended', { timeout: 20_000 });
  await expect(state).toHaveAttribute('data-exit-code', String(exitCode));
}

test('every demo’s JavaScript program runs on the page, and prints what its Python program prints', async ({
  page,
  isolated,
}) => {
  test.setTimeout(90_000);
  expect(Object.keys(CHEAP_RUNS)).toContain('queue');
  for (const demo of demosThatRun(isolated)) {
    await openScript(page, demo);
    await page.getByTestId(`${demo}-js-program-run`).click();
    await expectEnded(page, 0, demo);
    const printed = expectedOf(`www/page/demos/${demo}/${demo}.py`).trimEnd().split('\n');
    await expect(linesOf(page, demo)).toHaveText(asWritten(printed));
  }
});

test('with other settings both programs print what CPython prints @isolated', async ({ page }) => {
  test.setTimeout(90_000);
  // One of each demo; the policies differ in the sizes that they print.
  const told = new Set(['guided', 'roundRobin', 'fast']);
  const some = PROGRAM_SETTINGS.filter(({ values: { policy, algorithm } }) =>
    [policy ?? 'guided', algorithm ?? 'fast'].every((it) => told.has(String(it))),
  );
  expect(new Set(some.map(({ demo }) => demo)).size).toBe(4);
  for (const { demo, values, prints } of some) {
    await test.step(`${demo} ${JSON.stringify(values)}`, async () => {
      const texts = Object.entries(values).map(([name, value]) => [name, String(value)]);
      await openScript(page, demo, `?${String(new URLSearchParams(texts))}`);
      await page.getByTestId(`${demo}-js-program-run`).click();
      await expectEnded(page, 0, demo);
      await expect(linesOf(page, demo)).toHaveText(asWritten(prints));
      await page.getByTestId(`${demo}-dialect-python`).click();
      await page.getByTestId(`${demo}-program-run`).click();
      const output = page.getByTestId(`${demo}-program-output`).locator('.out-text');
      await expect(output).toHaveText(prints, { timeout: 30_000 });
    });
  }
});

test('its numbers are those of the controls, and it is changed and run @isolated', async ({
  page,
}) => {
  await openScript(page, 'pipe', '?number=21&trips=20');
  await page.getByTestId('pipe-js-program-run').click();
  await expectEnded(page, 0);
  await expect(linesOf(page).first()).toHaveText('42');
  const source = await readFile(
    new URL('../../www/page/demos/pipe/pipe.js', import.meta.url),
    'utf8',
  );
  await runText(page, source.replace('2 * Number', '3 * Number'));
  await expectEnded(page, 0);
  await expect(linesOf(page)).toHaveText(['30', SIZES]);
  await expect(page.getByTestId('pipe-js-program-numbers')).toBeVisible();
  // The Python program is another text; each keeps what it has written.
  await page.getByTestId('pipe-dialect-python').click();
  await expect(page.getByTestId('pipe-listing-python')).toContainText('NUMBER = 21');
  await expect(page.getByTestId('pipe-js-program-run')).toBeHidden();
  await page.getByTestId('pipe-dialect-javascript').click();
  await expect(linesOf(page)).toHaveText(['30', SIZES]);
});

test('values are shown as one would write them, and errors apart @isolated', async ({ page }) => {
  await openScript(page);
  await runText(
    page,
    "console.log('a', 1, [1, 'b', { c: null }], new Map([[1, 2]]));\nconsole.error('no');\nawait 0;\n",
  );
  await expectEnded(page, 0);
  await expect(linesOf(page)).toHaveText(["a 1 [1, 'b', {c: null}] Map {1 => 2}", 'no']);
  await expect(page.getByTestId('pipe-js-program-output').locator('.out-stderr')).toHaveCount(1);
});

for (const [what, text, line, words] of [
  ['an error', 'const a = 1;\n\nnull.x;\n', 3, 'TypeError: Cannot read'],
  [
    'a rejection that nobody awaits',
    '0;\nPromise.reject(new RangeError("far"));\nawait new Promise(() => {});\n',
    2,
    'RangeError: far',
  ],
  [
    'what is no JavaScript',
    "import { open } from 'parallel-playground';\n\nlet x = ;\n",
    3,
    'SyntaxError: Unexpected token',
  ],
] as const) {
  test(`${what} ends the program with exit code 1, and its line is marked @isolated`, async ({
    page,
  }) => {
    await openScript(page);
    await runText(page, text);
    await expectEnded(page, 1);
    const marked = page.getByTestId('pipe-js-editor').locator('.mark-origin');
    await expect(marked).toHaveCount(1);
    await expect(marked).toContainText(`← `);
    await expect(marked).toContainText(words);
    const link = page.getByTestId('pipe-js-program-output').getByRole('button').first();
    await expect(link).toHaveText(new RegExp(`^program\\.js:${line}:\\d+$`));
    await link.click();
    await expect(editorOf(page)).toBeFocused();
  });
}

test('a task that fails ends the program, with its code and its cause @isolated', async ({
  page,
}) => {
  await openScript(page);
  const failing =
    "import { open } from 'parallel-playground';\nconst pg = await open();\nawait pg.processes.map(() => { throw new TypeError('inside'); }, [1]);\n";
  await runText(page, failing);
  await expectEnded(page, 1);
  await expect(page.getByTestId('pipe-js-program-output')).toContainText('E_TASK');
  await expect(page.getByTestId('pipe-js-program-output')).toContainText('TypeError: inside');
});

test('in a JavaScript program the library can do all that it can in the page @isolated', async ({
  page,
}) => {
  await openScript(page);
  const text =
    "import { open } from 'parallel-playground';\nconst pg = await open();\nconst { stdout } = await pg.python.run('print(6 * 7)');\nconsole.log(stdout.trim(), pg.mode);\nawait pg.close();\n";
  await runText(page, text);
  await expectEnded(page, 0);
  await expect(linesOf(page)).toHaveText(['42 threads']);
});

test('an import that there is not is said @isolated', async ({ page }) => {
  await openScript(page);
  await runText(page, "import { nothing } from 'parallel-playground';\n");
  await expectEnded(page, 1);
  await expect(linesOf(page).first()).toContainText('nothing');
});

for (const [what, text] of [
  ['an endless loop', "console.log('a');\nconsole.log('b');\nfor (;;);\n"],
  [
    'a program that writes without end',
    "console.log('a');\nfor (let n = 0; ; n += 1) console.log(n);\n",
  ],
  [
    'a process that computes without end',
    "import { open } from 'parallel-playground';\nconst pg = await open();\nconst p = pg.spawn(() => { for (;;); });\nconsole.log('a');\nawait p.join();\n",
  ],
] as const) {
  test(`${what} is stopped within a second, and the next program runs`, async ({ page }) => {
    await openScript(page);
    const before = await workersAlive(page);
    await runText(page, text);
    await expect(linesOf(page).first()).toBeVisible();
    if (what === 'an endless loop') await expect(linesOf(page)).toHaveText(['a', 'b']);
    const tookMs = await page.evaluate(() => {
      const find = (name: string) => document.querySelector<HTMLElement>(`[data-testid="${name}"]`);
      const state = find('pipe-js-program-state');
      const beganMs = performance.now();
      const ended = new Promise<number>((resolve) => {
        new MutationObserver(() => {
          if (state?.dataset['state'] === 'stopped') resolve(performance.now() - beganMs);
        }).observe(document.body, { attributes: true, subtree: true });
      });
      find('pipe-js-program-stop')?.click();
      return ended;
    });
    expect(tookMs).toBeLessThan(1000);
    await expect(page.getByTestId('pipe-js-program-state')).toContainText('Stopped');
    // What it had begun ends with it.
    await expect.poll(() => workersAlive(page), { timeout: 10_000 }).toBe(before);
    await runText(page, "console.log('next');\n");
    await expectEnded(page, 0);
    await expect(linesOf(page)).toHaveText(['next']);
  });
}

test('a run leaves no worker behind', async ({ page }) => {
  await openScript(page);
  const before = (await workersOfBrowser(page)).sort();
  for (let turn = 0; turn < 3; turn += 1) {
    await page.getByTestId('pipe-js-program-run').click();
    await expectEnded(page, 0);
  }
  await expect
    .poll(async () => (await workersOfBrowser(page)).sort(), { timeout: 10_000 })
    .toEqual(before);
});

test('a link brings the JavaScript program to another browser @isolated', async ({
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openScript(page);
  await runText(page, "console.log('from afar');\n");
  await expectEnded(page, 0);
  await page.getByTestId('pipe-js-program-link').click();
  await expect(page.getByTestId('pipe-js-program-notice')).toContainText('Link copied');
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toContain('code=js.');
  const fresh = await browser.newContext({ serviceWorkers: 'block' });
  const other = await fresh.newPage();
  await other.goto(address);
  await expect(other.getByTestId('pipe-js-program-notice')).toContainText('came with the link');
  await other.getByTestId('pipe-js-program-run').click();
  await expectEnded(other, 0);
  await expect(linesOf(other)).toHaveText(['from afar']);
  await expect(other.getByTestId('pipe-dialect-javascript')).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await fresh.close();
});

test('a worker that does not load is said @isolated', async ({ page, site, expectedErrors }) => {
  expectedErrors.push(/Failed to load resource/);
  site.fault(/program\.worker/, { kind: 'status', status: 404 });
  await openScript(page);
  await page.getByTestId('pipe-js-program-run').click();
  await expect(page.getByTestId('pipe-js-program-state')).toHaveAttribute('data-state', 'failed');
});

test('the JavaScript program is taken along, brought from a file, kept, and had back @isolated', async ({
  page,
}) => {
  await openScript(page);
  const waiting = page.waitForEvent('download');
  await page.getByTestId('pipe-js-program-download').click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('pipe_demo.js');
  const source = new URL('../../www/page/demos/pipe/pipe.js', import.meta.url);
  expect(await readFile(await download.path(), 'utf8')).toBe(await readFile(source, 'utf8'));
  const choosing = page.waitForEvent('filechooser');
  await page.getByTestId('pipe-js-program-open').click();
  const buffer = Buffer.from("console.log('file');\n");
  await (await choosing).setFiles({ name: 'mine.js', mimeType: 'text/javascript', buffer });
  await page.reload();
  await page.getByTestId('pipe-code').scrollIntoViewIfNeeded();
  await page.getByTestId('pipe-dialect-javascript').click();
  await page.getByTestId('pipe-js-program-run').click();
  await expectEnded(page, 0);
  await expect(linesOf(page)).toHaveText(['file']);
  await page.getByTestId('pipe-js-program-reset').click();
  await page.getByTestId('pipe-js-program-run').click();
  await expect(linesOf(page)).toHaveText(['20', SIZES]);
});
