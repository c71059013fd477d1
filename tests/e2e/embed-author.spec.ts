/**
 * The embed as the author of a page uses it: what is shown, how high it is, what it looks like,
 * orders and their answers, programs of the author's own, turns, and print.
 */
import type { Page } from '@playwright/test';

import type { ParallelDemoElement } from '../../www/embed/public.ts';
import { frameOf, names, QUICK, SCRIPT, test, told } from './embedding.ts';
import { expect } from './fixtures.ts';

const finished = async (page: Page): Promise<string[]> =>
  (await names(page)).filter((name) => !name.endsWith('demo-ready'));

const OWN = `<script type="text/x-python">
  import sys
  import helper
  print(open("data.txt").read().strip(), helper.x)
  sys.exit(3)
</script>
<script type="text/plain" filename="helper.py">x = 42</script>
<script type="text/plain" filename="data.txt">hi</script>`;

test('compact: queue, pools and python are at most 480 px high at 600, with their results @isolated', async ({
  page,
  embedIn,
}) => {
  await page.setViewportSize({ width: 600, height: 1600 });
  await embedIn(`<style>body { margin: 0 }</style>${SCRIPT}
    <parallel-demo id="a" demo="queue" items="20" repeats="1" compact autorun></parallel-demo>
    <parallel-demo id="b" demo="pools" items="8" repeats="1" workers="4" compact autorun></parallel-demo>
    <parallel-demo id="c" demo="python" program="hello" compact autorun></parallel-demo>`);
  await expect
    .poll(async () => (await finished(page)).sort(), { timeout: 45_000 })
    .toEqual(['a demo-finished', 'b demo-finished', 'c demo-finished']);
  for (const [id, demo] of [
    ['a', 'queue'],
    ['b', 'pools'],
  ] as const) {
    await expect(frameOf(page, id).locator('pp-timeline svg').first()).toBeVisible();
    await expect(frameOf(page, id).getByTestId(`${demo}-answer`)).toBeVisible();
    await expect(frameOf(page, id).locator('pp-controls')).toBeHidden();
    await expect(frameOf(page, id).locator('pp-timings')).toBeHidden();
  }
  await expect(frameOf(page, 'c').locator('pp-editor')).toBeVisible();
  await expect(frameOf(page, 'c').locator('.output')).toContainText('Hello Ada');
  for (const id of ['a', 'b', 'c']) {
    const height = await page.locator(`#${id}`).evaluate((it) => it.clientHeight);
    expect(height, id).toBeGreaterThan(200);
    expect(height, id).toBeLessThanOrEqual(480);
  }
});

test('view, hide, height and locked do what they say, and wrong names are told with the right ones @isolated', async ({
  page,
  embedIn,
}) => {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK} view="timeline answr controls" hide="link"
    height="300" locked="items" itms="3"></parallel-demo>`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready']);
  const frame = frameOf(page, 'a');
  for (const shown of ['pp-timelines', 'pp-controls'])
    await expect(frame.locator(shown)).toBeVisible();
  for (const hidden of ['pp-answer', 'pp-code', 'pp-timings', 'h1', '.embed-full'])
    await expect(frame.locator(hidden).first()).toBeHidden();
  await expect(frame.getByTestId('partitioning-items')).toBeDisabled();
  await expect(frame.getByTestId('partitioning-parts')).toBeEnabled();
  await expect.poll(() => page.locator('#a').evaluate((it) => it.clientHeight)).toBe(300);
  expect(warnings.join('\n')).toMatch(/demo="partitioning".*answr.*“answer”/);
  expect(warnings.join('\n')).toMatch(/itms.*“items”/);
});

test('run, stop, settings and result; after removal everything is settled', async ({
  page,
  embedIn,
}) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK}></parallel-demo>`);
  const said = await page.locator('#a').evaluate(async (it) => {
    const demo = it as ParallelDemoElement;
    const failed = (run: Promise<unknown>): Promise<unknown> =>
      run.then(
        () => 'fulfilled',
        (error: unknown) => (error as { code?: string }).code,
      );
    // Before it has been loaded.
    demo.settings = { items: 5 };
    const [one, two] = await Promise.all([demo.run(), demo.run()]);
    const same = demo.result === two && one.params === two.params;
    demo.settings = { items: -1, parts: 2 };
    const next = await demo.run();
    const stopped = failed(demo.run());
    demo.stop();
    const code = await stopped;
    const open = failed(demo.run());
    demo.remove();
    return {
      first: one.params,
      same,
      next: next.params,
      codes: [code, await open, await failed(demo.run())],
    };
  });
  expect(said.first).toMatchObject({ items: 5 });
  expect(said.same).toBe(true);
  expect(said.next).toMatchObject({ items: 5, parts: 2 });
  expect(said.codes).toEqual(['E_CANCELLED', 'E_CLOSED', 'E_CLOSED']);
});

