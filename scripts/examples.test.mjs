// What is wrong with an example is said, and what is right is read as it stands.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

import { readExamples } from './examples.mjs';

const folder = mkdtempSync(join(tmpdir(), 'examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * @param {string[]} example the lines of the block
 * @param {string} title
 * @param {string} declaration
 */
function read(example, title = '', declaration = 'export declare function twice(): void;') {
  const path = join(folder, 'declared.d.ts');
  const lines = ['Does it.', '', `@example ${title}`, '```ts', ...example, '```'];
  writeFileSync(
    path,
    `/**\n${lines.map((line) => ` * ${line}`).join('\n')}\n */\n${declaration}\n`,
  );
  return readExamples(path);
}

/** @typedef {new (body: string) => () => Promise<unknown>} AsyncFunctions */
const AsyncFunction = /** @type {AsyncFunctions} */ ((async () => {}).constructor);

test('promised values stand behind an expression, or below it', async () => {
  const { examples, functions, faults } = read([
    'const x: number[] = [1, 2];',
    'x.length; // → 2',
    'Promise.resolve(x.map((y) => y * 2));',
    '// → [2, 4]',
    'x.reverse();',
  ]);
  expect(faults).toEqual([]);
  expect(functions).toEqual(['twice']);
  expect(examples.map(({ name, needsSharedMemory }) => [name, needsSharedMemory])).toEqual([
    ['twice', false],
  ]);
  const [{ script, expected }] = /** @type {[import('./examples.mjs').Example]} */ (examples);
  expect(expected).toEqual(['2', '[2, 4]']);
  expect(await new AsyncFunction(script)()).toEqual([2, [2, 4]]);
});

test('a title says that an example needs shared memory; no other title is known', () => {
  const { examples } = read(['1; // → 1'], 'Where memory is shared');
  expect(examples[0]?.needsSharedMemory).toBe(true);
  expect(read(['1; // → 1'], 'Anywhere').faults[0]).toContain('unknown title: Anywhere');
});

test.each([
  ['promises no value', ['twice();']],
  ['a promised value follows no expression', ['const x = 1; // → 1', 'x; // → 1']],
  ['a promised value follows no expression', ['twice(() => {', '  1; // → 1', '}); // → 1']],
  ['has 9 lines', '12345678'.split('').concat('1; // → 1')],
])('an example that %s is a fault', (fault, lines) => {
  const { examples, faults } = read(lines);
  expect(examples).toEqual([]);
  expect(faults[0]).toContain(fault);
});

test('each method and each set of options needs one; the blocking forms one for all calls', () => {
  const faults = (/** @type {string} */ declaration) => read(['1; // → 1'], '', declaration).faults;
  expect(faults('export interface Pot { fill(): void; readonly size: number; }')).toEqual([
    'Pot.fill has no example',
  ]);
  expect(faults('export interface SyncPot { fill(): void; }')).toEqual([]);
  expect(faults('declare function twice(): void;\nexport interface PotOptions { }')).toEqual([
    'PotOptions has no example',
  ]);
  const twice =
    'declare function twice(): void;\n/** @example\n * ```ts\n * 1; // → 1\n * ```\n */';
  expect(faults(`${twice}\ndeclare function twice(x: number): void;`)).toEqual([
    'twice has several examples',
  ]);
});
