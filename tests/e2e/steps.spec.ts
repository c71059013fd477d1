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
