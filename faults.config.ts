/**
 * The faults (`make test-faults`): the built site in the system's Chromium with one of its files
 * missing or cut, or in a browser that lacks something; once isolated and once not. `make test`
 * runs those tagged `@sample`.
 */
import base from './playwright.config.ts';

export default {
  ...base,
  testDir: 'tests/faults',
  outputDir: 'test-results/faults',
  reporter: [['list'], ['json', { outputFile: 'test-results/faults.json' }]],
};
