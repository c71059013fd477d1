/** Only well-formed messages are read. */
import { expect, test } from 'vitest';

import { readFrameMessage, readPageMessage, settingsIn } from './protocol';

const of = (name: string): string => `parallel-playground:${name}`;

test('what a frame says is read', () => {
  const height = { type: of('height'), height: 300 };
  const event = { type: of('event'), name: 'demo-failed', detail: { code: 'E' }, runs: [1] };
  expect(readFrameMessage({ ...height, more: 1 })).toEqual(height);
  expect(readFrameMessage(event)).toEqual(event);
  expect(readFrameMessage({ ...event, runs: ['1', 2] })).toMatchObject({ runs: [2] });
  expect(readFrameMessage({ type: of('hello') })).toEqual({ type: of('hello') });
  expect(readFrameMessage({ type: of('turn'), wanted: true })).toMatchObject({ wanted: true });
  expect(readFrameMessage({ type: of('settings'), settings: { n: 1, f: {} } })).toEqual({
    type: of('settings'),
    settings: { n: 1 },
    problems: [],
  });
});

test('what the page around it says is read', () => {
  for (const name of ['run', 'stop', 'grant', 'rest'])
    expect(readPageMessage({ type: of(name) })).toEqual({ type: of(name) });
  expect(readPageMessage({ type: of('run'), run: 3 })).toEqual({ type: of('run'), run: 3 });
  const looks = { accent: 'red', font: 3, other: 'blue' };
  const files = { 'a.csv': new Uint8Array([1]), 'b.py': 'x', 'c.py': 3 };
  expect(readPageMessage({ type: of('setup'), looks, program: { text: 'x', files } })).toEqual({
    type: of('setup'),
    looks: { accent: 'red' },
    program: { text: 'x', files: { 'a.csv': new Uint8Array([1]), 'b.py': 'x' } },
  });
  expect(readPageMessage({ type: of('setup'), program: 'gone' })).toMatchObject({
    program: 'gone',
  });
  expect(readPageMessage({ type: of('setup') })).toMatchObject({ looks: {}, program: null });
});

test('anything else is not', () => {
  const bad: unknown[] = [
    null,
    of('height'),
    {},
    { type: of('height') },
    { type: of('height'), height: '300' },
    { type: of('height'), height: Infinity },
    { type: of('event'), name: 'click' },
    { type: 'other', height: 300 },
  ];
  for (const data of bad) expect(readFrameMessage(data), JSON.stringify(data)).toBeNull();
  for (const data of bad) expect(readPageMessage(data), JSON.stringify(data)).toBeNull();
  expect(readPageMessage({ type: of('event'), name: 'demo-ready' })).toBeNull();
  expect(readFrameMessage({ type: of('run') })).toBeNull();
});

test('settings are strings and numbers', () => {
  const given = { n: 8, where: 'threads', bad: Number.NaN, f: () => 1, none: null };
  expect(settingsIn(given)).toEqual({ n: 8, where: 'threads' });
  expect(settingsIn('n=8')).toEqual({});
});
