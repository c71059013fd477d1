/**
 * What every chart can do: its values by keyboard and pointer, and what can be taken along of it.
 */
import { readFile } from 'node:fs/promises';

import type { Locator, Page } from '@playwright/test';

import { inBlankPage } from './blank.ts';
import { expect, test } from './fixtures.ts';
import { openDemo } from './runs.ts';

/** Each chart of the page, and the run that draws it. */
const RUNS: readonly { demo: string; query: string; charts: readonly string[]; tag?: string }[] = [
  {
    demo: 'shared-memory',
    query: 'increments=1000&repeats=1',
    charts: ['shared-memory-counter'],
    tag: '@isolated',
  },
  {
    demo: 'matmul',
    query: 'n=256&repeats=1&study=pair',
    charts: ['matmul-ownership', 'matmul-costs', 'matmul-samples'],
  },
  { demo: 'matmul', query: 'n=64&repeats=1&study=algorithms', charts: ['matmul-comparison'] },
  {
    demo: 'pipe',
    query: 'trips=50&largest=4&repeats=1',
    charts: ['pipe-timeline-exchange', 'pipe-latency', 'pipe-throughput'],
  },
  { demo: 'queue', query: 'items=12&repeats=1', charts: ['queue-depth'] },
  {
    demo: 'scheduling',
    query: 'load=simulate&tasks=20&workers=4&unit=10',
    charts: ['scheduling-chunks', 'scheduling-scaling'],
  },
];

async function run(page: Page, demo: string, query: string): Promise<void> {
  await page.goto(`#/${demo}?${query}`);
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
  await page.getByTestId(`${demo}-run`).click();
  await expect(page.getByTestId(`${demo}-answer`)).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId(`${demo}-run`)).toBeEnabled();
}

const stage = (page: Page, chart: string): Locator => page.getByTestId(`${chart}-chart`);
const tip = (page: Page, chart: string): Locator =>
  page.locator('.canvas', { has: stage(page, chart) }).locator('.chart-tip');

/** The file that a button of the chart gives. */
async function saved(
  page: Page,
  chart: string,
  kind: string,
): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId(`${chart}-save-${kind}`).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

for (const { demo, query, charts, tag = '' } of RUNS) {
  test(
    `${charts.join(', ')}: read by keyboard, and taken along ${tag}`.trimEnd(),
    async ({ page }) => {
      await run(page, demo, query);
      for (const chart of charts) {
        await test.step(chart, async () => {
          await walk(page, chart);
          await pictures(page, chart);
        });
      }
    },
  );
}

/** From the first value to the next and to the last, each in the tip and in the live region. */
async function walk(page: Page, chart: string): Promise<void> {
  await expect(stage(page, chart).getByRole('img')).toBeVisible();
  // From what stands before it, by Tab.
  await page.getByTestId(`${chart}-save-svg`).focus();
  await page.keyboard.press('Shift+Tab');
  await expect(stage(page, chart)).toBeFocused();
  await expect(stage(page, chart)).toHaveAccessibleName(/./);
  await expect(stage(page, chart)).toHaveAccessibleDescription(/Arrow keys/);
  await expect(tip(page, chart)).toHaveText(/Arrow keys/);
  const live = page.getByTestId('live');
  const said: string[] = [];
  for (const key of ['Home', 'ArrowRight', 'End']) {
    await page.keyboard.press(key);
    await expect(stage(page, chart).locator('[data-chosen]')).toHaveCount(1);
    const words = (await tip(page, chart).textContent()) ?? '';
    expect(words).toMatch(/\d/);
    await expect(live).toHaveText(words);
    said.push(words);
  }
  expect(said[1]).not.toBe(said[0]);
  await page.keyboard.press('Escape');
  await expect(tip(page, chart)).toBeHidden();
  await expect(stage(page, chart).locator('[data-chosen]')).toHaveCount(0);
}

