/** What a reader sees before a run: one that was recorded elsewhere, and never taken for theirs. */
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { CHEAP_RUNS, demosThatRun, openDemo, runDemo, visit } from './runs.ts';

/** All of the recorded run is on the page. */
async function expectRecorded(page: Page, name: string): Promise<void> {
  await expect(page.getByTestId(`${name}-answer`)).toHaveAttribute('data-state', 'recorded');
  await expect(page.getByTestId(`${name}-recorded`)).toContainText(
    /recorded on .* with \S+ \d+, \d+ cores?, threads and shared memory/,
  );
  await expect.poll(() => page.locator('.results .canvas-empty').count()).toBe(0);
}

test('every demo opens with a recorded run, which says so at its head and in every part', async ({
  page,
}) => {
  test.setTimeout(90_000);
  for (const name of Object.keys(CHEAP_RUNS)) {
    await visit(page, name);
    await expectRecorded(page, name);
    await expect(page.getByTestId(`${name}-answer`).locator('h3')).toHaveText(/recorded run/);
    await expect(page.getByTestId(`${name}-speedup`).locator('h3')).toHaveText(/recorded run/);
    await expect(page.locator('.results[data-recorded]')).toHaveCount(1);
    const marked = page.locator('.results > :not(pp-code) .panel > h3');
    for (const heading of await marked.all())
      expect(
        await heading.evaluate((it) => getComputedStyle(it, '::after').content),
        `${name}: ${String(await heading.textContent())}`,
      ).toContain('recorded');
    await expect(page.getByTestId(`${name}-why`).locator('li').first()).toHaveText(/\d/);
    // Nothing of it is the reader's: no value of this machine, no run kept, no file to save.
    await expect(page.getByTestId(`${name}-speedup`)).not.toHaveAttribute('data-value', /./);
    await expect(page.getByTestId(`${name}-history`)).toContainText('kept here');
    await expect(page.locator('.results .picture-exports:not([inert])')).toHaveCount(0);
    await expect(page.locator('.results .exports button:enabled')).toHaveCount(0);
  }
});

test('the reader’s own run takes its place, and comes back instead of it @isolated', async ({
  page,
}) => {
  await visit(page, 'partitioning');
  await expectRecorded(page, 'partitioning');
  await page.getByTestId('partitioning-run').click();
  await expect(page.getByTestId('partitioning-recorded')).toHaveCount(0);
  await expect(page.getByTestId('partitioning-answer')).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId('partitioning-run')).toBeEnabled({ timeout: 30_000 });
  await expect(page.locator('.results')).not.toHaveAttribute('data-recorded', /.*/);
  await expect(page.getByTestId('partitioning-answer').locator('h3')).toHaveText(
    'Answer of your run',
  );
  await page.getByTestId('nav-overview').click();
  await page.getByTestId('nav-partitioning').click();
  await expect(page.getByTestId('partitioning-answer')).toHaveAttribute('data-state', 'right');
  await expect(page.getByTestId('partitioning-recorded')).toHaveCount(0);
});

test('other settings have no recorded run', async ({ page, isolated }) => {
  for (const name of demosThatRun(isolated)) {
    await openDemo(page, name);
    await expect(page.getByTestId(`${name}-answer`)).toHaveAttribute('data-state', 'pending');
    await expect(page.getByTestId(`${name}-recorded`)).toHaveCount(0);
  }
});

test('a setting that is changed hides the recorded run, changed back it shows it @isolated', async ({
  page,
}) => {
  await visit(page, 'queue');
  await expectRecorded(page, 'queue');
  await page.getByTestId('queue-items').fill('61');
  await expect(page.getByTestId('queue-answer')).toHaveAttribute('data-state', 'pending');
  await expect(page.getByTestId('queue-recorded')).toHaveCount(0);
  await page.getByTestId('queue-items').fill('60');
  await expectRecorded(page, 'queue');
  await page.getByTestId('lang').selectOption('ko');
  await expect(page.getByTestId('queue-recorded')).toHaveText(/기록한 실행/);
});

test('in the lab another policy of the recorded run can be looked at @isolated', async ({
  page,
}) => {
  await visit(page, 'scheduling');
  await expectRecorded(page, 'scheduling');
  const makespan = page.getByTestId('scheduling-figure-makespan');
  const before = await makespan.innerText();
  await page.getByTestId('scheduling-policy-longestFirst').click();
  await expect(makespan).not.toHaveText(before);
  await expectRecorded(page, 'scheduling');
});

test('a stopped run leaves the recorded one @isolated', async ({ page }) => {
  await visit(page, 'queue');
  await expectRecorded(page, 'queue');
  await page.getByTestId('queue-run').click();
  await page.getByTestId('queue-stop').click();
  await expect(page.locator('pp-results')).toContainText('No results of this run are shown');
  await expectRecorded(page, 'queue');
});

test.describe('without the file', () => {
  test.use({ expectedErrors: [/assets\/recording-/] });

  test('a demo opens with empty frames, and runs @isolated', async ({ page, site }) => {
    site.fault(/\/assets\/recording-/, { kind: 'status', status: 404 });
    await visit(page, 'partitioning');
    await expect(page.getByTestId('partitioning-answer')).toHaveAttribute('data-state', 'pending');
    await expect(page.getByTestId('partitioning-recorded')).toHaveCount(0);
    await runDemo(page, 'partitioning');
  });
});

test('a demo whose elements or programs do not come says so, and has them when asked again @isolated', async ({
  page,
  site,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/);
  site.fault(/assets\/(demo|queue)-/, { kind: 'status', status: 404 });
  await visit(page, '');
  await page.getByTestId('open-queue').click();
  const notice = page.getByTestId('content-missing');
  await expect(notice).toBeVisible();
  await expect(page.locator('main h1')).toHaveText('Producers and consumers');
  await expect(page.locator('main h1')).toBeFocused();
  site.mend();
  site.fault(/assets\/queue-/, { kind: 'status', status: 404 });
  await notice.getByRole('button').click();
  await expectRecorded(page, 'queue');
  const program = page.getByTestId('queue-code-missing');
  await expect(program).toBeVisible();
  site.mend();
  await program.getByRole('button').click();
  await expect(page.getByTestId('queue-code')).toContainText('import');
  await expect(program).toHaveCount(0);
});

test('who follows a link before a demo has been loaded goes on at its heading @isolated', async ({
  page,
  site,
}) => {
  site.fault(/assets\/demo-/, { kind: 'delay', ms: 300 });
  await visit(page, '');
  await page.getByTestId('open-queue').click();
  await expect(page.locator('pp-demo')).toHaveCount(1);
  await expect(page.locator('main h1')).toBeFocused();
  await expect(page.locator('main h1')).toHaveText('Producers and consumers');
  await expectRecorded(page, 'queue');
});

test('the overview’s pictures are of recorded runs, and say in words what they show @isolated', async ({
  page,
}) => {
  await visit(page, '');
  await expect(page.locator('.numbers')).toContainText(/runs recorded on .* with \S+ \d+/);
  for (const name of Object.keys(CHEAP_RUNS)) {
    const picture = page.getByTestId(`card-${name}`).getByRole('img');
    await expect(picture).toHaveAccessibleName(/recorded run.*\d/);
    expect(await picture.locator('rect').count(), name).toBeGreaterThan(2);
  }
  await page.getByTestId('lang').selectOption('ko');
  await expect(page.getByTestId('card-queue').getByRole('img')).toHaveAccessibleName(/기록된 실행/);
});
