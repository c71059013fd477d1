/** Fields and what is typed into them: Run is never blocked by something invisible. */
import { expect, test } from 'vitest';

import { afterChange, NO_DRAFTS, typed, without, type Drafts } from '../demos/drafts';
import { NO_FACTS, type ChoiceParam, type Facts, type IntegerParam } from '../demos/params';

const facts: Facts = { ...NO_FACTS, maxWorkers: 4 };
const n: IntegerParam = {
  kind: 'integer',
  name: 'n',
  label: 'control.workers',
  min: 1,
  max: (known) => known.maxWorkers,
  fallback: 2,
};
const choice: ChoiceParam = {
  kind: 'choice',
  name: 'mode',
  label: 'control.workers',
  options: [{ value: 'a', label: 'control.workers' }],
  fallback: 'a',
};
const type = (text: string, left = false, drafts: Drafts = NO_DRAFTS): ReturnType<typeof typed> =>
  typed(drafts, n, { text, left }, facts, { n: 2 });

test('a text that is no value is a draft until it is one', () => {
  for (const text of ['', '99999', '1.5', '-', '0', 'x']) {
    const { drafts, value } = type(text);
    expect(value, text).toBeNull();
    expect(drafts.get('n')).toEqual({ text, left: false });
    expect(type('3', false, drafts)).toEqual({ drafts: new Map(), value: 3 });
  }
});

test('a problem that has been said stays said while it is typed at', () => {
  expect(type('9', false, type('99', true).drafts).drafts.get('n')?.left).toBe(true);
});

test('a choice is no draft: refused, it shows again what it was', () => {
  expect(typed(NO_DRAFTS, choice, { text: 'b', left: true }, facts, {})).toEqual({
    drafts: NO_DRAFTS,
    value: null,
  });
});

test('another value from elsewhere takes the draft’s place; the same one does so by name', () => {
  const { drafts } = type('');
  expect(afterChange(drafts, [n], { n: 2 }, { n: 3 }, facts).drafts.size).toBe(0);
  expect(afterChange(drafts, [n], { n: 2 }, { n: 2 }, facts).drafts).toBe(drafts);
  expect(without(drafts, ['n']).size).toBe(0);
});

test('a draft that new facts allow becomes the value', () => {
  const { drafts } = type('8');
  const after = afterChange(drafts, [n], { n: 2 }, { n: 2 }, { ...facts, maxWorkers: 8 });
  expect(after).toEqual({ drafts: new Map(), values: { n: 8 } });
});

test('the draft of a field that becomes idle, or is gone, goes', () => {
  const { drafts } = type('');
  const idle = { ...n, idle: () => 'control.repeats' as const };
  expect(afterChange(drafts, [idle], { n: 2 }, { n: 2 }, facts).drafts.size).toBe(0);
  expect(afterChange(drafts, [], { n: 2 }, { n: 2 }, facts).drafts.size).toBe(0);
});
