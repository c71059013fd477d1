/**
 * The site's policies: what the page and its workers do is allowed, and what a stranger would do is
 * not. Every test of this folder runs with them; here workers report as well, whose complaints no
 * console shows.
 */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { demosThatRun, expectFinished, openDemo, runDemo } from './runs.ts';
import type { Site } from './server.ts';

/** Of each refusal in the page, its frames and its workers. */
const REPORT = `
  const told = new BroadcastChannel('refusals');
  const tell = (text) => console.error('refused: ' + text);
  told.onmessage = ({ data }) => tell(data);
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
    const text = effectiveDirective + ' ' + blockedURI + ' ' + sample;
    if (self.document) tell(text);
    else told.postMessage(text);
  });
`;

/** The list of all refusals, as they come. Each is an error in the page's console too. */
async function refusals(page: Page, site: Site): Promise<string[]> {
  const seen: string[] = [];
  page.on('console', (message) => {
    const [, text] = /^refused: (.*)/.exec(message.text()) ?? [];
    if (text !== undefined) seen.push(text);
  });
  await page.addInitScript(REPORT);
  // In a block, for these names may be those of the worker's own.
  site.fault(/\.worker-.*\.js$/, { kind: 'prepend', source: `{${REPORT}}` });
  return seen;
}

test('neither the page nor a worker does what its policy forbids', async ({
  page,
  site,
  isolated,
}) => {
  test.setTimeout(120_000);
  const seen = await refusals(page, site);
  await page.goto('');
  await expect(page.locator('pp-overview')).toBeVisible();
  for (const demo of demosThatRun(isolated)) {
    await openDemo(page, demo);
    await runDemo(page, demo);
  }
  await page.goto('#/python');
  await page.getByTestId('python-program-run').click();
  const state = page.getByTestId('python-program-state');
  await expect(state).toHaveAttribute('data-exit-code', '0', { timeout: 30_000 });
  await page.goto('embed.html?demo=partitioning&repeats=1&work=5&autorun=1');
  await expectFinished(page, 'partitioning');
  expect(seen).toEqual([]);
});

test('a stranger’s script, style or text that would become a program is refused', async ({
  page,
  site,
  expectedErrors,
}) => {
  expectedErrors.push(/^refused: /, /Content Security Policy|requires 'Trusted/);
  const seen = await refusals(page, site);
  await openDemo(page, 'pipe');
  const done = await page.evaluate(async () => {
    // In a task of its own: what the debugger calls itself may do everything.
    await new Promise((resolve) => setTimeout(resolve));
    const threw: string[] = [];
    const attempt = (act: () => unknown): void => {
      try {
        act();
      } catch (error) {
        threw.push((error as Error).name);
      }
    };
    attempt(() => globalThis.eval('globalThis.foreign = 1'));
    attempt(() => document.body.insertAdjacentHTML('beforeend', '<img onerror="foreign = 1" />'));
    attempt(() => new Worker(URL.createObjectURL(new Blob(['']))));
    const script = document.createElement('script');
    script.append('globalThis.foreign = 1');
    const style = document.createElement('style');
    style.textContent = 'body { letter-spacing: 9px }';
    document.head.append(script, style);
    return {
      threw,
      foreign: 'foreign' in globalThis,
      spacing: getComputedStyle(document.body).letterSpacing,
    };
  });
  expect(done).toEqual({
    threw: ['EvalError', 'TypeError', 'TypeError'],
    foreign: false,
    spacing: 'normal',
  });
  const directives = (): Set<string> => new Set(seen.map((text) => text.split(' ')[0] ?? ''));
  await expect.poll(directives).toEqual(new Set(['require-trusted-types-for', 'style-src-elem']));

  // A program of the reader's is a module: nothing else becomes one, there neither.
  await page.getByTestId('pipe-code').scrollIntoViewIfNeeded();
  await page.getByTestId('pipe-dialect-javascript').click();
  await page.getByTestId('pipe-js-program-edit').click();
  await page.getByTestId('pipe-js-editor').locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText("console.log(1);\neval('1');");
  await page.getByTestId('pipe-js-program-run').click();
  const output = page.getByTestId('pipe-js-program-output');
  await expect(output).toContainText('EvalError');
  await expect.poll(() => directives().has('script-src')).toBe(true);
});
