// The README's table of support is what was seen, and what was seen is all that is tried.
import { describe, expect, it } from 'vitest';

import { scenarios } from '../tests/engines/page.ts';
import { ROWS } from '../tests/engines/scenario.ts';
import { smokes } from './engines/smokes.mjs';
import { readSupport, supportTable, tableInReadme } from './engines/support.mjs';

const columns = readSupport();

describe('the table of support', () => {
  it('stands in the README as it is made from docs/support.json', () => {
    expect(tableInReadme()).toBe(supportTable(columns));
  });

  it('has the engines of `make test`, on pages that are isolated and on others', () => {
    const seen = columns.map(({ engine, tier }) => `${engine}, ${tier}`);
    for (const engine of ['chromium', 'firefox'])
      for (const tier of ['isolated', 'not isolated']) expect(seen).toContain(`${engine}, ${tier}`);
  });

  for (const { engine, tier, results } of columns) {
    it(`is of all that is tried now: ${engine}, ${tier}`, () => {
      const tried = [...scenarios, ...smokes.filter(({ on }) => on?.(tier) !== false)];
      expect(results.map(({ row, name }) => `${row}: ${name}`)).toEqual(
        tried.map(({ row, name }) => `${row}: ${name}`),
      );
      for (const { row } of results) expect(ROWS).toContain(row);
    });

    it(`says a code wherever something is refused: ${engine}, ${tier}`, () => {
      for (const { result } of results) expect(result).toMatch(/^(ok|E_[A-Z_]+)$/);
    });
  }

  it('tells what runs from what is refused, in part or in whole', () => {
    const column = (/** @type {string[]} */ ...results) => ({
      engine: /** @type {const} */ ('firefox'),
      version: '153.0.1',
      tier: /** @type {const} */ ('isolated'),
      results: results.map((result, i) => ({
        row: i < 2 ? 'pools' : 'Python',
        name: String(i),
        result,
      })),
    });
    expect(supportTable([column('ok', 'ok', 'E_UNSUPPORTED'), column('ok', 'failed')])).toBe(
      [
        '|  | Firefox 153 | Firefox 153 |',
        '| --- | --- | --- |',
        '| page | isolated | isolated |',
        '| pools | yes | 1 of 2: failed |',
        '| Python | no: `E_UNSUPPORTED` | – |',
      ].join('\n'),
    );
  });
});
