/**
 * The programs beside the demos, and those to begin with: their numbers are those of the controls,
 * and their comments speak the page's language.
 */
import { describe, expect, test } from 'vitest';

import { hasConstant, MOST_WORKERS, withConstants, type Dialect } from '../demos/constants';
import type { Demo } from '../demos/demo';
import { wholeSetting, type Values } from '../demos/params';
import { DEMOS } from '../demos/registry';
import { commented, commentsOf, type CommentMark } from '../messages/comments';
import { loadMessages } from '../messages/index';
import { comments as starterComments } from '../programs/words/ko';
import '../programs/words/index';
import { STARTERS } from '../programs/starters';
import { FOUR, pythonFor, textsOf } from './demo-texts';

await loadMessages('ko');

const MARKS: Readonly<Record<Dialect, CommentMark>> = { python: '#', javascript: '//' };
/** What programs make of the constants themselves. */
const OWN = ['TASKS', 'TYPE', 'BLOCK'];
const DIALECTS = ['python', 'javascript'] as const;
const OUTPUTS: Record<string, string> = import.meta.glob('../demos/*/*.out', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const KOREAN: Record<string, Readonly<Record<string, string>>> = {
  ...import.meta.glob<Readonly<Record<string, string>>>('../demos/*/messages/ko.ts', {
    import: 'comments',
    eager: true,
  }),
  starters: starterComments,
};

const settingOf = (demo: Demo, given: Values = {}): Values =>
  wholeSetting(demo.params, FOUR, given);

describe.each(DEMOS)('$name', (demo) => {
  const { constants } = demo.snippet;
  const texts = textsOf(demo.name);

  test('every constant stands in both programs, once, and is used', () => {
    expect(constants.length).toBeGreaterThan(0);
    for (const { name } of constants)
      for (const dialect of DIALECTS) {
        expect(name).toMatch(/^[A-Z][A-Z_]*$/);
        expect(hasConstant(texts[dialect], name), `${name}, ${dialect}`).toBe(true);
        const uses = texts[dialect].match(new RegExp(`\\b${name}\\b`, 'g')) ?? [];
        expect(uses.length, `${name}, ${dialect}`).toBeGreaterThan(1);
        const set = texts[dialect].match(new RegExp(`^(const )?${name} = `, 'gm'));
        expect(set).toHaveLength(1);
      }
  });

  test('and every constant of a program is declared', () => {
    for (const dialect of DIALECTS) {
      const found = texts[dialect].matchAll(/^(?:const )?([A-Z][A-Z_]*) = /gm);
      const names = Array.from(found, ([, name = '']) => name).filter(
        (name) => !OWN.includes(name),
      );
      expect(new Set(names)).toEqual(new Set(constants.map(({ name }) => name)));
    }
  });

  test.each(DIALECTS)('the defaults give the text as it is stored: %s', (dialect) => {
    const text = texts[dialect];
    expect(withConstants(text, constants, settingOf(demo), dialect)).toBe(text);
  });

  test('presets are taken, and the way back gives the stored text again', () => {
    for (const dialect of DIALECTS) {
      const text = texts[dialect];
      const others = demo.presets.map(({ values }) =>
        withConstants(text, constants, settingOf(demo, values), dialect),
      );
      for (const other of others) {
        for (const { name } of constants) expect(hasConstant(other, name)).toBe(true);
        expect(other.split('\n').length).toBeGreaterThan(10);
        expect(withConstants(other, constants, settingOf(demo), dialect)).toBe(text);
      }
    }
  });

  test('the largest values of all controls are cut to what Python can do in seconds', () => {
    const largest: Record<string, number> = {};
    for (const param of demo.params)
      if (param.kind === 'integer')
        largest[param.name] =
          typeof param.max === 'function' ? param.max(FOUR, settingOf(demo)) : param.max;
    const values = settingOf(demo, largest);
    const of = Object.fromEntries(constants.map(({ name, of }) => [name, of(values, 'python')]));
    const number = (name: string): number => Number(of[name] ?? 0);
    expect(number('N_WORKERS')).toBeLessThanOrEqual(MOST_WORKERS);
    expect(number('N') ** 3).toBeLessThanOrEqual(3e6);
    expect(number('N_STEPS')).toBeLessThanOrEqual(5e6);
    expect(number('SIZE') * number('N_ITEMS')).toBeLessThanOrEqual(250_000);
    expect(number('WORK_US') * number('N_ITEMS')).toBeLessThanOrEqual(20e6);
    expect(number('N_INCREMENTS') * number('N_PROCESSES')).toBeLessThanOrEqual(20_000);
    const lengths = of['DURATIONS'];
    if (typeof lengths !== 'object') return;
    const units = lengths.reduce((sum, one) => sum + one, 0);
    expect((units / number('N_WORKERS')) * number('UNIT_MS')).toBeLessThanOrEqual(20_001);
  });

  test('what its programs print is known', () => {
    const lines = OUTPUTS[`../demos/${demo.name}/${demo.name}.out`]?.trimEnd().split('\n') ?? [];
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
    const printed = /(?<=\b)(?:print|console\.log)\(/g;
    expect(texts.python.match(printed)).toHaveLength(lines.length);
    expect(texts.javascript.match(printed)).toHaveLength(lines.length);
    expect(texts.javascript).toContain("from '/lib/parallel-playground.js'");
  });
});

test('what a program does not name is left out, and only assignments are replaced', () => {
  const constants = [
    { name: 'N', of: () => 7 },
    { name: 'NAME', of: () => 'x' },
    { name: 'GONE', of: () => 1 },
    { name: 'LIST', of: () => [1, 2.5] },
  ];
  const text = 'N = 60  # N = 60\nNN = N\nNAME = "old"\n    N = 3\nLIST = [\n    1,\n]\nprint(N)\n';
  expect(withConstants(text, constants, {}, 'python')).toBe(
    'N = 7  # N = 60\nNN = N\nNAME = "x"\n    N = 3\nLIST = [1, 2.5]\nprint(N)\n',
  );
  const script = "const NAME = 'old';\nconst N = 1_000; // n\n";
  expect(withConstants(script, constants, {}, 'javascript')).toBe(
    "const NAME = 'x';\nconst N = 7; // n\n",
  );
});

test('the lab’s own durations stand in its program, at most forty of them', () => {
  const text = (given: Values): string => pythonFor('scheduling', given);
  expect(text({ workload: 'own', own: '4,5,6.5' })).toContain('\nDURATIONS = [4, 5, 6.5]\n');
  const many = text({ tasks: 10_000, workload: 'uniform' });
  const list = /DURATIONS = \[([^\]]*)\]/.exec(many)?.[1] ?? '';
  expect(list.match(/[\d.]+/g)).toHaveLength(40);
  for (const line of many.split('\n')) expect(line.length).toBeLessThanOrEqual(62);
});

test('what only the lab or the library can do is what comes next in Python, and itself in JavaScript', () => {
  for (const [name, control, of, python] of [
    ['scheduling', 'policy', 'workStealing', 'POLICY = "dynamic"'],
    ['scheduling', 'policy', 'guided', 'POLICY = "guided"'],
    ['matmul', 'algorithm', 'strassen', 'ALGORITHM = "fast"'],
    ['matmul', 'algorithm', 'naive', 'ALGORITHM = "naive"'],
  ] as const) {
    expect(pythonFor(name, { [control]: of })).toContain(`\n${python}\n`);
    const demo = DEMOS.find((one) => one.name === name);
    if (demo === undefined) throw new Error(`no ${name}`);
    const values = settingOf(demo, { [control]: of });
    const { javascript } = textsOf(name);
    const script = withConstants(javascript, demo.snippet.constants, values, 'javascript');
    expect(script).toContain(` = '${of}';`);
  }
});

test('overheads are of the simulation, and cut to what forty tasks can bear', () => {
  const overheads = { dispatchOverhead: 50, taskOverhead: 1_000_000 };
  const real = pythonFor('scheduling', { load: 'sleep', ...overheads });
  expect(real).toContain('DISPATCH_OVERHEAD = 0\nTASK_OVERHEAD = 0\n');
  const simulated = pythonFor('scheduling', { load: 'simulate', ...overheads });
  expect(simulated).toContain('DISPATCH_OVERHEAD = 50\nTASK_OVERHEAD = 100000\n');
});

const PROGRAMS: [string, string, CommentMark][] = [
  ...DEMOS.flatMap(({ name }) =>
    DIALECTS.map((dialect): [string, string, CommentMark] => [
      `${name}, ${dialect}`,
      textsOf(name)[dialect],
      MARKS[dialect],
    ]),
  ),
  ...STARTERS.map(({ name, text }): [string, string, CommentMark] => [name, text, '#']),
];

/** The code alone. */
function stripped(program: string, mark: CommentMark): string {
  return program
    .replace(/^""".*"""$/gm, '')
    .split('\n')
    .map((line) => line.replace(mark === '#' ? /(^|\s+)# .*$/ : /(^|\s+)\/\/ .*$/, ''))
    .filter((line) => line.trim() !== '')
    .join('\n');
}

test.each(PROGRAMS)('%s: in Korean all comments are Korean, and the code is the same', (...it) => {
  const [, program, mark] = it;
  expect(commented(program, mark, 'en')).toBe(program);
  const korean = commented(program, mark, 'ko');
  expect(stripped(korean, mark)).toBe(stripped(program, mark));
  expect(stripped(program, mark).length).toBeGreaterThan(100);
  const comments = commentsOf(program, mark);
  expect(comments.length).toBeGreaterThan(0);
  for (const comment of commentsOf(korean, mark)) expect(comment).toMatch(/\p{Script=Hangul}/u);
  for (const line of korean.split('\n')) expect(line.length).toBeLessThanOrEqual(66);
});

test('no Korean comment is left over', () => {
  const used = new Set(PROGRAMS.flatMap(([, program, mark]) => commentsOf(program, mark)));
  const known = Object.values(KOREAN).flatMap((words) => Object.keys(words));
  expect(known.filter((comment) => !used.has(comment))).toEqual([]);
  expect(known.length).toBeGreaterThan(30);
});

test('a comment of several lines is one, and a string is none', () => {
  const words = { 'One two.': 'a\nb', three: 'c', 'Doc.': 'd' };
  const text = '"""Doc."""\nx = "#1"\nif x:\n    # One\n    # two.\n    y()  # three\n# four';
  expect(commentsOf(text, '#')).toEqual(['Doc.', 'One two.', 'three', 'four']);
  expect(commented(text, '#', 'ko', words)).toBe(
    '"""d"""\nx = "#1"\nif x:\n    # a\n    # b\n    y()  # c\n# four',
  );
  expect(commented('# __proto__', '#', 'ko', words)).toBe('# __proto__');
});
