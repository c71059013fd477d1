// Settings of demos' controls, and what the programs beside the demos print for them. Natively
// `check-programs.mjs` runs them all, in the page `tests/e2e/javascript-programs.spec.ts`.

/**
 * @typedef {object} ProgramSetting
 * @property {string} demo its name
 * @property {Record<string, string | number>} values of its controls; the others have defaults
 * @property {string[]} prints lines of JSON
 */

/** What 12 tasks of the chapter's lengths print first. */
const LAST_OF_TWELVE = '[[8, 3], [9, 1], [10, 2], [11, 3]]';

/** How many tasks each policy gives out at a time: 12 tasks, 3 workers, k = 2. */
const SIZES = {
  chunk: '[4, 4, 4]',
  roundRobin: '[2, 2, 2, 2, 2, 2]',
  dynamic: '[2, 2, 2, 2, 2, 2]',
  guided: '[4, 3, 2, 2, 1]',
  poolMap: '[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]',
};

/** @type {ProgramSetting[]} */
const scheduling = Object.entries(SIZES).map(([policy, sizes]) => ({
  demo: 'scheduling',
  values: { policy, chunk: 2, tasks: 12, workers: 3, unit: 1 },
  prints: [LAST_OF_TWELVE, sizes],
}));

/** @type {ProgramSetting[]} */
export const PROGRAM_SETTINGS = [
  ...scheduling,
  {
    demo: 'scheduling',
    values: { load: 'simulate', tasks: 3, unit: 1, dispatchOverhead: 500, taskOverhead: 200 },
    prints: ['[[0, 1], [1, 2], [2, 3]]', '[1, 1, 1]'],
  },
  ...['naive', 'blocked', 'fast'].flatMap((algorithm) =>
    ['f32', 'f64'].map((precision) => ({
      demo: 'matmul',
      values: { algorithm, precision, n: 304, workers: 3 },
      prints: ['[0.0, 219.0, 235.0, 272.0, 218.0]', '76617.0'],
    })),
  ),
  {
    demo: 'pipe',
    values: { number: 21, trips: 10, largest: 3 },
    prints: ['42', '[2, 8, 32, 128, 512, 2048]'],
  },
  {
    demo: 'partitioning',
    values: { items: 5, parts: 2, work: 3 },
    prints: ['[[0, 1, 2], [3, 4]]', '[[0, 2, 4], [1, 3]]', '[100, 400]'],
  },
];
