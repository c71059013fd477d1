/**
 * The embed in real pages of another origin: it runs, is as high as its content, tells what
 * happens, and hears no stranger.
 */
import type { Frame, Page } from '@playwright/test';

import { POLICIES } from '../../www/common/policies.ts';
import { frameOf, names, QUICK, SCRIPT, test, told } from './embedding.ts';
import { expect } from './fixtures.ts';

test('in a page without headers it runs, and the result arrives as an event', async ({
  page,
  embedIn,
}) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK}></parallel-demo>`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready']);
  const frame = frameOf(page, 'a');
  await frame.getByTestId('partitioning-run').click();
  await expect.poll(() => names(page)).toEqual(['a demo-ready', 'a demo-finished']);
  const result = (await told(page))[1]?.detail;
  expect(result?.demo).toBe('partitioning');
  expect(result?.answer?.right).toBe(true);
  expect(result?.params).toMatchObject({ items: 9, parts: 4 });
  expect(result?.timings?.map(({ id }) => id)).toEqual(['one', 'chunk', 'roundRobin']);
  await expect(frame.getByTestId('badge')).toHaveAttribute('data-mode', /threads|processes/);
});

test('the event carries what stands in the tables @isolated', async ({ page, embedIn }) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" demo="scheduling" load="simulate" tasks="20"
    workers="4" lang="en" autorun></parallel-demo>`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready', 'a demo-finished']);
  const { policies, scaling, figures } = (await told(page))[1]?.detail ?? {};
  expect(policies).toHaveLength(POLICIES.length);
  for (const { makespanMs } of policies ?? []) expect(makespanMs).toBeGreaterThan(0);
  expect(scaling?.points.at(-1)?.workers).toBe(4);
  expect(figures?.['chunks']?.[0]).toMatchObject({ row: '1' });
});

test('its own isolation gives threads in a page without headers @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK} autorun></parallel-demo>`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready', 'a demo-finished']);
  await expect(frameOf(page, 'a').getByTestId('badge')).toHaveAttribute('data-mode', 'threads');
});

for (const allow of ['allow="cross-origin-isolated"', '']) {
  test(`in an isolated page it runs, ${allow || 'without allow'} @isolated`, async ({
    page,
    embedIn,
  }) => {
    await embedIn(
      `<iframe ${allow} title="a" src="SITEembed.html?demo=partitioning&repeats=1&work=5"></iframe>`,
      {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    );
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const frame = page.frameLocator('iframe');
    await frame.getByTestId('partitioning-run').click();
    await expect(frame.getByTestId('badge')).toHaveAttribute(
      'data-mode',
      allow ? 'threads' : /threads|processes/,
    );
    await expect(frame.getByTestId('partitioning-answer')).toHaveAttribute('data-state', 'right');
  });
}

const SANDBOX =
  '<iframe sandbox="allow-scripts" title="a" src="SITEembed.html?demo=partitioning&lang=LANG"></iframe>';

for (const [lang, sentence] of [
  ['en', 'may not start workers'],
  ['ko', '워커를 시작할 수 없'],
] as const) {
  test(`in a sandbox without an origin the demo can be read, and says why it cannot run: ${lang} @isolated`, async ({
    page,
    embedIn,
  }) => {
    await embedIn(SANDBOX.replace('LANG', lang));
    const frame = page.frameLocator('iframe');
    await expect(frame.getByTestId('notice')).toContainText(sentence);
    await expect(frame.getByTestId('partitioning-code')).toBeVisible();
    await frame.getByTestId('partitioning-run').click();
    await expect(frame.getByTestId('partitioning-error')).toHaveAttribute(
      'data-code',
      'E_WORKER_LOAD',
    );
  });
}

test('where a host’s headers keep modules from a sandbox, a sentence in both languages stays @not-isolated', async ({
  page,
  embedIn,
  expectedErrors,
}) => {
  expectedErrors.push(/CORS|ERR_FAILED|Failed to load resource/);
  await embedIn(SANDBOX.replace('LANG', 'en'));
  const sentence = page.frameLocator('iframe').locator('#not-loaded');
  await expect(sentence).toBeVisible();
  await expect(sentence).toContainText('allow-same-origin.');
  await expect(sentence.locator('[lang=ko]')).toContainText('sandbox 속성');
});

test('the frame is as high as its content, before and after the content changes @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK}></parallel-demo>`);
  const heights = async (): Promise<[number, number]> => [
    await page.locator('#a iframe').evaluate((it) => it.clientHeight),
    await frameOf(page, 'a')
      .locator('pp-embed')
      .evaluate((it) => Math.ceil(it.getBoundingClientRect().height)),
  ];
  const fits = async (): Promise<boolean> => {
    const [frame, content] = await heights();
    return Math.abs(frame - content) <= 1;
  };
  await expect.poll(fits).toBe(true);
  const [before] = await heights();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(async () => (await heights())[0] !== before && (await fits())).toBe(true);
});

