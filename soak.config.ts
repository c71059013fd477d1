/**
 * The soak (`make soak`): the built site in the system's Chromium, once isolated and once not.
 * Random programs for some minutes; with `COUNTS`, very many of each thing.
 */
import process from 'node:process';

import base from './playwright.config.ts';

const name = process.env['COUNTS'] ? 'counts' : 'soak';

export default {
  ...base,
  testDir: 'tests/soak',
  testMatch: `${name}.spec.ts`,
  outputDir: 'test-results/soak',
  reporter: [['list'], ['json', { outputFile: `test-results/${name}.json` }]],
};
