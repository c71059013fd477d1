/**
 * The scheduling lab: the chapter's answer, the timeline by keyboard and pointer, the address,
 * play-back, what can be taken along, and size.
 */
import { readFile } from 'node:fs/promises';

import type { Locator, Page } from '@playwright/test';

import { POLICIES } from '../../www/common/policies.ts';
import type * as Library from '../../www/lib/index.ts';
import { inBlankPage } from './blank.ts';
import { expect, test } from './fixtures.ts';
import { stop } from './stop.ts';
import { watchWindow } from './window-tasks.ts';

test.describe.configure({ timeout: 60_000 });

const SMALL = 'load=simulate&tasks=20&workers=4&unit=10';

async function visit(page: Page, query: string): Promise<void> {
  await page.goto(`#/scheduling?${query}`);
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
}

/** Runs what is set, until all has been computed and drawn. */
async function run(page: Page): Promise<void> {
  await page.getByTestId('scheduling-run').click();
  await expect(page.getByTestId('scheduling-answer')).toHaveAttribute('data-state', 'right', {
    timeout: 45_000,
  });
  await expect(page.getByTestId('scheduling-run')).toBeEnabled({ timeout: 45_000 });
  await expect(page.getByTestId('scheduling-error')).toHaveCount(0);
  await expect(page.getByTestId('scheduling-timeline')).toHaveAttribute('data-drawn-ms', /./);
}

async function runAt(page: Page, query: string): Promise<void> {
  await visit(page, query);
  await run(page);
}

const stage = (page: Page): Locator => page.getByTestId('scheduling-timeline-stage');
const said = (page: Page): Locator => page.getByTestId('scheduling-timeline-said');

async function attribute(locator: Locator, name: string): Promise<number> {
  await expect(locator).toHaveAttribute(name, /./);
  return Number(await locator.getAttribute(name));
}

const makespan = (page: Page, policy: string): Promise<number> =>
  attribute(
    page.getByTestId(`scheduling-policies-${policy}`).locator('[data-column=makespan]'),
    'data-value',
  );

/** How many colours there are in the picture. */
function colours(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.gantt-picture');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no picture');
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}

test('the chapter’s tasks, really run: the sorted pairs, and how far the prediction is off', async ({
  page,
}) => {
  await visit(page, 'load=simulate&tasks=7&workers=2');
  await page.getByTestId('scheduling-preset-chapter').click();
  await expect(page.getByTestId('scheduling-load')).toHaveValue('sleep');
  await run(page);
  const pairs = Array.from({ length: 20 }, (_, task) => `(${task}, ${(task % 3) + 1})`);
  await expect(page.getByTestId('scheduling-answer')).toContainText(`[${pairs.join(', ')}]`);
  await expect(page.getByTestId('scheduling-timeline')).toHaveAttribute('data-spans', '20');
  await expect(page.getByTestId('scheduling-timings')).toBeVisible();
  // Four workers that wait are four times as fast as one, but for the end; on however few cores.
  expect(await attribute(page.getByTestId('scheduling-speedup'), 'data-value')).toBeGreaterThan(2);
  const off = await attribute(page.getByTestId('scheduling-lab-prediction'), 'data-off');
  expect(Math.abs(off)).toBeLessThan(0.5);
  for (const policy of ['chunk', 'dynamic', 'workStealing']) {
    const bound = page.getByTestId('scheduling-policies');
    // A timer may wake a little early.
    expect(await makespan(page, policy)).toBeGreaterThan(
      (await attribute(bound, 'data-lower-bound')) - 2,
    );
  }
});

for (const on of ['threads @isolated', 'processes']) {
  test(`tasks that compute run on ${on}`, async ({ page }) => {
    const where = on.split(' ')[0] ?? '';
    await runAt(page, `load=spin&tasks=12&workers=2&unit=1&on=${where}`);
    await expect(page.getByTestId('scheduling-timeline')).toHaveAttribute('data-spans', '12');
    await expect(page.getByTestId('scheduling-timings').locator('tbody tr')).toHaveCount(
      POLICIES.length + 1,
    );
  });
}

