/**
 * Lighthouse on the built and served page: tests like the others, but each starts a browser of its
 * own.
 */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/lighthouse',
  outputDir: 'test-results/lighthouse',
  reporter: [['list'], ['json', { outputFile: 'test-results/lighthouse.json' }]],
  forbidOnly: true,
  workers: 1,
  retries: 0,
  timeout: 240_000,
});
