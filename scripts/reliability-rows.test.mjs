// What is read off the reports of faults and soaks.
import { expect, test } from 'vitest';

import { browsersPage, rowsOf } from './reliability-browser.mjs';

/**
 * @param {string} projectName
 * @param {string} status
 * @param {Record<string, string>} noted
 */
const testOf = (projectName, status, noted) => ({
  tests: [
    {
      projectName,
      status,
      annotations: Object.entries(noted).map(([type, description]) => ({ type, description })),
    },
  ],
});

test('tests of a kind and tier are one row, what failed has not survived, counts are added', () => {
  const frozen = { kind: 'a page that is frozen', engine: 'chromium 156' };
  const json = JSON.stringify({
    suites: [
      {
        specs: [testOf('isolated', 'expected', frozen)],
        suites: [
          {
            specs: [
              testOf('isolated', 'unexpected', frozen),
              testOf('not isolated', 'expected', frozen),
              testOf('isolated', 'expected', { ...frozen, kind: 'objects', count: '100000' }),
              testOf('isolated', 'expected', {}),
            ],
          },
        ],
      },
    ],
  });
  const rows = rowsOf(json, 'make soak');
  expect(rows.map(({ kind, tier, done, survived }) => [kind, tier, done, survived])).toEqual([
    ['a page that is frozen', 'isolated', 2, 1],
    ['a page that is frozen', 'not isolated', 1, 1],
    ['objects', 'isolated', 100_000, 100_000],
  ]);
  expect(browsersPage(rows)).toContain(
    '| a page that is frozen | isolated | chromium 156 | 2 | 1 | `make soak` |',
  );
});