const STRANGER = '<iframe title="stranger" src="/stranger"></iframe>';
const stranger = (page: Page): Frame => {
  const frame = page.frames().find((it) => it.url().endsWith('/stranger'));
  if (frame === undefined) throw new Error('there is no stranger');
  return frame;
};
/** From now on waits for the word; what the same window sent before has arrived by then. */
const awaitLastWord = (): void => {
  const heard = new Promise<void>((resolve) =>
    addEventListener('message', ({ data }) => {
      if (data === 'last') requestAnimationFrame(() => resolve());
    }),
  );
  Object.assign(globalThis, { heard });
};
const lastWord = (): Promise<void> | undefined => (globalThis as { heard?: Promise<void> }).heard;

test('the page does not hear another frame @isolated', async ({ page, embedIn }) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK}></parallel-demo>${STRANGER}`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready']);
  await page.evaluate(awaitLastWord);
  await stranger(page).evaluate(() => {
    const type = 'parallel-playground:';
    parent.postMessage({ type: `${type}height`, height: 9999 }, '*');
    parent.postMessage({ type: `${type}event`, name: 'demo-finished', detail: {} }, '*');
    parent.postMessage('last', '*');
  });
  await page.evaluate(lastWord);
  expect(await page.locator('#a iframe').evaluate((it) => it.clientHeight)).not.toBe(9999);
  expect(await names(page)).toEqual(['a demo-ready']);
});

test('the page does not hear another origin in the demo’s own frame @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK}></parallel-demo>`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready']);
  const frame = page.locator('#a iframe');
  const height = (): Promise<number> => frame.evaluate((it) => it.clientHeight);
  const before = await height();
  // As if the demo's frame had been led away: the window stays the same, its origin does not.
  await frame.evaluate((it) => {
    if (it instanceof HTMLIFrameElement) it.src = '/stranger';
  });
  await expect.poll(() => page.frames().some((it) => it.url().endsWith('/stranger'))).toBe(true);
  await page.evaluate(awaitLastWord);
  await stranger(page).evaluate(() => {
    parent.postMessage({ type: 'parallel-playground:height', height: 9999 }, '*');
    parent.postMessage(
      { type: 'parallel-playground:event', name: 'demo-finished', detail: {} },
      '*',
    );
    parent.postMessage('last', '*');
  });
  await page.evaluate(lastWord);
  expect(await height()).toBe(before);
  expect(await names(page)).toEqual(['a demo-ready']);
});

