/**
 * End-to-end tests: the built site, in the system's Chromium, once isolated and once not.
 * A test tagged `@isolated` or `@not-isolated` runs in that project alone; none is skipped.
 */
import { defineConfig } from '@playwright/test';

import { chromiumArgs, chromiumPath } from './scripts/chromium.mjs';
import type { SiteOptions } from './tests/e2e/fixtures.ts';

/**
 * What these look at is the same on every tier: charts, menus, words. They run where the page is
 * isolated; in the other files single tests are tagged for the same reason.
 */
const OF_THE_PAGE_ALONE = [
  'access',
  'charts',
  'media',
  'prediction',
  'presets',
  'results-stay',
  'steps',
  'translated',
].map((name) => `**/${name}.spec.ts`);

export default defineConfig<SiteOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  forbidOnly: true,
  // One at a time and once: the tests measure, and what fails sometimes fails.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: chromiumPath(), args: chromiumArgs },
    locale: 'en-US',
    // What a test breaks on the server must break in the page: only the tests of the service worker
    // have one.
    serviceWorkers: 'block',
  },
  projects: [
    { name: 'isolated', use: { isolated: true }, grepInvert: /@not-isolated/ },
    {
      name: 'not isolated',
      use: { isolated: false },
      grepInvert: /@isolated/,
      testIgnore: OF_THE_PAGE_ALONE,
    },
  ],
});
