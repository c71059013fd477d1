/** The soak (`make soak`): the built site in the system's Chromium, once isolated and once not. */
import base from './playwright.config.ts';

export default {
  ...base,
  testDir: 'tests/soak',
  outputDir: 'test-results/soak',
  reporter: [['list'], ['json', { outputFile: 'test-results/soak.json' }]],
};
