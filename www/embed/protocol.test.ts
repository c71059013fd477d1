/** Only well-formed messages are read. */
import { expect, test } from 'vitest';

import { isRunMessage, readFrameMessage } from './protocol';

test('heights and events are read', () => {
  const height = { type: 'parallel-playground:height', height: 300 };
  const event = { type: 'parallel-playground:event', name: 'demo-failed', detail: { code: 'E' } };
  expect(readFrameMessage({ ...height, more: 1 })).toEqual(height);
  expect(readFrameMessage(event)).toEqual(event);
});

test('anything else is not', () => {
  const bad: unknown[] = [
    null,
    'parallel-playground:height',
    {},
    { type: 'parallel-playground:height' },
    { type: 'parallel-playground:height', height: '300' },
    { type: 'parallel-playground:height', height: Infinity },
    { type: 'parallel-playground:event', name: 'click' },
    { type: 'other', height: 300 },
  ];
  for (const data of bad) expect(readFrameMessage(data), JSON.stringify(data)).toBeNull();
  for (const data of bad) expect(isRunMessage(data)).toBe(false);
  expect(isRunMessage({ type: 'parallel-playground:run' })).toBe(true);
});
