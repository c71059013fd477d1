// What is read off the reports of faults, soaks and engines.
import { expect, test } from 'vitest';

import { rowsIn, rowsOf, rowsOfEngines, table } from './reliability-rows.mjs';

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
});

test('a scenario that is refused by its code has survived', () => {
  const results = ['ok', 'E_NOT_ISOLATED', 'failed'].map((result, i) => ({
    row: 'pools',
    name: String(i),
    result,
  }));
  const [row] = rowsOfEngines([
    { engine: 'firefox', version: '153.0', tier: 'not isolated', results },
  ]);
  expect([row?.engine, row?.done, row?.survived]).toEqual(['firefox 153.0', 3, 2]);
});

test('a table has its numbers on the right, and commas in long ones', () => {
  expect(table(['what', 'how often'], [['objects', 100_000]])).toBe(
    '| what | how often |\n| --- | --: |\n| objects | 100,000 |',
  );
});

test('the rows of a table are read as they were written', () => {
  const heads = ['what', 'how often', 'command'];
  const rows = [
    ['objects', 100_000, '`make soak`'],
    ['2 frozen pages', '–', '`make test-faults`'],
  ];
  const page = `# A page\n\n${table(heads, rows)}\n\nWords.\n`;
  expect(rowsIn(page)).toEqual([heads, ['---', '--:', '---'], ...rows]);
});
