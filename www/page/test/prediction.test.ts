/** Predictions: each can be asked and answered, and is judged by what the run measured. */
import { describe, expect, test } from 'vitest';

import type { Outcome } from '../demos/demo';
import { DEMOS, findDemo } from '../demos/registry';
import { judged } from '../judgement';
import { language, loadMessages, say } from '../messages/index';
import { loadRecording, RECORDED_FACTS, recordedValues } from '../recorded/index';

await loadMessages('ko');

describe.each(DEMOS)('$name', (demo) => {
  test('the question of the defaults is answered by the recorded run, in both languages', async () => {
    const values = recordedValues(demo);
    const question = demo.prediction?.ask(values, RECORDED_FACTS);
    const told = demo.prediction?.tell({ values, outcome: await loadRecording(demo.name) });
    if (!question || !told) throw new TypeError('there is no question, or no answer');
    const { choices } = question;
    expect(choices === null).toBe('value' in told);
    if (choices !== null && 'right' in told) {
      expect(told.right.length).toBeGreaterThan(0);
      // An answer that was not offered could not be right.
      expect(choices.map(({ id }) => id)).toEqual(expect.arrayContaining([...told.right]));
      expect(told.right.length).toBeLessThan(choices.length);
    }
    const guesses = choices?.map(({ id }) => id) ?? ['0.5', '1.9'];
    for (const of of ['en', 'ko'] as const) {
      language.set(of);
      expect(say(question.sentence)).not.toMatch(/[{}]/);
      for (const said of guesses)
        expect(say(judged({ question, said }, told).verdict)).not.toMatch(/[{}]|NaN|undefined/);
    }
    language.set('en');
  });
});

test('a number is right within the spread that was measured, else off by so much', () => {
  const question = { sentence: { key: 'plain', values: { text: '' } }, choices: null } as const;
  const told = { sentence: question.sentence, value: 1.8, low: 1.7, high: 1.9 };
  for (const [said, right] of [
    ['1.69', false],
    ['1.7', true],
    ['1.9', true],
    ['1.91', false],
  ] as const)
    expect(judged({ question, said }, told).right, said).toBe(right);
  expect(say(judged({ question, said: '3' }, told).verdict)).toContain('off by 1.20');
  expect(judged({ question, said: '3' }, null).right).toBeNull();
});

test('what a run cannot tell is not judged', () => {
  const ratio = { value: 1.2, low: 0.8, high: 1.5 };
  const tell = (name: string, outcome: Outcome) =>
    findDemo(name)?.prediction?.tell({ values: {}, outcome });
  expect(tell('pools', { speedups: { processes: { ...ratio, doubt: 'clock' } } })).toBeNull();
  expect(tell('pipe', { speedups: { trip: null } })).toBeNull();
  expect(tell('pipe', { speedups: { trip: { ...ratio, doubt: 'noise' } } })).toMatchObject({
    right: ['same'],
  });
});