test('simulated: the textbook’s figures, the same every time @isolated', async ({ page }) => {
  await runAt(
    page,
    'load=simulate&workload=own&own=4,5,6,7,8&workers=2&unit=10&policy=longestFirst',
  );
  // {8, 5, 4} and {7, 6}: 17 units, where 15 would be best.
  expect(await makespan(page, 'longestFirst')).toBe(170);
  expect(await makespan(page, 'chunk')).toBe(150);
  await expect(page.getByTestId('scheduling-timings')).toHaveCount(0);
  await runAt(page, 'load=simulate&workload=heavyTail&tasks=500&workers=7&unit=1&seed=5');
  const policies = ['guided', 'factoring', 'trapezoid', 'workStealing'];
  const first = await Promise.all(policies.map((policy) => makespan(page, policy)));
  await page.reload();
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
  await run(page);
  expect(await Promise.all(policies.map((policy) => makespan(page, policy)))).toEqual(first);
});

test('a cost for each dispatch makes small chunks dear, and the study shows it @isolated', async ({
  page,
}) => {
  await runAt(page, 'load=simulate&tasks=1000&workers=4&unit=1&dispatchOverhead=5000');
  const rows = page.getByTestId('scheduling-chunks').locator('summary');
  await rows.click();
  const cells = await page
    .getByTestId('scheduling-chunks-table')
    .locator('[data-column="dynamic"]')
    .evaluateAll((found) => found.map((cell) => Number(cell.getAttribute('data-value'))));
  expect(cells.length).toBeGreaterThan(5);
  const best = Math.min(...cells);
  expect(cells[0]).toBeGreaterThan(best * 2);
  expect(cells.at(-1)).toBeGreaterThan(best * 2);
  await expect(page.getByTestId('scheduling-chunks').getByRole('img')).toBeVisible();
  await expect(page.getByTestId('scheduling-scaling').getByRole('img')).toBeVisible();
  await expect(page.getByTestId('scheduling-scaling-table').locator('tbody tr')).toHaveCount(4);
});

test('no task at all is an empty timeline @isolated', async ({ page }) => {
  await runAt(page, 'load=simulate&tasks=0');
  expect(await makespan(page, 'dynamic')).toBe(0);
  await expect(page.getByTestId('scheduling-answer')).toContainText('[]');
});

test('the keyboard goes from task to task, zooms and comes back @isolated', async ({ page }) => {
  await runAt(page, SMALL);
  const figure = page.getByTestId('scheduling-timeline');
  const whole = (await figure.getAttribute('data-view')) ?? '';
  const width = async (): Promise<number> => {
    const [from = 0, to = 0] = ((await figure.getAttribute('data-view')) ?? '')
      .split(' ')
      .map(Number);
    return to - from;
  };
  await stage(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(said(page)).toContainText('Task 0 on worker 1: 0.00–10.0 ms');
  await page.keyboard.press('ArrowRight');
  await expect(said(page)).toContainText('Task 4 on worker 1: 10.0–30.0 ms');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  await expect(said(page)).toContainText('Task 1 on worker 2');
  const before = await width();
  await page.keyboard.press('+');
  await expect.poll(width).toBeLessThan(before);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(figure).not.toHaveAttribute('data-view', /^0 /);
  await page.keyboard.press('-');
  await page.keyboard.press('Home');
  await expect(figure).toHaveAttribute('data-view', whole);
  await expect(stage(page)).toHaveAccessibleName('Dynamic: who did what, when');
  await expect(stage(page)).toHaveAccessibleDescription(/Arrow keys/);
});

test('the pointer asks, chooses, zooms and drags @isolated', async ({ page }) => {
  await runAt(page, SMALL);
  const figure = page.getByTestId('scheduling-timeline');
  await stage(page).scrollIntoViewIfNeeded();
  const box = await stage(page).boundingBox();
  if (!box) throw new Error('no stage');
  const [x, y] = [box.x + box.width / 2, box.y + 24];
  await page.mouse.move(x, y);
  const tip = figure.locator('.chart-tip');
  await expect(tip).toContainText(/Task \d+ on worker 1/);
  await page.mouse.down();
  await page.mouse.up();
  await expect(said(page)).toContainText(/Task \d+ on worker 1/);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  await expect(figure).not.toHaveAttribute('data-view', /^0 /);
  const before = await figure.getAttribute('data-view');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 4 });
  await page.mouse.up();
  await expect(figure).not.toHaveAttribute('data-view', before ?? '');
  await page.getByTestId('scheduling-timeline-whole').click();
  await expect(figure).toHaveAttribute('data-view', /^0 /);
  // The wheel alone belongs to the page.
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, 120);
  await expect(figure).toHaveAttribute('data-view', /^0 /);
});

