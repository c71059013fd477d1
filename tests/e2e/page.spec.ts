/**
 * The page itself: it loads clean, says its tier and why, speaks both languages, and fits a
 * telephone.
 */
import { expect, test } from './fixtures.ts';
import { expectNoSidewaysScroll } from './runs.ts';

test('loads, isolated exactly where the headers say so', async ({ page, isolated }) => {
  await page.goto('');
  await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(isolated);
});

test('the badge names the tier and the reason', async ({ page, isolated }) => {
  await page.goto('');
  const badge = page.getByTestId('badge');
  await expect(badge).toHaveAttribute('data-mode', isolated ? 'threads' : 'processes');
  const reasons = (await badge.getAttribute('data-reasons'))?.split(' ');
  if (isolated) expect(reasons).not.toContain('not-isolated');
  else expect(reasons).toContain('not-isolated');
});

test.describe('below some path', () => {
  test.use({ path: '/some/deep/path/' });

  test('the page and all it loads are found', async ({ page, isolated }) => {
    await page.goto('');
    await expect(page.getByTestId('badge')).toHaveAttribute(
      'data-mode',
      isolated ? 'threads' : 'processes',
    );
  });
});

test('speaks Korean and English', async ({ page }) => {
  await page.goto('');
  const language = page.getByTestId('lang');
  const brand = page.locator('.brand');
  await language.selectOption('ko');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(brand).toHaveText(/병렬 놀이터/);
  await language.selectOption('en');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(brand).toHaveText(/Parallel Playground/);
});

for (const [where, hash] of [
  ['the overview', ''],
  ['matmul', '#/matmul'],
  ['queue', '#/queue'],
  ['partitioning', '#/partitioning'],
] as const) {
  test(`nothing scrolls sideways at 390 px: ${where}`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const lang of ['en', 'ko']) {
      await page.goto(`${hash || '#/'}?lang=${lang}`);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.getByTestId('badge')).toHaveAttribute('data-mode', /./);
      await expectNoSidewaysScroll(page);
    }
  });
}

test('on a phone a tap leads to a program of one’s own, and the menu shows where that is in either language @isolated', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('#/?lang=ko');
  const link = page.getByTestId('overview-python');
  await expect(link).toBeInViewport({ ratio: 1 });
  await link.click();
  const here = page.getByTestId('nav-python');
  await expect(here).toHaveAttribute('aria-current', 'page');
  for (const language of ['en', 'ko', 'en']) {
    await page.getByTestId('lang').selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(here).toBeInViewport({ ratio: 1 });
  }
});
