/**
 * The files that the page saves, in Korean: what a spreadsheet needs, and no English words in
 * pictures.
 */
import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { inBlankPage } from './blank.ts';
import { expect, test } from './fixtures.ts';

async function saved(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId(button).click(),
  ]);
  return readFile(await download.path());
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** What is the same in every language. */
const UNITS = /\b(ms|Pool|map)\b/g;

test('tables begin with a byte order mark, pictures have the page’s words @isolated', async ({
  page,
}) => {
  await page.goto('#/scheduling?lang=ko&load=simulate&tasks=20&workers=4&workload=chapter');
  await page.getByTestId('scheduling-run').click();
  await expect(page.getByTestId('scheduling-answer')).toHaveAttribute('data-state', 'right');

  const chart = await saved(page, 'scheduling-policies-save-csv');
  expect(chart.subarray(0, 3)).toEqual(BYTE_ORDER_MARK);
  expect(chart.toString()).toMatch(/[가-힣]/);
  const spans = await saved(page, 'scheduling-export-csv');
  expect(spans.subarray(0, 3)).toEqual(BYTE_ORDER_MARK);
  expect(spans.subarray(3).toString()).toMatch(/^task,worker,start_ms,end_ms,asked_ms\r\n/);

  for (const button of ['scheduling-export-svg', 'scheduling-policies-save-svg']) {
    const svg = (await saved(page, button)).toString();
    const { error, words } = await inBlankPage(
      page,
      (text) => {
        const xml = new DOMParser().parseFromString(text, 'image/svg+xml');
        return {
          error: xml.querySelector('parsererror')?.textContent ?? null,
          words: [...xml.querySelectorAll('title, desc, text')].map((it) => it.textContent),
        };
      },
      svg,
    );
    expect(error).toBeNull();
    expect(words.join(' ')).toMatch(/[가-힣]/);
    for (const text of words) expect(text.replace(UNITS, ''), button).not.toMatch(/[a-z]{3,}/);
  }
});