test('a policy is chosen by its small picture, stands in the address, and needs no new run @isolated', async ({
  page,
}) => {
  await runAt(page, SMALL);
  await page.getByTestId('scheduling-policy-guided').click();
  await expect(page).toHaveURL(/policy=guided/);
  await expect(page.getByTestId('scheduling-policy')).toHaveValue('guided');
  await expect(page.getByTestId('scheduling-policy-guided')).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(page.getByTestId('scheduling-policy-dynamic')).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await expect(stage(page)).toHaveAccessibleName('Guided: who did what, when');
  await expect(page.getByText('The settings have changed')).toHaveCount(0);
  await page.getByTestId('scheduling-chunk').fill('3');
  await page.getByTestId('scheduling-chunk').blur();
  await expect(page.getByText('The settings have changed')).toBeVisible();
});

test('the address is the experiment, and what it cannot be is said @isolated', async ({ page }) => {
  const query =
    'load=simulate&workload=heavyTail&own=1%2C2&tasks=77&workers=300&speeds=ramp&policy=factoring&chunk=2&unit=3&repeats=2&dispatchOverhead=8&taskOverhead=9&seed=12';
  await visit(page, query);
  const expected = Object.fromEntries(new URLSearchParams(query));
  const values = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(
        Object.keys(expected).map(async (name) => [
          name,
          await page.getByTestId(`scheduling-${name}`).inputValue(),
        ]),
      ),
    ) as Record<string, string>;
  expect(await values()).toEqual(expected);
  await page.getByTestId('scheduling-chunk').fill('4');
  await page.getByTestId('scheduling-chunk').blur();
  await page.reload();
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
  expect(await values()).toEqual({ ...expected, chunk: '4' });
  // So many workers there are in virtual time alone.
  await page.getByTestId('scheduling-load').selectOption('sleep');
  await expect(page.getByTestId('scheduling-workers')).toHaveValue('4');
  await expect(page.getByText('“workers=300” cannot be used.')).toBeVisible();
});

test('slower workers get less, and the tasks take longer there @isolated', async ({ page }) => {
  // Six tasks of a unit each: the fast worker takes four of them while the other takes two.
  const query = 'load=simulate&workload=own&own=1,1,1,1,1,1&workers=2&unit=10';
  await runAt(page, query);
  expect(await makespan(page, 'dynamic')).toBe(30);
  await page.getByTestId('scheduling-speeds').selectOption('oneHalf');
  await expect(page).toHaveURL(/speeds=oneHalf/);
  await run(page);
  expect(await makespan(page, 'dynamic')).toBe(40);
  expect(await makespan(page, 'chunk')).toBe(60);
  const bound = page.getByTestId('scheduling-policies');
  expect(await attribute(bound, 'data-lower-bound')).toBe(40);
  // Real workers are as fast as they are.
  await page.getByTestId('scheduling-load').selectOption('sleep');
  await expect(page.getByTestId('scheduling-speeds')).toBeDisabled();
});

test('Run while the engine is still opening waits for it, and for as many workers as the run needs', async ({
  page,
}) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/parallel-playground\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('#/scheduling?load=sleep&tasks=12&workers=2&unit=1');
  // The engine is being opened with two workers by now.
  await page.getByTestId('scheduling-workers').fill('9');
  await page.getByTestId('scheduling-workers').blur();
  await page.getByTestId('scheduling-run').click();
  await expect(page.getByTestId('scheduling-stop')).toBeEnabled();
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', '');
  release();
  await expect(page.getByTestId('scheduling-answer')).toHaveAttribute('data-state', 'right', {
    timeout: 45_000,
  });
  await expect(page.getByTestId('scheduling-run')).toBeEnabled({ timeout: 45_000 });
  await expect(page.getByTestId('scheduling-error')).toHaveCount(0);
});

test('play-back: steps from event to event, plays, pauses, and shows what is going on @isolated', async ({
  page,
}) => {
  await runAt(page, SMALL);
  const playback = page.getByTestId('scheduling-playback');
  const words = page.getByTestId('scheduling-playback-words');
  await expect(words).toContainText('20 done, 0 running, 0 waiting');
  const step = page.getByTestId('scheduling-playback-step');
  await step.click();
  await expect(words).toContainText('0 done, 4 running, 16 waiting');
  await step.click();
  await expect(playback).toHaveAttribute('data-at-ms', '10');
  await expect(words).toContainText('2 done, 4 running, 14 waiting');
  const play = page.getByTestId('scheduling-playback-play');
  await page.getByTestId('scheduling-playback-pace').selectOption('4');
  await play.click();
  await expect(play).toHaveText('Pause');
  await expect.poll(() => attribute(playback, 'data-at-ms')).toBeGreaterThan(20);
  await play.click();
  const stood = await attribute(playback, 'data-at-ms');
  expect(stood).toBeLessThan(110);
  await page.getByTestId('scheduling-playback-slider').focus();
  await page.keyboard.press('End');
  await expect(words).toContainText('20 done');
});