test('a frame that does not load is told as failed, and comes late all the same @isolated', async ({
  page,
  site,
  embedIn,
}) => {
  site.fault(/embed\.html/, { kind: 'delay', ms: 2000 });
  await page.clock.install();
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK}></parallel-demo>`);
  await expect(page.locator('#a')).toHaveAttribute('aria-busy', 'true');
  await page.clock.fastForward(20_000);
  await expect.poll(() => names(page)).toEqual(['a demo-failed']);
  expect((await told(page))[0]?.detail.code).toBe('E_TIMEOUT');
  await expect(page.locator('#a p')).toHaveText('The demo could not be loaded.');
  await expect.poll(() => names(page)).toEqual(['a demo-failed', 'a demo-ready']);
  await expect(page.locator('#a p')).toHaveCount(0);
});

test('the frame hears its parent, and no other window @isolated', async ({
  page,
  site,
  embedIn,
}) => {
  await embedIn(`<iframe title="a" src="SITEembed.html?demo=partitioning"></iframe>${STRANGER}`);
  const frame = page.frames().find((it) => it.url().startsWith(site.url));
  if (frame === undefined) throw new Error('there is no frame');
  await expect(frame.getByTestId('partitioning-run')).toBeEnabled();
  await frame.evaluate(awaitLastWord);
  await stranger(page).evaluate(() => {
    parent.frames[0]?.postMessage({ type: 'parallel-playground:run' }, '*');
    parent.frames[0]?.postMessage('last', '*');
  });
  await frame.evaluate(lastWord);
  await expect(frame.getByTestId('badge')).toHaveCount(0);
  await page.evaluate(() => frames[0]?.postMessage({ type: 'parallel-playground:run' }, '*'));
  await expect(frame.getByTestId('badge')).toHaveAttribute('data-mode', /./);
});

test('it loads when it comes near the viewport @isolated', async ({ page, embedIn }) => {
  await embedIn(`${SCRIPT}<div style="height: 5000px"></div>
    <parallel-demo id="a" ${QUICK}></parallel-demo>`);
  const frame = page.locator('#a iframe');
  await page.evaluate(() => new Promise((next) => requestAnimationFrame(next)));
  await expect(frame).toHaveCount(0);
  expect(await page.locator('#a').evaluate((it) => it.clientHeight)).toBeGreaterThan(600);
  await page.locator('#a').scrollIntoViewIfNeeded();
  await expect(frame).toHaveAttribute('title', /demo/);
  await expect.poll(() => names(page)).toEqual(['a demo-ready']);
});

test('two that run by themselves take turns @isolated', async ({ page, embedIn }) => {
  await page.setViewportSize({ width: 1200, height: 2000 });
  await embedIn(`${SCRIPT}<div style="display: grid; grid-template-columns: 1fr 1fr">
    <parallel-demo id="a" ${QUICK} autorun></parallel-demo>
    <parallel-demo id="b" ${QUICK} autorun></parallel-demo></div>`);
  await expect
    .poll(async () => (await names(page)).filter((it) => it.endsWith('finished')).length)
    .toBe(2);
  const [first, second] = (await told(page)).filter(({ name }) => name === 'demo-finished');
  // The library is loaded by the first run, so that says when the second one began.
  const began = await frameOf(page, second?.id ?? '')
    .locator('pp-embed')
    .evaluate(() => {
      const library = performance
        .getEntriesByType('resource')
        .find(({ name }) => name.endsWith('/lib/parallel-playground.js'));
      return performance.timeOrigin + (library?.startTime ?? Number.NaN);
    });
  expect(began).toBeGreaterThan((first?.at ?? Infinity) - 1);
});

test('an attribute that changes reloads the frame, and removal ends it @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK}></parallel-demo>`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready']);
  await page.locator('#a').evaluate((it) => it.setAttribute('demo', 'queue'));
  await expect(frameOf(page, 'a').getByTestId('demo-queue')).toBeVisible();
  await page.locator('#a').evaluate((it) => it.remove());
  await expect.poll(() => page.frames().length).toBe(1);
});

test('bad values are replaced and said @isolated', async ({ page }) => {
  await page.goto('embed.html?demo=matmul&n=-1&lang=en&theme=pink&autorun=yes');
  await expect(page.getByTestId('demo-matmul')).toBeVisible();
  const notice = page.getByTestId('notice');
  for (const word of ['n=-1', 'theme=pink', 'autorun=yes'])
    await expect(notice).toContainText(word);
  await expect(page.getByTestId('embed-full')).toHaveAttribute('href', /^\.\/#\/matmul\?.*n=\d+/);
  await expect(page.getByTestId('badge')).toHaveCount(0);
});
