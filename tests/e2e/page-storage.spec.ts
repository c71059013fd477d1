/** What the page finds in storage and in its address may be anything: it shows all the same. */
import { expect, test } from './fixtures.ts';

const RUN = {
  demo: 'partitioning',
  atMs: 1_700_000_000_000,
  values: { items: 5 },
  machine: { mode: 'threads', workers: 2, cores: 2, clockResolutionMs: 0.005 },
  timings: [],
  speedup: null,
};

const ODD: readonly (readonly [string, string])[] = [
  ['timings without anything', JSON.stringify([{ ...RUN, timings: [null] }, RUN])],
  ['a timing without a name', JSON.stringify([{ ...RUN, timings: [{ medianMs: 1 }] }, RUN])],
  ['no settings', JSON.stringify([{ ...RUN, values: null }, RUN])],
  ['a date that there is not', JSON.stringify([{ ...RUN, atMs: 1e300 }, RUN])],
  ['no clock', JSON.stringify([{ ...RUN, machine: { mode: 'threads', workers: 1 } }, RUN])],
];

for (const [what, text] of ODD) {
  test(`a stored history with ${what}: the page shows, and the other run is there @isolated`, async ({
    page,
  }) => {
    await page.addInitScript((stored) => {
      localStorage.setItem('parallel-playground:runs', stored);
      localStorage.setItem('parallel-playground:lang', '{"a":1}');
      localStorage.setItem('parallel-playground:theme', 'null');
    }, text);
    await page.goto('#/partitioning?lang=en');
    await page.getByTestId('partitioning-history-summary').click();
    await expect(page.getByTestId('partitioning-history-table').locator('tbody tr')).toHaveCount(1);
  });
}

test('storage that may not be touched: the page shows, runs, and lists the run @isolated', async ({
  page,
}) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    }
  });
  await page.goto('#/partitioning?lang=en&items=5&parts=2&repeats=1');
  await page.getByTestId('theme').selectOption('dark');
  await page.getByTestId('partitioning-run').click();
  await expect(page.getByTestId('partitioning-answer')).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId('partitioning-history-summary')).toBeVisible();
});

const HOSTILE = [
  '#/partitioning?items=%00&parts=%ED%A0%80&lang=%F0%9F&theme=__proto__&workers=1e9',
  '#/__proto__?constructor=1&hasOwnProperty=2',
  '#/glossary?term=__proto__&lang=<script>',
  '#/%E0%A4%A?=&&=%',
  `#/queue?${'a=1&'.repeat(500)}items=${'9'.repeat(5000)}`,
];

test('hostile addresses: the page shows @isolated', async ({ page }) => {
  await page.goto('#/');
  for (const hash of HOSTILE) {
    await page.evaluate((address) => {
      location.hash = address;
    }, hash);
    await expect(page.locator('main h1'), hash).toBeVisible();
  }
});

test('language and theme are understood in any case, with subtags @isolated', async ({ page }) => {
  await page.goto('#/partitioning?lang=ko-KR&theme=%20DARK');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByTestId('notice')).toHaveCount(0);
});