test('play-back stands still where less motion is wanted @isolated', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await runAt(page, SMALL);
  await expect(page.getByTestId('scheduling-playback-play')).toBeDisabled();
  await page.getByTestId('scheduling-playback-step').click();
  await expect(page.getByTestId('scheduling-playback')).toHaveAttribute('data-at-ms', '0');
});

test('a timeline is taken along in every form @isolated', async ({ page, context }) => {
  await runAt(page, SMALL);
  const file = async (id: string): Promise<{ name: string; bytes: Buffer }> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId(`scheduling-export-${id}`).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const csv = await file('csv');
  expect(csv.name).toBe('scheduling-dynamic-4.csv');
  expect(csv.bytes.toString().trim().split('\r\n')).toHaveLength(21);
  const json = JSON.parse((await file('json')).bytes.toString()) as { spans: number[][] };
  expect(json.spans).toHaveLength(20);
  const trace = JSON.parse((await file('trace')).bytes.toString()) as {
    traceEvents: { ph: string; ts: number; dur: number }[];
  };
  const complete = trace.traceEvents.filter(({ ph }) => ph === 'X');
  expect(complete).toHaveLength(20);
  expect(complete[0]).toMatchObject({ ts: 0, dur: 10_000 });
  for (const [id, needs] of [
    ['python', 'ProcessPoolExecutor'],
    ['dask', 'dask.distributed'],
    ['ray', 'ray.remote'],
  ] as const) {
    const script = await file(id);
    expect(script.name).toMatch(/\.py$/);
    expect(script.bytes.toString()).toContain(needs);
  }
  const svg = (await file('svg')).bytes.toString();
  const read = (text: string) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      root: parsed.documentElement.tagName,
      title: parsed.querySelector('title')?.textContent,
      paths: parsed.querySelectorAll('path').length,
    };
  };
  const drawn = await inBlankPage(page, read, svg);
  expect(drawn).toMatchObject({ root: 'svg', title: 'Dynamic: who did what, when' });
  expect(drawn.paths).toBeGreaterThan(3);
  const png = (await file('png')).bytes;
  expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect(png.readUInt32BE(16)).toBe(1920);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByTestId('scheduling-link').click();
  await expect(page.getByTestId('scheduling-link')).toHaveText('Copied');
  const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied.hash).toMatch(/^#\/scheduling\?load=simulate&.*tasks=20&workers=4&/);
});

