/** What a Python program and its options may be: each error names the argument. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { PlaygroundError } from '../../common/errors';
import type { PythonProgram, PythonRunOptions } from '../../common/types';
import { requestOf } from './options';

const WORKERS = 6;

beforeEach(() => {
  vi.stubGlobal('location', { href: 'https://site.example/page/index.html?x=1' });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const request = (program: unknown, options?: unknown): ReturnType<typeof requestOf> =>
  requestOf(program as string | PythonProgram, options as PythonRunOptions, WORKERS);
const refusal = (program: unknown, options?: unknown): string => {
  try {
    request(program, options);
  } catch (error) {
    const { code, message } = error as PlaygroundError;
    return `${code} ${message}`;
  }
  return 'none';
};

test('a text is the program itself, with the defaults', () => {
  expect(request('print(1)')).toEqual({
    files: new Map([['main.py', 'print(1)']]),
    main: 'main.py',
    args: [],
    wheels: [],
    startMethod: 'fork',
    cpuCount: WORKERS,
    trace: false,
    live: false,
    stdin: null,
  });
});

test('files, arguments and options are taken as they are given', () => {
  const bytes = Uint8Array.of(1, 2);
  const given = request(
    { main: 'x', files: { 'a/b.py': 'b', 'c.bin': bytes }, args: new Set(['1', '']), wheels: [] },
    { startMethod: 'spawn', cpuCount: 64, stdin: '', onOutput: () => undefined, timeoutMs: 0 },
  );
  expect([...given.files]).toEqual([
    ['a/b.py', 'b'],
    ['c.bin', bytes],
    ['main.py', 'x'],
  ]);
  expect(given.args).toEqual(['1', '']);
  expect([given.startMethod, given.cpuCount, given.stdin]).toEqual(['spawn', 64, '']);
});

test('the main program wins over a file of its name', () => {
  expect(request({ main: 'x', files: { 'main.py': 'y' } }).files.get('main.py')).toBe('x');
});

describe('wheels', () => {
  test('have addresses relative to the page', () => {
    const wheels = ['w-1.whl', '/lib/v-2.whl', new URL('https://other.example/u-3.whl?key=1')];
    expect(request({ main: '', wheels }).wheels).toEqual([
      'https://site.example/page/w-1.whl',
      'https://site.example/lib/v-2.whl',
      'https://other.example/u-3.whl?key=1',
    ]);
  });

  test.each([['numpy'], ['x.whl.zip'], ['https://'], ['a.py?b.whl']])('are no %s', (wheel) => {
    expect(refusal({ main: '', wheels: ['a-1.whl', wheel] })).toMatch(
      /^E_ARGUMENT program\.wheels\[1\] is .* must be /,
    );
  });
});

describe('files', () => {
  test.each(['../a', '/a', 'a/', 'a//b', './a', 'a/../b', '.', ''])('may not be at %j', (path) => {
    expect(refusal({ main: '', files: { [path]: '' } })).toContain(
      `program.files['${path}'] is "${path}"; it must be a relative path without . and ..`,
    );
  });

  test.each(['a', 'a.b', '.hidden', '..a/b', 'a b/ü'])('may be at %j', (path) => {
    expect([...request({ main: '', files: { [path]: '1' } }).files.keys()]).toContain(path);
  });

  test.each([[null], [5], ['text']])('are no %j', (files) => {
    expect(refusal({ main: '', files })).toMatch(/^E_ARGUMENT program\.files/);
  });

  test('hold texts and bytes alone', () => {
    for (const data of [1, null, new ArrayBuffer(1), ['x']]) {
      expect(refusal({ main: '', files: { a: data } })).toMatch(
        /^E_ARGUMENT program\.files\['a'\] is .* must be a string or a Uint8Array/,
      );
    }
  });
});

test.each([
  [5, undefined, 'program'],
  [{}, undefined, 'program.main is undefined'],
  [{ main: 'x', file: {} }, undefined, 'file'],
  [{ main: 'x', args: ['a', 1] }, undefined, 'program.args[1] is 1'],
  [{ main: 'x', args: 7 }, undefined, 'program.args is 7'],
  ['x', { startMethod: 'thread' }, 'startMethod is "thread"; it must be one of \'fork\''],
  ['x', { cpuCount: 0 }, 'cpuCount is 0; it must be an integer from 1 to 64'],
  ['x', { cpuCount: 65 }, 'cpuCount is 65'],
  ['x', { cpuCount: 1.5 }, 'cpuCount is 1.5'],
  ['x', { stdin: 1 }, 'stdin is 1'],
  ['x', { onProcess: 1 }, 'onProcess is 1'],
  ['x', { onTrace: 1 }, 'onTrace is 1'],
  ['x', { trace: 1 }, 'trace is 1'],
  ['x', { timeoutMs: -1 }, 'timeoutMs is -1'],
  ['x', { signal: {} }, 'signal'],
  ['x', { timeout: 1 }, 'timeoutMs'],
])('%j with %j is refused: %s', (program, options, named) => {
  const said = refusal(program, options);
  expect(said).toMatch(/^E_ARGUMENT /);
  expect(said).toContain(named);
});
