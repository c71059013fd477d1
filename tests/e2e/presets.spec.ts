/** Presets are whole settings; a control without effect is out of the way, and says why. */
import { expect, test } from './fixtures.ts';
import { visit } from './runs.ts';

test('“As in the textbook” sets everything, wherever the reader was', async ({ page }) => {
  await visit(page, 'matmul?study=algorithms&n=96&precision=f32&where=one&repeats=7');
  const chapter = page.getByTestId('matmul-preset-chapter');
  await expect(chapter).toHaveAttribute('aria-pressed', 'false');
  await chapter.click();
  await expect(chapter).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/study=pair.*precision=f64.*algorithm=naive.*where=processes/);
  await expect(page.getByTestId('matmul-repeats')).toHaveValue('3');
  await page.getByTestId('matmul-repeats').fill('4');
  await expect(chapter).toHaveAttribute('aria-pressed', 'false');
});

test('settings without effect are folded away, with the reason', async ({ page }) => {
  await visit(page, 'scheduling?load=sleep');
  const fold = page.getByTestId('scheduling-idle');
  const speeds = page.getByTestId('scheduling-speeds');
  await expect(speeds).toBeHidden();
  await fold.locator('summary').click();
  await expect(speeds).toBeVisible();
  await expect(speeds).toBeDisabled();
  await expect(page.locator('#scheduling-speeds-hint')).toContainText('Only for simulated runs');
  await page.getByTestId('scheduling-load').selectOption('simulate');
  await expect(speeds).toBeEnabled();
  await expect(fold.locator(speeds)).toHaveCount(0);
  await expect(fold.getByTestId('scheduling-repeats')).toBeDisabled();
});
