/**
 * Pages that embed as real ones do: with readers typing, frameworks' attributes, tabs, sandboxes,
 * redirecting hosts, other scripts.
 */
import type { Page } from '@playwright/test';

import { frameOf, names, QUICK, SCRIPT, test, told } from './embedding.ts';
import { expect } from './fixtures.ts';

test('a demo that there is not: failed, with the reason in the frame, and no other is shown @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(
    `${SCRIPT}<parallel-demo id="a" ${QUICK.replace('partitioning', 'nonsense')} autorun></parallel-demo>`,
  );
  await expect.poll(() => names(page)).toEqual(['a demo-failed']);
  const { code, message } = (await told(page))[0]?.detail ?? {};
  expect(code).toBe('E_ARGUMENT');
  expect(message).toMatch(/nonsense.*matmul/);
  await expect(frameOf(page, 'a').getByTestId('notice')).toContainText('nonsense');
  await expect(frameOf(page, 'a').locator('pp-demo')).toHaveCount(0);
  await expect(page.locator('#a')).not.toHaveAttribute('aria-busy', /./);
  // Mended, it runs.
  await page.locator('#a').evaluate((it) => it.setAttribute('demo', 'partitioning'));
  await expect.poll(() => names(page)).toContain('a demo-finished');
});

test('values that cannot be used are said in the frame and to the page @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK} items="-1" colour="red"></parallel-demo>`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready']);
  const problems = (await told(page))[0]?.detail.problems?.join(' ');
  expect(problems).toMatch(/items=-1.*A whole number from/);
  expect(problems).toMatch(/colour.*parts/);
});

test('one that runs by itself leaves the focus where the reader types @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(`<input id="mine" /><script>document.getElementById('mine').focus()</script>
    ${SCRIPT}<parallel-demo id="a" ${QUICK} autorun></parallel-demo>`);
  const mine = page.locator('#mine');
  await mine.pressSequentially('abc');
  await expect.poll(() => names(page)).toEqual(['a demo-ready', 'a demo-finished']);
  await page.keyboard.type('def');
  await expect(mine).toBeFocused();
  await expect(mine).toHaveValue('abcdef');
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

const OTHERS =
  'translate="no" draggable="true" inert="" data-x="1" aria-label="x" v-if="a" ng-if="b" x-data="c" @click="d" :e="f" onclick="" ' +
  'class="g" slot="h" part="i" role="group" tabindex="0" title="j" dir="ltr" contenteditable="false" itemprop="k" key="l"';

test('attributes of HTML and of frameworks are no settings; language and theme in any letters are @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" demo="matmul" lang="ko-KR" theme="DARK" where="processes"
    ${OTHERS}></parallel-demo>`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready']);
  const frame = frameOf(page, 'a');
  await expect(frame.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(frame.getByTestId('notice')).toHaveCount(0);
  await expect(frame.getByTestId('matmul-where')).toHaveValue('processes');
});

const fits = async (page: Page, id: string): Promise<boolean> => {
  const frame = await page.locator(`#${id} iframe`).evaluate((it) => it.clientHeight);
  const content = await frameOf(page, id)
    .locator('pp-embed')
    .evaluate((it) => Math.ceil(it.getBoundingClientRect().height));
  return frame > 300 && Math.abs(frame - content) <= 1;
};

for (const [what, before, after] of [
  ['in a closed details', '<details>', '</details>'],
  ['in a tab that is not shown', '<div style="display: none">', '</div>'],
] as const) {
  test(`${what}: as high as its content once it is shown, and shown again`, async ({
    page,
    embedIn,
  }) => {
    await embedIn(`${SCRIPT}${before}<parallel-demo id="a" ${QUICK}></parallel-demo>${after}`);
    const show = (shown: boolean): Promise<void> =>
      page.locator('#a').evaluate((it, open) => {
        const parent = it.parentElement;
        if (parent instanceof HTMLDetailsElement) parent.open = open;
        else if (parent) parent.style.display = open ? 'block' : 'none';
      }, shown);
    await show(true);
    await expect.poll(() => names(page)).toEqual(['a demo-ready']);
    await expect.poll(() => fits(page, 'a')).toBe(true);
    // Loaded while it is hidden.
    await show(false);
    await page.locator('#a').evaluate((it) => it.setAttribute('demo', 'queue'));
    await expect.poll(async () => (await names(page)).length).toBe(2);
    await show(true);
    await expect.poll(() => fits(page, 'a')).toBe(true);
    await show(false);
    await page.setViewportSize({ width: 400, height: 800 });
    await show(true);
    await expect.poll(() => fits(page, 'a')).toBe(true);
  });
}

test('in a page that is itself in a sandbox: the reason, at once @isolated', async ({
  page,
  site,
  embedIn,
  expectedErrors,
}) => {
  expectedErrors.push(/CORS|ERR_FAILED|Failed to load resource/);
  const inner = `<script>addEventListener('demo-failed', ({ detail }) => parent.postMessage(detail, '*'))</script>
    <script src='${site.url}embed.js'></script><parallel-demo demo='partitioning' lang='en'></parallel-demo>`;
  await embedIn(`<script>addEventListener('message', ({ data }) => told.push({ name: 'told', detail: data }))</script>
    <iframe title="sandbox" sandbox="allow-scripts" height="900" srcdoc="${inner.replaceAll('"', '&quot;')}"></iframe>`);
  await expect.poll(() => names(page)).toEqual(['undefined told']);
  const { code, message } = (await told(page))[0]?.detail ?? {};
  expect(code).toBe('E_WORKER_LOAD');
  expect(message).toContain('allow-same-origin');
});

test('another embed.js on the page, two copies of ours, as scripts and as modules @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(`<script src="/video/embed.js" type="text/plain"></script>
    <script type="module" src="SITEembed.js"></script>
    <script type="module" src="SITEembed.js?again"></script>
    <parallel-demo id="a" ${QUICK}></parallel-demo>
    <script src="SITEembed.js" defer></script>`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready']);
});

test('a host that sends embed.html to embed: it runs, isolated where its headers say so', async ({
  page,
  site,
  isolated,
  embedIn,
}) => {
  site.fault(/\/embed\.html$/, { kind: 'redirect', to: '/embed' });
  site.fault(/\/index\.html$/, { kind: 'redirect', to: '/' });
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK} autorun></parallel-demo>`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready', 'a demo-finished']);
  await expect(frameOf(page, 'a').getByTestId('badge')).toHaveAttribute(
    'data-mode',
    isolated ? 'threads' : 'processes',
  );
});
