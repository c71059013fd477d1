/** The catalogues have the same keys and the same values in them, and texts are filled in. */
import { afterEach, expect, test } from 'vitest';

import { DEMOS } from '../demos/registry';
import { en as sharedEn } from '../messages/en';
import {
  CATALOGUES,
  formatMs,
  formatScientific,
  language,
  render,
  t,
  loadMessages,
} from '../messages/index';
import { ko as sharedKo } from '../messages/ko';

await loadMessages('ko');
const { LATE_WORDS } = await import('./late-words');
const demosKo = await Promise.all(DEMOS.map(({ messages }) => messages.ko()));

const { en, ko } = CATALOGUES;

afterEach(() => language.set('en'));

const names = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(/\{(\w+)/g), (match) => match[1] ?? ''))].sort();

test('Korean and English have the same keys, in the same order', () => {
  expect(Object.keys(ko)).toEqual(Object.keys(en));
});

test('no key is written twice, among the shared messages, those of the demos and of parts that come later', () => {
  for (const [all, parts] of [
    [en, [sharedEn, ...DEMOS.map(({ messages }) => messages.en), ...LATE_WORDS.en]],
    [ko, [sharedKo, ...demosKo.map((module) => module.ko), ...LATE_WORDS.ko]],
  ] as const) {
    const keys = parts.flatMap((part) => Object.keys(part));
    expect(keys.length).toBeGreaterThan(700);
    expect(Object.keys(all)).toEqual(keys);
  }
});

test('no text is empty', () => {
  for (const catalogue of [en, ko]) {
    for (const [key, text] of Object.entries(catalogue)) expect(text.trim(), key).not.toBe('');
  }
});

test('both languages name the same values', () => {
  const korean = new Map<string, string>(Object.entries(ko));
  for (const [key, text] of Object.entries(en)) {
    expect(names(korean.get(key) ?? ''), key).toEqual(names(text));
  }
});

test('sentences of the Korean catalogue are Korean', () => {
  const same = Object.keys(en).filter(
    (key) =>
      new Map(Object.entries(en)).get(key as keyof typeof en) ===
      new Map<string, string>(Object.entries(ko)).get(key),
  );
  // Units, names of languages, names of the platform and bare values are written alike.
  for (const key of same) {
    const text: string = en[key as keyof typeof en];
    expect(text.replace(/\{\w+\}|MessageChannel/g, '').length, key).toBeLessThan(14);
  }
});

test('a number chooses its word', () => {
  expect(render('{n} {n|part|parts}', { n: 1 })).toBe('1 part');
  expect(render('{n} {n|part|parts}', { n: 0 })).toBe('0 parts');
  expect(render('{n} {n|part|parts}', { n: 1200 })).toBe('1,200 parts');
});

test('a message inside a message follows the language', () => {
  const values = { who: { key: 'who.threads', values: { n: 2 } } } as const;
  expect(t('matmul.computeOf', values)).toBe('2 threads, computing');
  language.set('ko');
  expect(t('matmul.computeOf', values)).toBe('스레드 2개, 계산만');
});

test('a value that looks like a template stays as it is', () => {
  expect(render('{name}', { name: '{value} $&' })).toBe('{value} $&');
});

test('milliseconds are written to three digits and never finer than the clock', () => {
  expect(formatMs(0.12345, 0.005)).toBe('0.123');
  expect(formatMs(0.12345, 0.1)).toBe('0.1');
  expect(formatMs(12.345, 0.005)).toBe('12.3');
  expect(formatMs(1234.5, 0.005)).toBe('1,235');
  expect(formatMs(12.5, 1)).toBe('13');
  expect(formatMs(0, 0.005)).toBe('0.00');
  expect(formatMs(Number.NaN)).toBe('–');
});

test('errors are written in powers of ten', () => {
  expect(formatScientific(3.14e-7)).toBe('3.1×10⁻⁷');
  expect(formatScientific(0)).toBe('0');
});