async function pictures(page: Page, chart: string): Promise<void> {
  const svg = await saved(page, chart, 'svg');
  expect(svg.name).toBe(`${chart}.svg`);
  const text = String(svg.bytes);
  expect(text).not.toMatch(/var\(|currentColor|NaN/);
  const read = (source: string) => {
    const picture = new DOMParser().parseFromString(source, 'image/svg+xml');
    return {
      errors: picture.querySelectorAll('parsererror').length,
      title: picture.querySelector('svg > title')?.textContent,
      description: picture.querySelector('svg > desc')?.textContent,
      ground: picture.querySelector('svg > rect')?.getAttribute('fill'),
      marks: picture.querySelectorAll('g g title').length,
    };
  };
  const parsed = await inBlankPage(page, read, text);
  const surface = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(parsed.errors).toBe(0);
  expect(parsed.title).toBe(await stage(page, chart).getAttribute('aria-label'));
  expect(parsed.description).toMatch(/./);
  expect(parsed.ground).toBe(surface);
  expect(parsed.marks).toBeGreaterThan(0);

  const png = await saved(page, chart, 'png');
  expect(png.name).toBe(`${chart}.png`);
  expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  const width = Number(/width="(\d+)"/.exec(text)?.[1]);
  expect(png.bytes.readUInt32BE(16)).toBe(2 * width);

  const csv = await saved(page, chart, 'csv');
  expect(csv.name).toBe(`${chart}.csv`);
  expect(String(csv.bytes)).toMatch(/^\uFEFF?[^\r\n]+\r\n([^\r\n]+\r\n)+$/);
}

test('a file holds what the table shows, to the last digit', async ({ page }) => {
  await run(page, 'scheduling', 'load=simulate&tasks=20&workers=4&unit=10');
  for (const chart of ['scheduling-chunks', 'scheduling-policies']) {
    const table = page.getByTestId(`${chart}-table`);
    if (chart === 'scheduling-chunks') await page.getByTestId(chart).locator('summary').click();
    const shown = await table.evaluate((element: HTMLTableElement) =>
      [...element.rows].map((row) =>
        [...row.cells].map((cell) => cell.dataset['value'] ?? cell.textContent.trim()),
      ),
    );
    const { bytes } = await saved(page, chart, 'csv');
    // Spreadsheets take a file for UTF-8 if it begins with a byte order mark.
    expect(String(bytes).startsWith('\uFEFF')).toBe(true);
    const lines = String(bytes).slice(1).trimEnd().split('\r\n');
    expect(lines.map((line) => line.split(',').map((field) => field || '–'))).toEqual(shown);
  }
});

test('the policies side by side are one picture', async ({ page }) => {
  await run(page, 'scheduling', 'load=simulate&tasks=20&workers=4&unit=10');
  const { name, bytes } = await saved(page, 'scheduling-policies', 'svg');
  expect(name).toBe('scheduling-policies.svg');
  const read = (source: string) => {
    const picture = new DOMParser().parseFromString(source, 'image/svg+xml');
    return [...picture.querySelectorAll('g > text[font-weight]')].map((one) => one.textContent);
  };
  const names = await inBlankPage(page, read, String(bytes));
  expect(names).toHaveLength(9);
  expect(names).toContain('Longest first');
});

test('a picture has the colours and the language of the page', async ({ page }) => {
  await run(page, 'partitioning', 'lang=ko&theme=dark&work=20&repeats=1');
  const { bytes } = await saved(page, 'partitioning-samples', 'svg');
  expect(String(bytes)).toContain('<title>표본</title>');
  expect(String(bytes)).toContain('fill="rgb(21, 24, 29)"');
});

test('the pointer asks, and the tip never leaves a telephone’s page', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await run(page, 'partitioning', 'work=20&repeats=3');
  const chart = 'partitioning-samples';
  await stage(page, chart).scrollIntoViewIfNeeded();
  const dots = stage(page, chart).locator('circle');
  for (const dot of [dots.first(), dots.last()]) {
    const box = await dot.boundingBox();
    if (!box) throw new Error('no dot');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect(tip(page, chart)).toHaveText(/ms$/);
    const place = await tip(page, chart).boundingBox();
    expect(place?.x).toBeGreaterThanOrEqual(0);
    expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(390);
  }
  await page.mouse.move(2, 2);
  await expect(tip(page, chart)).toBeHidden();
});

test('before a run there is nothing to take along, and nothing to stop at', async ({ page }) => {
  // With settings of which there is no recorded run.
  await openDemo(page, 'queue');
  await expect(page.getByTestId('queue-depth-save-svg')).toBeHidden();
  await expect(stage(page, 'queue-depth')).not.toHaveAttribute('tabindex');
});

test('a file that cannot be made is said', async ({ page, site, expectedErrors }) => {
  expectedErrors.push(/404|Failed to/);
  await run(page, 'partitioning', 'work=20&repeats=1');
  site.fault(/picture-files.*\.js$/, { kind: 'status', status: 404 });
  await page.getByTestId('partitioning-samples-save-csv').click();
  await expect(page.getByText('The file could not be made.')).toBeVisible();
  await expect(page.getByTestId('partitioning-samples-save-csv')).toBeEnabled();
});
