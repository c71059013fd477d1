/** A run is looked at step by step: the moment on the timeline, and in words what happens there. */
import { expect, test } from './fixtures.ts';
import { openDemo, runDemo } from './runs.ts';

for (const name of ['queue', 'pipe', 'pools']) {
  test(`${name}: from event to event, played and stopped`, async ({ page }) => {
    await openDemo(page, name);
    const steps = page.getByTestId(`${name}-steps`);
    const words = page.getByTestId(`${name}-steps-words`);
    const next = page.getByTestId(`${name}-steps-step`);
    const veil = page.locator('.timeline-veil').first();
    await expect(next).toBeDisabled();
    await runDemo(page, name);
    await expect(veil).toBeHidden();
    // From the end it begins anew: the first thing that happens is at the start.
    await next.press('Enter');
    await expect(steps).toHaveAttribute('data-at-ms', '0');
    await expect(words).toContainText(/At 0.00 ms: .* – .*0 of \d+ intervals done/);
    await expect(veil).toBeVisible();
    const before = await veil.boundingBox();
    const said = await words.innerText();
    for (let step = 0; step < 3; step += 1) await next.press('Enter');
    await expect(words).not.toHaveText(said);
    const after = await veil.boundingBox();
    expect(after?.x).toBeGreaterThan(before?.x ?? Infinity);
    // In a chart of another width the moment is at another place. (One chart knows all moments.)
    const offBy = (): Promise<number> =>
      veil.evaluate((one) => {
        const at = one.getBoundingClientRect().left;
        const bars = [...(one.parentElement?.querySelectorAll('.chart rect') ?? [])];
        const edges = bars.flatMap((bar) => {
          const { left, right } = bar.getBoundingClientRect();
          return [left, right];
        });
        return Math.min(...edges.map((edge) => Math.abs(edge - at)));
      });
    for (const width of name === 'pools' ? [] : [700, 1280]) {
      await page.setViewportSize({ width, height: 720 });
      await expect.poll(offBy).toBeLessThan(3);
    }
    await page.getByTestId(`${name}-steps-pace`).selectOption('0.25');
    const play = page.getByTestId(`${name}-steps-play`);
    const stood = await steps.getAttribute('data-at-ms');
    await play.click();
    await expect(steps).not.toHaveAttribute('data-at-ms', stood ?? '');
    await play.click();
    await expect(play).toHaveText('Play');
    await page.getByTestId(`${name}-steps-slider`).press('End');
    await expect(veil).toBeHidden();
  });
}

test('a reader who wants less motion steps', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openDemo(page, 'queue');
  await runDemo(page, 'queue');
  await expect(page.getByTestId('queue-steps-play')).toBeDisabled();
  await page.getByTestId('queue-steps-step').click();
  await expect(page.getByTestId('queue-steps')).toHaveAttribute('data-at-ms', '0');
});

test('a lost update: forwards and back, each step told and marked @isolated', async ({ page }) => {
  await openDemo(page, 'shared-memory');
  const name = 'shared-memory-interleaving';
  const figure = page.getByTestId(name);
  const words = page.getByTestId(`${name}-steps-words`);
  const next = page.getByTestId(`${name}-steps-step`);
  const back = page.getByTestId(`${name}-steps-back`);
  const counter = page.getByTestId(`${name}-counter`);
  const current = figure.locator('tr[aria-current=step]');
  await expect(next).toBeDisabled();
  await runDemo(page, 'shared-memory');
  // The table says what happened; its losses are the increments that the counter lacks.
  const final = Number(await counter.innerText());
  await expect(current.locator('th')).toHaveText('36');
  await figure.locator('summary').click();
  const rows = page.getByTestId(`${name}-table`).locator('tbody tr');
  await expect(rows).toHaveCount(36);
  const losses = await rows.locator('td:last-child').allInnerTexts();
  expect(losses.reduce((sum, text) => sum + Number(text), 0)).toBe(12 - final);
  await expect(figure.locator('.lost')).toHaveCount(12 - final);
  await expect(page.getByTestId(`${name}-sum`)).toContainText(`the counter holds ${final}`);

  // From the end it begins anew.
  await next.press('Enter');
  await expect(words).toContainText('Step 0 of 36');
  await expect(current).toHaveCount(0);
  await next.press('Enter');
  await expect(words).toContainText(/Step 1 of 36: process [01] reads 0\./);
  await expect(words).toHaveAttribute('aria-live', 'polite');
  await expect(current.locator('th')).toHaveText('1');
  await expect(counter).toHaveText('0');
  await next.press('Enter');
  await expect(words).toContainText('Step 2 of 36');
  await back.press('Enter');
  await expect(words).toContainText('Step 1 of 36');
  // Every step that loses says how many, and the row that it happens in is in sight.
  for (let step = 2; step <= 36; step += 1) {
    await next.press('Enter');
    await expect(words).toContainText(`Step ${step} of 36`);
    const lost = Number(losses[step - 1]);
    if (lost > 0) await expect(words).toContainText(`${lost} update`);
    const inSight = (row: Element): boolean => {
      const room = row.closest('.interleaving-steps')?.getBoundingClientRect();
      const { top, bottom } = row.getBoundingClientRect();
      return room !== undefined && top >= room.top && bottom <= room.bottom + 1;
    };
    await expect.poll(() => current.evaluate(inSight)).toBe(true);
  }
  await expect(counter).toHaveText(String(final));

  await page.getByTestId(`${name}-steps-slider`).press('Home');
  await expect(words).toContainText('Step 0 of 36');
  await page.getByTestId(`${name}-steps-pace`).selectOption('4');
  const play = page.getByTestId(`${name}-steps-play`);
  await play.click();
  await expect(words).not.toContainText('Step 0 of 36');
  await expect(words).toHaveAttribute('aria-live', 'off');
  await play.click();
  await expect(words).toHaveAttribute('aria-live', 'polite');
});
