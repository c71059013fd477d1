/**
 * On hosts that serve `index.html` at `/` only, by a redirection, the page works without a network
 * all the same.
 */
import { expect, test } from './fixtures.ts';
import { goOffline, workerActive } from './service-worker.ts';

test.use({ serviceWorkers: 'allow' });

test('the page is kept by the address that the host sends it to, and found by either @isolated', async ({
  page,
  site,
}) => {
  site.fault(/\/index\.html$/, { kind: 'redirect', to: '/' });
  await page.goto('index.html?a=b#/partitioning?lang=en');
  await expect(page.getByTestId('demo-partitioning')).toBeVisible();
  await workerActive(page, site);
  await goOffline(page, site);
  for (const address of ['?a=b#/partitioning?lang=en', 'index.html?a=b#/queue?lang=en']) {
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.locator('pp-demo h1')).toBeVisible();
  }
});