test('a demo that there is not: the nearest one is named, and a run of it rejects @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" demo="quue" lang="en"></parallel-demo>`);
  await expect.poll(() => names(page)).toEqual(['a demo-failed']);
  const { code, message } = (await told(page))[0]?.detail ?? {};
  expect(code).toBe('E_ARGUMENT');
  expect(message).toContain('Did you mean “queue”?');
  await expect(frameOf(page, 'a').getByTestId('notice')).toContainText('“queue”?');
  const thrown = await page
    .locator('#a')
    .evaluate((it) =>
      (it as ParallelDemoElement).run().catch((error: unknown) => (error as { code: string }).code),
    );
  expect(thrown).toBe('E_ARGUMENT');
});

test('three run in turn, and the workers of one demo are there at a time', async ({
  page,
  embedIn,
}) => {
  await page.setViewportSize({ width: 1200, height: 2400 });
  const one = `${QUICK} compact autorun`;
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${one}></parallel-demo>
    <parallel-demo id="b" ${one}></parallel-demo><parallel-demo id="c" ${one}></parallel-demo>`);
  await expect
    .poll(async () => (await finished(page)).sort(), { timeout: 45_000 })
    .toEqual(['a demo-finished', 'b demo-finished', 'c demo-finished']);
  const open = async (): Promise<number> => {
    let count = 0;
    for (const id of ['a', 'b', 'c'])
      count += await frameOf(page, id).locator('pp-badge [data-mode]').count();
    return count;
  };
  // The two that have run before have given their engines up.
  await expect.poll(open).toBe(1);
  // One that has given it up runs again when its reader wants it.
  const [last = ''] = (await finished(page)).slice(-1);
  const other = last.startsWith('a') ? 'b' : 'a';
  await frameOf(page, other).getByTestId('partitioning-run').click();
  await expect.poll(async () => (await finished(page)).length).toBe(4);
  await expect.poll(open).toBe(1);
});

test('the author’s own program, with its files: exit code and output are in the event', async ({
  page,
  embedIn,
}) => {
  await embedIn(
    `${SCRIPT}<parallel-demo id="a" demo="python" lang="en" readonly autorun>${OWN}</parallel-demo>`,
  );
  await expect
    .poll(() => names(page), { timeout: 45_000 })
    .toEqual(['a demo-ready', 'a demo-finished']);
  const detail = (await told(page))[1]?.detail as unknown as Record<string, unknown>;
  expect(detail).toMatchObject({ demo: 'python', program: '', exitCode: 3, stdout: 'hi 42\n' });
  expect(detail['processes']).toHaveLength(1);
  await expect(frameOf(page, 'a').locator('pp-editor pre')).toContainText('import helper');
  await expect(frameOf(page, 'a').getByTestId('python-program-edit')).toHaveCount(0);
  // An address has no room for files.
  await expect(frameOf(page, 'a').getByTestId('embed-full')).toHaveCount(0);
});

test('the way to the whole page takes the author’s own program along @isolated', async ({
  page,
  embedIn,
}) => {
  const own = '<script type="text/x-python">print("mine")</script>';
  await embedIn(`${SCRIPT}<parallel-demo id="a" demo="python" lang="en">${own}</parallel-demo>`);
  const link = frameOf(page, 'a').getByTestId('embed-full');
  await expect(link).toHaveAttribute('href', /^\.\/#\/python\?.*code=/);
  await page.goto((await link.getAttribute('href')) ?? '');
  await expect(page.locator('pp-editor')).toContainText('print("mine")');
});

test('custom properties reach the frame, also when the page changes them @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(`<style>
      body { background: rgb(250, 240, 220) }
      parallel-demo { --pp-ground: transparent; --pp-accent: rgb(160, 0, 60); --pp-font: Georgia, serif }
      .night parallel-demo { --pp-accent: rgb(255, 204, 0) }
    </style>${SCRIPT}<parallel-demo id="a" ${QUICK} theme="light"></parallel-demo>`);
  await expect.poll(() => names(page)).toEqual(['a demo-ready']);
  const run = frameOf(page, 'a').getByTestId('partitioning-run');
  await expect(run).toHaveCSS('background-color', 'rgb(160, 0, 60)');
  await expect(run).toHaveCSS('color', 'rgb(255, 255, 255)');
  await expect(frameOf(page, 'a').locator('body')).toHaveCSS(
    'background-color',
    'rgba(0, 0, 0, 0)',
  );
  await expect(frameOf(page, 'a').locator('body')).toHaveCSS('font-family', 'Georgia, serif');
  await page.evaluate(() => document.documentElement.classList.add('night'));
  await expect(run).toHaveCSS('background-color', 'rgb(255, 204, 0)');
  await expect(run).toHaveCSS('color', 'rgb(0, 0, 0)');
});

test('in print the poster stands for the demo, and the program for a program @isolated', async ({
  page,
  embedIn,
}) => {
  await embedIn(`${SCRIPT}<parallel-demo id="a" ${QUICK}></parallel-demo>
    <parallel-demo id="b" demo="python">${OWN}</parallel-demo>`);
  const picture = page.locator('#a img');
  await expect(picture).toBeHidden();
  await expect.poll(() => names(page)).toContain('a demo-ready');
  await page.emulateMedia({ media: 'print' });
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((it) => (it as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(300);
  await expect(page.locator('#a iframe')).toBeHidden();
  await expect(page.locator('#a a')).toHaveText(/#\/partitioning$/);
  await expect(page.locator('#b pre')).toContainText('import helper');
});

test('the page has the code beside the link, and the code embeds what is on the page @isolated', async ({
  page,
  site,
  embedIn,
}) => {
  await page.goto('#/partitioning?items=7&lang=en');
  await page.getByTestId('partitioning-embed').click();
  await page.getByTestId('embed-code-compact').check();
  const code = await page.getByTestId('embed-code-text').innerText();
  expect(code).toContain(`<script src="${site.url}embed.js" async></script>`);
  expect(code).toMatch(/<parallel-demo demo="partitioning" items="7" compact>/);
  await page.getByTestId('embed-code-parameters').locator('summary').click();
  await expect(page.getByTestId('embed-code-parameters')).toContainText('parts');
  await page.getByTestId('embed-code-as').selectOption('frame');
  await expect(page.getByTestId('embed-code-text')).toContainText(
    'embed.html?demo=partitioning&amp;items=7&amp;compact=1',
  );
  await page.getByTestId('embed-code-close').click();
  await expect(page.getByTestId('embed-code')).toHaveCount(0);
  await embedIn(code.replace('<parallel-demo ', '<parallel-demo id="a" '));
  await expect.poll(() => names(page)).toEqual(['a demo-ready']);
  await expect(frameOf(page, 'a').getByTestId('partitioning-items')).toHaveValue('7');
});
