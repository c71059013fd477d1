/** A term has one name in each language: the Korean catalogue keeps to the list of pairs. */
import { expect, test } from 'vitest';

import { CATALOGUES, type MessageKey, loadMessages } from '../messages/index';
import '../embedding/code-words/index';
import '../embedding/words/index';
import '../programs/words/index';
import { comments as shared } from '../programs/words/ko';
import { BANNED_KOREAN, TERM_PAIRS } from '../messages/terms';

await loadMessages('ko');

const demos = import.meta.glob<typeof shared>('../demos/*/messages/ko.ts', {
  import: 'comments',
  eager: true,
});

/** Where the English word is not the term, or the Korean sentence says the same without it. */
const EXCEPTIONS: Readonly<Record<string, readonly MessageKey[]>> = {
  // The name of a Python function.
  pool: ['policy.poolMap', 'policy.poolMap.is'],
  // The unit of an axis that has the word in its title.
  increment: ['shared.unit'],
  // Of C, and of the time of a call, not of a list.
  part: ['ownership.heading', 'costs.empty', 'costs.table'],
};

const { en, ko } = CATALOGUES;
const KEYS = Object.keys(en) as MessageKey[];

/** The words of a message, without its values; of words that a number chooses from, all. */
function wordsOf(text: string): string {
  return text.replace(/\{\w+\}/g, '…').replace(/\{\w+\|([^|}]*)\|([^}]*)\}/g, '$1 $2');
}

/** Matches a term as a word, in the singular and in the plural. */
function patternOf(term: string): RegExp {
  const plural = term.replace(/y$/, '(?:y|ies)').replace(/ix$/, '(?:ix|ices)').concat('(?:e?s)?');
  return new RegExp(`(?<!\\p{L})${plural}(?!\\p{L})`, 'iu');
}

/** Decomposed, a Korean stem is a prefix of its forms: 주 of 준, 줄 and 줍니다. */
function contains(text: string, stem: string): boolean {
  return text.normalize('NFD').includes(stem.normalize('NFD'));
}

/** The pairs whose English term is in the one text and whose Korean term is not in the other. */
function notKept(english: string, korean: string): string[] {
  return TERM_PAIRS.filter(
    ([term, agreed]) => patternOf(term).test(wordsOf(english)) && !contains(korean, agreed),
  ).map(([term]) => term);
}

test('a term that is not kept would be found', () => {
  expect(notKept('Chunks of matrices', '행렬의 묶음')).toEqual(['chunk']);
  expect(notKept('{n} {n|policy|policies}', '방법 {n}개')).toEqual(['policy']);
  expect(notKept('Idle: {overhead}', '쉰 시간: {overhead}')).toEqual([]);
  expect(notKept('Blocked, particular', '블록')).toEqual([]);
  expect(BANNED_KOREAN.filter((word) => contains('나누어 줍니다', word))).toEqual(['나누어 주']);
});

test('each term has one pair, and its Korean is not banned', () => {
  const terms = TERM_PAIRS.map(([term]) => term);
  expect(new Set(terms).size).toBe(terms.length);
  for (const [term, agreed] of TERM_PAIRS) {
    expect(
      BANNED_KOREAN.filter((word) => contains(agreed, word)),
      term,
    ).toEqual([]);
  }
});

test('every pair is used', () => {
  const unused = TERM_PAIRS.filter(([term]) =>
    KEYS.every((key) => !patternOf(term).test(wordsOf(en[key]))),
  );
  expect(unused).toEqual([]);
});

test('wherever the English message has a term, the Korean one has the agreed term', () => {
  const missing = KEYS.flatMap((key) =>
    notKept(en[key], ko[key])
      .filter((term) => !EXCEPTIONS[term]?.includes(key))
      .map((term) => `${term}: ${key}`),
  );
  expect(missing).toEqual([]);
});

test('no exception is out of date', () => {
  for (const [term, keys] of Object.entries(EXCEPTIONS)) {
    for (const key of keys) expect(notKept(en[key], ko[key]), key).toContain(term);
  }
});

test('no Korean message has a banned word', () => {
  const found = KEYS.flatMap((key) =>
    BANNED_KOREAN.filter((word) => contains(ko[key], word)).map((word) => `${word}: ${key}`),
  );
  expect(found).toEqual([]);
});

test('comments of programs keep to the terms too', () => {
  const words = { ...shared, ...Object.assign({}, ...Object.values(demos)) } as typeof shared;
  expect(Object.keys(words).length).toBeGreaterThan(30);
  const faults = Object.entries(words).flatMap(([english, korean]) =>
    [...notKept(english, korean), ...BANNED_KOREAN.filter((word) => contains(korean, word))].map(
      (word) => `${word}: ${english}`,
    ),
  );
  expect(faults).toEqual([]);
});