test('a run from elsewhere is opened, dropped, or refused in words @isolated', async ({ page }) => {
  await runAt(page, SMALL);
  const makespan = await page.getByTestId('scheduling-figure-makespan').locator('dd').textContent();
  await page.getByTestId('scheduling-foreign').locator('summary').click();
  const waiting = page.waitForEvent('download');
  await page.getByTestId('scheduling-export-csv').click();
  await page.getByTestId('scheduling-foreign-file').setInputFiles(await (await waiting).path());
  // It is drawn, and has the figures that it had here.
  const figures = page.getByTestId('scheduling-foreign-figures').locator('dd');
  await expect(figures.nth(1)).toHaveText(makespan ?? '');
  await expect(page.getByTestId('scheduling-foreign-timeline')).toHaveAttribute(
    'data-drawn-ms',
    /./,
  );
  await page.getByTestId('scheduling-foreign').evaluate((details) => {
    const dataTransfer = new DataTransfer();
    const text = 'worker,start_ms,end_ms\na,5,15\nb,5,25\n';
    dataTransfer.items.add(new File([text], 'spans.csv'));
    details.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(figures).toHaveText(['2', '20.0 ms', '20.0 ms', '1.50×', '75%', '75%', '10.0 ms']);
  await page
    .getByTestId('scheduling-foreign-file')
    .setInputFiles({ name: 'notes.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
  const failed = page.getByTestId('scheduling-foreign-failed');
  await expect(failed).toHaveAttribute('data-code', 'E_ARGUMENT');
  await expect(failed).toContainText('notes.csv');
});

test('the library exports what the page does', async ({ page, site }) => {
  site.fault(/\/empty\.html$/, { kind: 'html' });
  await page.goto(`${site.url}empty.html`);
  const texts = await page.evaluate(async (address) => {
    const library = (await import(address)) as typeof Library;
    const playground = await library.open({ workers: 2 });
    const timeline = await playground.schedule({
      tasks: [3, 1, 2],
      policy: { name: 'dynamic' },
      load: 'simulate',
    });
    await playground.close();
    const { toCsv, toDask, toJson, toPython, toRay, toSvg, toTrace } = library;
    return [toCsv, toJson, toTrace, toSvg, toPython, toDask, toRay].map((to) => to(timeline));
  }, `${site.url}lib/parallel-playground.js`);
  expect(texts[0]?.split('\r\n')[1]).toBe('0,0,0,3,3');
  for (const text of texts) expect(text.length).toBeGreaterThan(50);
});

test('a thousand spans are drawn within 100 ms, a hundred thousand within a second @isolated', async ({
  page,
}) => {
  const figure = page.getByTestId('scheduling-timeline');
  for (const [tasks, workers, mostMs] of [
    [1000, 16, 100],
    [100_000, 256, 1000],
  ] as const) {
    await runAt(page, `load=simulate&workload=heavyTail&unit=1&tasks=${tasks}&workers=${workers}`);
    await expect(figure).toHaveAttribute('data-spans', String(tasks));
    // Whatever else the machine does can spoil a picture; it takes three to say that it is slow.
    const taken = [await attribute(figure, 'data-drawn-ms')];
    for (const policy of ['guided', 'dynamic']) {
      if (Math.min(...taken) < mostMs) break;
      await page.getByTestId(`scheduling-policy-${policy}`).click();
      await expect(figure).not.toHaveAttribute('data-drawn-ms', String(taken.at(-1)));
      taken.push(await attribute(figure, 'data-drawn-ms'));
    }
    console.log(
      `${tasks} spans: first picture after ${taken.map((ms) => ms.toFixed(0)).join(', ')} ms`,
    );
    expect(Math.min(...taken)).toBeLessThan(mostMs);
    expect(await colours(page)).toBeGreaterThan(10);
  }
  await figure.locator('summary').click();
  await expect(figure.locator('tbody tr')).toHaveCount(500);
  await expect(figure).toContainText('The first 500 of 100,000 rows');
});

for (const count of [100_000, 1_000_000]) {
  test(`${count} tasks on 1024 workers never hold the window up @isolated`, async ({
    page,
    browser,
  }) => {
    await visit(page, `load=simulate&workload=uniform&tasks=${count}&workers=1024&unit=10`);
    const tasks = await watchWindow(browser, page, async () => {
      await run(page);
      await stage(page).focus();
      for (const key of ['ArrowRight', '+', '+', 'Shift+ArrowRight', 'ArrowDown', 'Home'])
        await page.keyboard.press(key);
      await page.getByTestId('scheduling-playback-step').click();
    });
    console.log(
      `${count} tasks on 1024 workers: the window's longest task: ${tasks.longestCpuMs.toFixed(0)} ms of the processor,`,
      `${tasks.longestWallMs.toFixed(0)} ms on the clock`,
    );
    expect(tasks.longestCpuMs).toBeLessThan(50);
  });
}

test('Stop ends a long run within a second, and the next one is right', async ({ page }) => {
  await visit(page, 'load=sleep&tasks=2000&workers=2&unit=100');
  await page.getByTestId('scheduling-run').click();
  await expect(page.getByTestId('scheduling-progress')).toBeVisible();
  expect(await stop(page, 'scheduling')).toBeLessThan(1000);
  await page.getByTestId('scheduling-load').selectOption('simulate');
  await page.getByTestId('scheduling-tasks').fill('20');
  await page.getByTestId('scheduling-tasks').blur();
  await run(page);
});

test('a figure says its formula to who points at it or comes by Tab @isolated', async ({
  page,
}) => {
  await runAt(page, SMALL);
  const formula = page.getByTestId('scheduling-formula');
  await page.getByTestId('scheduling-figure-lowerBound').hover();
  await expect(formula).toContainText('max(Σt / P, max t)');
  await page.getByTestId('scheduling-figure-efficiency').focus();
  await expect(formula).toContainText('speedup / P');
  await expect(page.getByTestId('scheduling-figure-makespan')).toHaveAccessibleDescription(
    /end of the last task/,
  );
});

for (const lang of ['en', 'ko']) {
  test(`nothing scrolls sideways at 390 px, before a run and after: ${lang} @isolated`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await visit(page, `${SMALL}&lang=${lang}`);
    const sideways = (): Promise<number> =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    expect(await sideways()).toBeLessThanOrEqual(0);
    await run(page);
    expect(await sideways()).toBeLessThanOrEqual(0);
  });
}
