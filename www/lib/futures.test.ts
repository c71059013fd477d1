/** Waiting for several futures, as CPython's `wait` and `as_completed`. */
import { expect, test } from 'vitest';

import { PlaygroundError } from '../common/errors';
import { TaskFuture } from './future';
import { asCompleted, wait } from './futures';

const make = (n: number): TaskFuture<number>[] =>
  Array.from({ length: n }, () => new TaskFuture<number>());
const failure = (): PlaygroundError => new PlaygroundError('E_TASK', 'no');
const codeOf = (error: unknown): string => (error as PlaygroundError).code;
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('futures come as they are settled, also those that fail, each once', async () => {
  const [a, b, c] = make(3) as [TaskFuture<number>, TaskFuture<number>, TaskFuture<number>];
  b.succeed(1);
  const got: unknown[] = [];
  const reading = (async () => {
    for await (const future of asCompleted([a, b, c, a])) got.push(future);
  })();
  await turn();
  c.fail(failure());
  await turn();
  a.cancel();
  await reading;
  expect(got.map((future) => [a, b, c].indexOf(future as typeof a))).toEqual([1, 2, 0]);
  expect((await asCompleted([]).next()).done).toBe(true);
});

test('late, or aborted, is what asCompleted rejects with; a loop may be left', async () => {
  const [a, b] = make(2) as [TaskFuture<number>, TaskFuture<number>];
  a.succeed(1);
  const late = asCompleted([a, b], { timeoutMs: 1 });
  expect((await late.next()).value).toBe(a);
  expect(await late.next().catch(codeOf)).toBe('E_TIMEOUT');
  expect((await late.next()).done).toBe(true);
  const stop = new AbortController();
  const aborted = asCompleted([b], { signal: stop.signal });
  const next = aborted.next().catch(codeOf);
  stop.abort();
  expect(await next).toBe('E_CANCELLED');
  const left = asCompleted([b]);
  const pending = left.next();
  await left.return();
  expect((await pending).done).toBe(true);
});

test('wait gives what is done and what is not', async () => {
  const all = make(3);
  const [a, b, c] = all as [TaskFuture<number>, TaskFuture<number>, TaskFuture<number>];
  a.succeed(1);
  const first = await wait(all, { until: 'first' });
  expect([[...first.done], [...first.notDone]]).toEqual([[a], [b, c]]);
  const now = await wait(all, { timeoutMs: 0 });
  expect([[...now.done], [...now.notDone]]).toEqual([[a], [b, c]]);
  const error = wait(all, { until: 'firstError' });
  const whole = wait(all);
  // What is cancelled has not failed.
  b.cancel();
  await turn();
  const unsettled = wait(all, { timeoutMs: 1 });
  expect((await unsettled).done.size).toBe(2);
  c.fail(failure());
  expect((await error).done.size).toBe(3);
  expect((await whole).done.size).toBe(3);
  expect((await wait([])).done.size).toBe(0);
});

test('the first error does not wait for the rest', async () => {
  const all = make(3);
  const error = wait(all, { until: 'firstError' });
  all[0]?.succeed(1);
  await turn();
  all[1]?.fail(failure());
  expect([...(await error).notDone]).toEqual([all[2]]);
  const stop = new AbortController();
  const aborted = wait(all, { signal: stop.signal }).catch(codeOf);
  stop.abort();
  expect(await aborted).toBe('E_CANCELLED');
  expect(await wait(all, { signal: stop.signal }).catch(codeOf)).toBe('E_CANCELLED');
});

test('what is no future, or no option, is refused', async () => {
  expect(() => asCompleted([1] as never)).toThrow('futures[0] is 1');
  expect(() => asCompleted([], { timeoutMs: -1 })).toThrow('timeoutMs');
  expect(await wait(7 as never).catch(codeOf)).toBe('E_ARGUMENT');
  expect(await wait([], { until: 'last' as never }).catch(codeOf)).toBe('E_ARGUMENT');
  expect(await wait([], { timeout: 1 } as never).catch(codeOf)).toBe('E_ARGUMENT');
});
