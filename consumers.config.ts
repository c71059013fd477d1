/** The npm package in pages that others would build, in the system's Chromium. */
import base from './playwright.config.ts';

export default {
  ...base,
  testDir: 'tests/consumers',
  outputDir: 'test-results/consumers',
  reporter: [['list'], ['json', { outputFile: 'test-results/consumers.json' }]],
  projects: [{ name: 'consumers' }],
};
