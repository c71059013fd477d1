/**
 * Programs on the page: the workbench beside a demo and on the page for free programs. What is run
 * is changed, stopped, kept, shared and had back.
 */
import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';
import axe from 'axe-core';

import { expect, test } from './fixtures.ts';
import { expectNoSidewaysScroll, visit } from './runs.ts';

const LOOP = 'print("on")\nwhile True:\n    pass\n';

/** Opens the page for free programs, with the editor there. */
async function openPrograms(page: Page, more = ''): Promise<void> {
  await visit(page, `python${more}`);
  await expect(editorOf(page)).toBeVisible();
}

const editorOf = (page: Page, name = 'python') =>
  page.getByTestId(`${name}-editor`).locator('.cm-content');
const outputOf = (page: Page, name = 'python') => page.getByTestId(`${name}-program-output`);
const linesOf = (page: Page, name = 'python') => outputOf(page, name).locator('.out-text');

async function textOf(page: Page): Promise<string> {
  const lines = await editorOf(page).locator('.cm-line').allTextContents();
  return lines.join('\n');
}

/** Puts a text in place of what is in the editor, as a reader who pastes it. */
async function write(page: Page, text: string, name = 'python'): Promise<void> {
  await editorOf(page, name).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

async function run(page: Page, name = 'python'): Promise<void> {
  await page.getByTestId(`${name}-program-run`).click();
}

/** Presses Stop: how long it takes until the run has ended, as the page itself sees it. */
function stopMs(page: Page): Promise<number> {
  return page.evaluate(() => {
    const find = (name: string) => document.querySelector<HTMLElement>(`[data-testid="${name}"]`);
    const state = find('python-program-state');
    const beganMs = performance.now();
    const ended = new Promise<number>((resolve) => {
      new MutationObserver(() => {
        if (state?.dataset['state'] !== 'running') resolve(performance.now() - beganMs);
      }).observe(document.body, { attributes: true, subtree: true });
    });
    find('python-program-stop')?.click();
    return ended;
  });
}

async function expectEnded(page: Page, exitCode: number, name = 'python'): Promise<void> {
  const state = page.getByTestId(`${name}-program-state`);
  await expect(state).toHaveAttribute('data-state', 'ended');
  await expect(state).toHaveAttribute('data-exit-code', String(exitCode));
}

test('a demo’s program runs on the page, is changed, and prints something else', async ({
  page,
}) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await visit(page, 'queue');
  await page.getByTestId('queue-code').scrollIntoViewIfNeeded();
  await expect(page.getByTestId('queue-program-first')).toContainText('about 8 MB');
  expect(requests.filter((url) => /code-view|python\//.test(url))).toEqual([]);
  await run(page, 'queue');
  await expectEnded(page, 0, 'queue');
  await expect(linesOf(page, 'queue')).toHaveText(['[3025, 3136, 3249, 3364, 3481]']);
  expect(requests.some((url) => url.includes('code-view'))).toBe(true);
  // The main process, the manager's, the producer and two consumers.
  await expect(page.locator('[data-testid^=queue-process-]')).toHaveCount(5);
  await expect(
    page.getByTestId('queue-program-timeline-processes-chart').locator('> svg'),
  ).toBeVisible();

  const source = await readFile(
    new URL('../../www/page/demos/queue/queue.py', import.meta.url),
    'utf8',
  );
  await write(page, source.replace('N_ITEMS = 60', 'N_ITEMS = 7'), 'queue');
  await page.getByTestId('queue-program-method').selectOption('spawn');
  await run(page, 'queue');
  await expectEnded(page, 0, 'queue');
  await expect(linesOf(page, 'queue')).toHaveText(['[4, 9, 16, 25, 36]']);
});

test('the program has the numbers of the controls until the reader changes it @isolated', async ({
  page,
}) => {
  await visit(page, 'queue');
  await page.getByTestId('queue-code').scrollIntoViewIfNeeded();
  await page.getByTestId('queue-program-edit').click();
  const editor = editorOf(page, 'queue');
  await expect(editor).toContainText('N_ITEMS = 60');
  await page.getByTestId('queue-items').fill('12');
  await expect(editor).toContainText('N_ITEMS = 12');
  await page.getByTestId('queue-preset-chapter').click();
  await expect(editor).toContainText('N_ITEMS = 5');
  await run(page, 'queue');
  await expectEnded(page, 0, 'queue');
  await expect(linesOf(page, 'queue')).toHaveText(['[0, 1, 4, 9, 16]']);

  // From the first change on the text is the reader's.
  await editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('# mine');
  await expect(page.getByTestId('queue-program-numbers')).toHaveCount(0);
  await page.getByTestId('queue-items').fill('6');
  await expect(page.getByTestId('queue-program-numbers')).toContainText('other numbers');
  await expect(editor).toContainText('N_ITEMS = 5');
  await page.getByTestId('queue-program-take').click();
  await expect(editor).toContainText('N_ITEMS = 6');
  await expect(editor).toContainText('# mine');
  await expect(page.getByTestId('queue-program-numbers')).toHaveCount(0);
  await page.getByTestId('queue-program-reset').click();
  await expect(editor).not.toContainText('# mine');
  await expect(editor).toContainText('N_ITEMS = 6');
});

test('the comments speak the language of the page, and the code is the same @isolated', async ({
  page,
}) => {
  await visit(page, 'pipe?lang=ko');
  await page.getByTestId('pipe-code').scrollIntoViewIfNeeded();
  await page.getByTestId('pipe-program-edit').click();
  const editor = editorOf(page, 'pipe');
  await expect(editor).toContainText('종료 신호');
  await expect(editor).toContainText('child.join()');
  await run(page, 'pipe');
  await expectEnded(page, 0, 'pipe');
  await expect(linesOf(page, 'pipe').first()).toHaveText('20');
  await page.getByTestId('lang').selectOption('en');
  await expect(editor).toContainText('the sentinel: that was all');
  await openPrograms(page, '?program=counter&lang=ko');
  await expect(editorOf(page)).toContainText('읽고, 더하고, 쓰는');
});

test('every program to begin with runs @isolated', async ({ page }) => {
  for (const [name, last] of [
    ['hello', '[0, 0, 0]'],
    ['producer', 'got 7'],
    ['pool', /speedup: \d/],
    ['counter', /without lock: +\d+/],
  ] as const) {
    await openPrograms(page, `?program=${name}`);
    await run(page);
    await expectEnded(page, 0);
    await expect(linesOf(page).last()).toHaveText(last);
  }
});

test('an endless loop is stopped, and the next program runs', async ({ page }) => {
  await openPrograms(page);
  await write(page, LOOP);
  await run(page);
  await expect(linesOf(page)).toHaveText(['on']);
  expect(await stopMs(page)).toBeLessThan(1000);
  await expect(page.getByTestId('python-program-state')).toContainText('Stopped');
  await write(page, 'print("next")\n');
  await run(page);
  await expectEnded(page, 0);
  await expect(linesOf(page)).toHaveText(['next']);
});

test('where the output is below the text, the bar says what the run does and leads there @isolated', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPrograms(page);
  await write(page, `word = "${'long '.repeat(20)}"\nraise ValueError("no")\n`);
  await run(page);
  await expectEnded(page, 1);
  const below = page.getByTestId('python-program-below');
  await expect(below).toContainText('ValueError');
  await expect(below).toBeInViewport();
  await page.getByTestId('python-program-to-output').click();
  await expect(outputOf(page)).toBeFocused();
  const error = outputOf(page).locator('.out-stderr').first();
  await expect(error).toBeInViewport();
  const { whoEnd, textStart, gutter } = await error.evaluate((row) => {
    const who = document.createRange();
    who.selectNodeContents(row.querySelector('.out-who') ?? row);
    return {
      whoEnd: who.getBoundingClientRect().right,
      textStart: row.querySelector('.out-text')?.getBoundingClientRect().left ?? 0,
      gutter: getComputedStyle(document.querySelector('.cm-gutters') ?? row).backgroundColor,
    };
  });
  expect(whoEnd, 'the stream’s name ends before its text').toBeLessThanOrEqual(textStart);
  expect(gutter, 'numbers of lines hide what passes below them').toMatch(/^rgb\(/);
  await page.setViewportSize({ width: 1280, height: 844 });
  await expect(below).toBeHidden();
});

test('of a long output only the end is kept @isolated', async ({ page }) => {
  await openPrograms(page);
  await write(page, 'print("\\n".join(map(str, range(20_000))))\nwhile True:\n    pass\n');
  await run(page);
  await expect(page.getByTestId('python-program-dropped')).toBeVisible();
  await page.getByTestId('python-program-stop').click();
  await expect(page.getByTestId('python-program-state')).toHaveAttribute('data-state', 'ended');
  expect(await outputOf(page).locator('.out').count()).toBeLessThan(2500);
});

test('input() reads what the reader writes', async ({ page }) => {
  await openPrograms(page);
  await write(page, 'name = input("name? ")\nprint("hello", name, input())\n');
  await expect(page.getByTestId('python-program-input')).toHaveCount(0);
  await run(page);
  const field = page.getByTestId('python-program-input');
  await field.fill('Ada');
  await field.press('Enter');
  await expect(field).toHaveValue('');
  await field.fill('again');
  await page.getByTestId('python-program-send').click();
  await expectEnded(page, 0);
  await expect(linesOf(page).last()).toHaveText('hello Ada again');
  await expect(field).toHaveCount(0);
});

test('a traceback marks its lines until the text is changed @isolated', async ({ page }) => {
  await openPrograms(page);
  await write(
    page,
    'from multiprocessing import Process\ndef f():\nraise ValueError("no")\nif __name__ == "__main__":\np = Process(target=f)\np.start()\np.join()\nx = 1 / 0\n'.replace(
      /^(raise|p|x)/gm,
      '    $1',
    ),
  );
  await run(page);
  await expectEnded(page, 1);
  const marked = page.getByTestId('python-editor').locator('.mark-origin');
  await expect(marked).toHaveCount(2);
  await expect(marked.first()).toContainText('← ValueError: no');
  await expect(marked.last()).toContainText('← ZeroDivisionError: division by zero');
  await expect(page.getByTestId('python-process-1001')).toHaveAttribute('data-exit-code', '1');
  // From the output to the line.
  await outputOf(page).getByRole('button', { name: 'line 3' }).click();
  await expect(editorOf(page)).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' ');
  await expect(marked).toHaveCount(0);
});

test('the text is kept in this browser, and reset brings back the original @isolated', async ({
  page,
}) => {
  await openPrograms(page);
  const original = await textOf(page);
  await expect(page.getByTestId('python-program-reset')).toBeDisabled();
  await write(page, 'print("mine")\n');
  await expect(page.getByTestId('python-program-kept')).toContainText('kept in this browser');
  await page.getByTestId('starter-pool').click();
  await expect(editorOf(page)).toContainText('count_primes');
  await page.getByTestId('starter-hello').click();
  await expect(editorOf(page)).toContainText('mine');
  await page.reload();
  await expect(editorOf(page)).toContainText('mine');
  await page.getByTestId('python-program-reset').click();
  await expect.poll(() => textOf(page)).toBe(original);
  await page.reload();
  await expect(editorOf(page)).toContainText('greet');
  await expect.poll(() => textOf(page)).toBe(original);
});

for (const where of ['python', 'queue']) {
  test(`a link brings the program to another browser: ${where} @isolated`, async ({
    page,
    context,
    browser,
    site,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await visit(page, where === 'queue' ? 'queue?items=7' : where);
    await page.getByTestId(`${where}-code`).or(editorOf(page)).first().scrollIntoViewIfNeeded();
    if (where === 'queue') await page.getByTestId('queue-program-edit').click();
    await write(page, 'print("한국어", 6 * 7)\n', where);
    await page.getByTestId(`${where}-program-link`).click();
    await expect(page.getByTestId(`${where}-program-notice`)).toContainText('Link copied');
    const address = await page.evaluate(() => navigator.clipboard.readText());
    expect(address).toContain('code=');
    expect(page.url()).toContain('code=');

    const fresh = await browser.newContext({ serviceWorkers: 'block' });
    const other = await fresh.newPage();
    await other.goto(address);
    await expect(other.getByTestId(`${where}-program-notice`)).toContainText('came with the link');
    if (where === 'queue') await expect(other.getByTestId('queue-items')).toHaveValue('7');
    await run(other, where);
    await expectEnded(other, 0, where);
    await expect(linesOf(other, where)).toHaveText(['한국어 42']);
    expect(new URL(other.url()).origin).toBe(new URL(site.url).origin);
    await fresh.close();
  });
}

test('an address with a program that cannot be read: a notice, and the original @isolated', async ({
  page,
}) => {
  for (const code of ['x', 'AAAA', '%F0%9F', 'a'.repeat(50_000), '', '__proto__']) {
    await page.goto('#/');
    await openPrograms(page, `?program=hello&code=${code}`);
    await expect(page.getByTestId('python-program-notice')).toHaveAttribute(
      'data-code',
      'E_ARGUMENT',
    );
    await expect(editorOf(page)).toContainText('greet');
  }
  await visit(page, 'python?program=nothing');
  await expect(page.getByTestId('notice')).toContainText('nothing');
});

test('a program is taken along as a file, and brought from one @isolated', async ({ page }) => {
  await visit(page, 'queue');
  await page.getByTestId('queue-code').scrollIntoViewIfNeeded();
  const waiting = page.waitForEvent('download');
  await page.getByTestId('queue-program-download').click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('queue_demo.py');
  const source = new URL('../../www/page/demos/queue/queue.py', import.meta.url);
  expect(await readFile(await download.path(), 'utf8')).toBe(await readFile(source, 'utf8'));

  await openPrograms(page);
  const open = async (buffer: Buffer): Promise<void> => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByTestId('python-program-open').click();
    await (await choosing).setFiles({ name: 'mine.py', mimeType: 'text/x-python', buffer });
  };
  await open(Buffer.from('print("from a file")\r\n'));
  await expect(editorOf(page)).toContainText('from a file');
  for (const bad of [Buffer.alloc(300_000, 'x'), Buffer.from([0xff, 0xfe, 0x00])]) {
    await open(bad);
    const notice = page.getByTestId('python-program-notice');
    await expect(notice).toHaveAttribute('data-code', 'E_ARGUMENT');
    await expect(editorOf(page)).toContainText('from a file');
  }
});

test('the way out: the program and a driver as files, by keyboard too @isolated', async ({
  page,
}) => {
  await openPrograms(page);
  await write(page, 'print("mine")\n');
  await page.getByTestId('python-further').locator('summary').press('Enter');
  const taken: Record<string, string> = {};
  for (const id of ['dask-program', 'dask-driver', 'ray-driver', 'mpi-driver']) {
    const waiting = page.waitForEvent('download');
    await page.getByTestId(`python-further-${id}`).press('Enter');
    const download = await waiting;
    taken[download.suggestedFilename()] = await readFile(await download.path(), 'utf8');
  }
  expect(Object.keys(taken)).toEqual(['hello_demo.py', 'on_dask.py', 'on_ray.py', 'on_mpi.py']);
  expect(taken['hello_demo.py']).toBe('print("mine")\n');
  for (const [file, text] of Object.entries(taken).slice(1)) {
    expect(text, file).toContain(`python3 ${file === 'on_mpi.py' ? '-m mpi4py' : file}`);
    expect(text, file).toContain('def run_program(');
    expect(text, file).not.toContain('from shared');
  }
});

test('the editor by keyboard: Tab passes it, indents whoever types, and leaves after Esc @isolated', async ({
  page,
}) => {
  await openPrograms(page);
  await page.getByTestId('python-program-embed').focus();
  await page.keyboard.press('Tab');
  await expect(editorOf(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(outputOf(page)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(editorOf(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('if 1:');
  await page.keyboard.press('Enter');
  await page.keyboard.type('x');
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  expect(await textOf(page)).toBe('if 1:\n        x');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(outputOf(page)).toBeFocused();
  await expect(editorOf(page)).toHaveAttribute('aria-label', 'Python program');
  await expect(editorOf(page)).toHaveAttribute('aria-describedby', 'python-keys');
});

test('where the editor does not come a plain field takes its place @isolated', async ({
  page,
  site,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/);
  site.fault(/code-view/, { kind: 'status', status: 404 });
  await visit(page, 'python');
  const field = page.getByTestId('python-editor');
  await expect(field).toHaveJSProperty('tagName', 'TEXTAREA');
  await field.fill('print("plain")\n');
  await run(page);
  await expectEnded(page, 0);
  await expect(linesOf(page)).toHaveText(['plain']);
});

test('how far loading is can be seen, and a run that is stopped then does not begin @isolated', async ({
  page,
  site,
}) => {
  site.fault(/pyodide\.asm\.wasm/, { kind: 'delay', ms: 1500 });
  await openPrograms(page);
  await run(page);
  const bar = page.getByTestId('python-program-loading');
  await expect(bar).toHaveAttribute('aria-valuetext', /^Loading Python: [\d.]+ of 1\d\.\d MB/);
  // All but that file.
  await expect(bar).toHaveAttribute('aria-valuenow', /^[1-9]\d?$/);
  await page.getByTestId('python-program-stop').click();
  await expect(page.getByTestId('python-program-state')).toHaveAttribute('data-state', 'stopped');
  await run(page);
  await expectEnded(page, 0);
});

test('axe finds nothing on the page for programs, and nothing scrolls sideways @isolated', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(axe.source);
  await openPrograms(page);
  await write(page, 'import sys\nprint("out")\nprint("err", file=sys.stderr)\n1 / 0  # here\n');
  const look = async (when: string): Promise<void> => {
    for (const [lang, theme] of [
      ['en', 'light'],
      ['ko', 'dark'],
    ] as const) {
      await page.getByTestId('lang').selectOption(lang);
      await page.getByTestId('theme').selectOption(theme);
      const found = await page.evaluate(async () => {
        const results = await (globalThis as unknown as { axe: typeof axe }).axe.run(document);
        return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
      });
      expect.soft(found, `${when}, ${lang}, ${theme}`).toEqual([]);
    }
    await page.getByTestId('lang').selectOption('en');
  };
  await look('before a run');
  await run(page);
  await expectEnded(page, 1);
  await page.locator('main summary').first().click();
  await look('after a run');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});
