/** Tables as files: RFC 4180, and numbers to the last digit. */
import { expect, test } from 'vitest';

import { csvOf } from '../twin';

const write = String;

test('a header, a line for each row, each ended by CR and LF', () => {
  const columns = [{ label: 'What' }, { label: 'Median', write }];
  const rows = [{ cells: ['one', 0.1 + 0.2] }, { cells: ['two', 1e-9] }];
  expect(csvOf({ columns, rows })).toBe('What,Median\r\none,0.30000000000000004\r\ntwo,1e-9\r\n');
});

test('commas, quotes and line ends are quoted', () => {
  const columns = [{ label: 'What, exactly' }];
  const rows = ['a,b', 'say "c"', 'd\ne', 'plain'].map((text) => ({ cells: [text] }));
  expect(csvOf({ columns, rows })).toBe(
    '"What, exactly"\r\n"a,b"\r\n"say ""c"""\r\n"d\ne"\r\nplain\r\n',
  );
});

test('a range is two columns, and what is not there is empty', () => {
  const columns = [
    { label: 'n', write },
    { label: 'Min–max', write, ends: ['Least', 'Most'] as const },
  ];
  const rows = [{ cells: [1, [2, 3] as const] }, { cells: [null, null] }, { cells: [NaN, null] }];
  expect(csvOf({ columns, rows })).toBe('n,Least,Most\r\n1,2,3\r\n,,\r\n,,\r\n');
});
