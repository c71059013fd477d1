/** JavaScript programs on the page, without a browser: their texts, their errors, their output. */
import { expect, test } from 'vitest';

import {
  framesOf,
  marksOfFrames,
  neverRun,
  reportOf,
  thrownOf,
  withLibrary,
} from '../programs/javascript/module-text';
import { Outlet, type Lines } from '../programs/javascript/outlet';
import { shownLine, shownValue } from '../programs/javascript/shown-value';
import { fileNameOf } from '../programs/files';
import { MOST_LINES, OutputLog } from '../programs/output-log';
import { linksIn } from '../programs/tracebacks';

test.each([
  ["import { open } from '/lib/parallel-playground.js';", "import { open } from 'URL';"],
  ['import {\n  open,\n} from "parallel-playground";', 'import {\n  open,\n} from "URL";'],
  [
    "const { open } = await import('./lib/parallel-playground.js');",
    "const { open } = await import('URL');",
  ],
  ["import 'parallel-playground';", "import 'URL';"],
  [
    "import x from './mine.js'; // parallel-playground",
    "import x from './mine.js'; // parallel-playground",
  ],
  ["const name = 'parallel-playground';", "const name = 'parallel-playground';"],
])('the library is found on this site: %s', (program, there) => {
  expect(withLibrary(program, 'URL')).toBe(there);
});

test('the script that is asked for errors keeps the lines, and executes nothing', () => {
  const program =
    'import { open } from \'x\';\nimport {\n  a,\n} from "y";\nexport const b = 1;\nawait open();';
  const script = neverRun(program);
  expect(script.split('\n')).toHaveLength(program.split('\n').length + 1);
  expect(script).not.toMatch(/\bimport\b|\bexport\b/);
  // A classic script of these lines is read whole, and ends before the program begins.
  const thrownBy = (program: string): unknown => {
    try {
      return (0, eval)(neverRun(program)) as unknown;
    } catch (thrown) {
      return thrown;
    }
  };
  expect(thrownBy(program)).toBe(0);
  expect(thrownBy('let x = ;')).toBeInstanceOf(SyntaxError);
  let executed = false;
  Object.assign(globalThis, { executedForTest: () => (executed = true) });
  expect(thrownBy('executedForTest();')).toBe(0);
  expect(executed).toBe(false);
  Reflect.deleteProperty(globalThis, 'executedForTest');
});

test('lines of the program are found in a stack, and marked', () => {
  const stack =
    'Error: no\n    at Object.f (http://x/lib/a.js:1:2)\n    at g (blob:u/1:12:5)\n    at blob:u/1:3:1\n    at blob:u/1:12:9';
  const frames = framesOf(stack, 'blob:u/1');
  expect(frames).toEqual([
    { line: 12, column: 5 },
    { line: 3, column: 1 },
    { line: 12, column: 9 },
  ]);
  const thrown = { type: 'Error', message: 'no\nmore', stack, cause: 'TypeError: why' };
  expect(marksOfFrames(thrown, frames)).toEqual([
    { line: 3, words: 'Error: no', origin: false },
    { line: 12, words: 'Error: no', origin: true },
  ]);
  const report = reportOf(thrown, frames.slice(0, 1));
  expect(report).toBe('Error: no\nmore\n    at program.js:12:5\n  caused by TypeError: why');
  expect(linksIn('    at program.js:12:5')).toEqual([
    { text: '    at ' },
    { text: 'program.js:12:5', line: 12 },
  ]);
});

test('whatever is thrown can be told', () => {
  const coded = Object.assign(new Error('late', { cause: new TypeError('x') }), { code: 'E_TASK' });
  expect(thrownOf(coded)).toMatchObject({ type: 'Error E_TASK', message: 'late' });
  expect(thrownOf(coded).cause).toBe('TypeError: x');
  expect(thrownOf(5)).toMatchObject({ type: 'Error', message: '5', stack: '', cause: null });
  expect(thrownOf(null).message).toBe('null');
  expect(thrownOf(Object.create(null)).message).toBe('a value without a text');
});

test.each<[unknown, string]>([
  [[3025, 3136], '[3025, 3136]'],
  [[[0, 1], []], '[[0, 1], []]'],
  [Float64Array.of(1, 2.5), 'Float64Array [1, 2.5]'],
  [{ a: 1, 'b-c': 'x', d: undefined }, "{a: 1, 'b-c': 'x', d: undefined}"],
  [new Map([['a', { b: 1n }]]), "Map {'a' => {b: 1n}}"],
  [new Set([1, "it's"]), "Set {1, 'it\\'s'}"],
  [null, 'null'],
  [-0, '-0'],
  [Symbol('s'), 'Symbol(s)'],
  [() => 1, '[Function anonymous]'],
  [[[[[[1]]]]], '[[[[[Array]]]]]'],
  [Array.from({ length: 102 }, () => 7), `[${'7, '.repeat(100)}… 2 more]`],
])('a value is shown like its literal: %#', (value, text) => {
  expect(shownValue(value)).toBe(text);
});

test('circles, getters that throw, and lines of several values', () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  expect(shownValue(circle)).toBe('{self: [Circular]}');
  const throws = Object.defineProperty({}, 'a', {
    enumerable: true,
    get: () => {
      throw new Error('no');
    },
  });
  expect(shownValue(throws)).toBe('[object]');
  expect(shownLine(['n:', 1, 'x'])).toBe('n: 1 x');
  expect(shownLine([])).toBe('');
});

/** An outlet with a clock of its own. */
function outletAt(): {
  outlet: Outlet;
  posts: Lines[];
  pass: (ms: number) => void;
  due: () => void;
} {
  const posts: Lines[] = [];
  const flushes: (() => void)[] = [];
  let nowMs = 0;
  return {
    outlet: new Outlet(
      (lines) => posts.push(lines),
      () => nowMs,
      (flush) => flushes.push(flush),
    ),
    posts,
    pass: (ms) => (nowMs += ms),
    due: () => {
      for (const flush of flushes.splice(0)) flush();
    },
  };
}

test('the first lines go out at once, so that they are seen whatever comes after', () => {
  const { outlet, posts } = outletAt();
  for (let n = 0; n < 10; n += 1) outlet.write('stdout', String(n));
  expect(posts.flatMap(({ lines }) => lines.map(({ text }) => text)).join('')).toBe('0123456789');
});

test('of lines without end few messages are made, with the newest lines', () => {
  const { outlet, posts, pass, due } = outletAt();
  const count = 100_000;
  for (let n = 0; n < count; n += 1) {
    outlet.write('stdout', String(n));
    if (n % 1000 === 0) pass(1);
  }
  due();
  expect(posts.length).toBeLessThan(210);
  for (const { lines } of posts) expect(lines.length).toBeLessThanOrEqual(2 * MOST_LINES);
  const told = posts.reduce((sum, { lines, lost }) => sum + lines.length + lost, 0);
  expect(told).toBe(count);
  expect(posts.at(-1)?.lines.at(-1)?.text).toBe(String(count - 1));
  const log = new OutputLog();
  log.skip(5);
  expect(log.dropped).toBe(5);
});

test('a long line is cut', () => {
  const { outlet, posts } = outletAt();
  outlet.write('stderr', 'x'.repeat(1_000_000));
  expect(posts[0]?.lines[0]?.text.length).toBeLessThan(21_000);
});

test('a script has a file’s name of its own', () => {
  expect(fileNameOf('shared-memory', '.js')).toBe('shared_memory_demo.js');
});
