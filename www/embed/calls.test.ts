/** Every run that was asked for is settled once. */
import { expect, test } from 'vitest';

import { Calls, demoError, failureIn } from './calls';
import type { DemoResult } from './public';

const RESULT = { demo: 'queue' } as DemoResult;

test('each is settled by its number, and once', async () => {
  const calls = new Calls();
  const [one, two, three] = [calls.make(), calls.make(), calls.make()];
  expect(calls.numbers).toEqual([one.number, two.number, three.number]);
  calls.resolve([one.number, 99], RESULT);
  calls.reject([one.number, two.number], { code: 'E_CANCELLED', message: 'Stopped.' });
  await expect(one.promise).resolves.toBe(RESULT);
  await expect(two.promise).rejects.toMatchObject({ name: 'DemoError', code: 'E_CANCELLED' });
  expect(calls.numbers).toEqual([three.number]);
});

test('a failure is read off whatever a frame sent', () => {
  expect(failureIn({ code: 'E_TASK', message: 'x', more: 1 })).toEqual({
    code: 'E_TASK',
    message: 'x',
  });
  for (const bad of [null, undefined, 3, { code: 3 }])
    expect(failureIn(bad)).toEqual({ code: 'E_UNKNOWN', message: '' });
  const error = demoError({ code: 'E_CLOSED', message: 'gone' });
  expect(error).toBeInstanceOf(Error);
  expect(error.message).toBe('gone');
});
