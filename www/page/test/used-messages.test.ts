/** Every message is used: its key stands in the sources, or is made by a template there. */
import ts from 'typescript';
import { expect, test } from 'vitest';

import { CATALOGUES } from '../messages/index';
import './late-words';

const sources: Record<string, string> = import.meta.glob(
  [
    '../**/*.ts',
    '../../common/**/*.ts',
    '!../**/messages/*.ts',
    '!../programs/words/*.ts',
    '!../programs/further/{en,ko}.ts',
    '!../foreign/{en,ko}.ts',
    '!../embedding/*words/*.ts',
    '!../test/**',
    '!**/*.test.ts',
  ],
  { query: '?raw', import: 'default', eager: true },
);

/** What the strings of a source can be: their texts, and patterns for templates with values. */
function keysIn(source: string): { texts: string[]; patterns: string[] } {
  const texts: string[] = [];
  const patterns: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    if (ts.isTemplateExpression(node)) {
      const parts = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
      patterns.push(
        parts.map(({ text }) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+'),
      );
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return { texts, patterns };
}

/** The keys of the catalogue that no source names. */
function unused(keys: readonly string[], files: readonly string[]): string[] {
  const found = files.map(keysIn);
  const texts = new Set(found.flatMap((it) => it.texts));
  // A template must begin like a key: one that is all value would match everything.
  const patterns = found
    .flatMap((it) => it.patterns)
    .filter((pattern) => /^[a-z]\w*\\\./i.test(pattern))
    .map((pattern) => new RegExp(`^${pattern}$`));
  return keys.filter((key) => !texts.has(key) && !patterns.some((it) => it.test(key)));
}

test('an unused key would be found', () => {
  const files = ["t('queue.title'); t(`term.${name}.is`);"];
  expect(unused(['queue.title', 'term.lock.is', 'queue.old', 'term.lock'], files)).toEqual([
    'queue.old',
    'term.lock',
  ]);
});

test('there is none', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  expect(unused(Object.keys(CATALOGUES.en), Object.values(sources))).toEqual([]);
});
