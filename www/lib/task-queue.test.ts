/**
 * The task queue over leases that the test controls: what is handed out when, what is cancelled,
 * and what fails together.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Failure } from '../common/outcome';
import { pack } from '../common/packed';
import { PlaygroundError } from '../common/errors';
import { TaskFuture } from './future';
import { TaskQueue, type Task } from './task-queue';
import { FakeLender, turn } from './test/fake-leases';

interface Submitted extends Task {
  future: TaskFuture<unknown>;
}

function setUp(workers = 2): {
  lender: FakeLender;
  queue: TaskQueue;
  submit: (...names: string[]) => Submitted[];
} {
  const lender = new FakeLender();
  const queue = new TaskQueue(lender, workers);
  const submit = (...names: string[]): Submitted[] =>
    names.map((source) => {
      const task = {
        request: { code: { source }, items: [{ packed: [] }] },
        future: new TaskFuture<unknown>(),
      };
      queue.submit(task);
      return task;
    });
  return { lender, queue, submit };
}

const statesOf = (tasks: readonly Submitted[]): string[] => tasks.map((task) => task.future.state);

async function errorOf({ future }: Submitted): Promise<PlaygroundError> {
  try {
    await future;
  } catch (error) {
    return error as PlaygroundError;
  }
  throw new Error('it has not failed');
}

async function errorsOf(tasks: readonly Submitted[]): Promise<PlaygroundError[]> {
  const errors = await Promise.all(tasks.map(errorOf));
  expect(new Set(errors).size, 'each its own error').toBe(errors.length);
  return errors;
}

const died = (): PlaygroundError => {
  const cause = new Error('ended unexpectedly');
  return new PlaygroundError('E_BROKEN_POOL', 'the process died', { cause });
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('tasks are handed out in order, one at a time to each lease, and settle with what was answered', async () => {
  const { lender, queue, submit } = setUp();
  const tasks = submit('a', 'b', 'c', 'd');
  const [first, second] = [await lender.grant(), await lender.grant()];
  expect([first.given, second.given]).toEqual([['a'], ['b']]);
  expect(statesOf(tasks)).toEqual(['running', 'running', 'pending', 'pending']);
  await second.succeed(2);
  await first.succeed(1);
  expect([first.given, second.given]).toEqual([
    ['a', 'd'],
    ['b', 'c'],
  ]);
  await first.succeed(4);
  await second.answer({ values: [{ packed: 'three' }] });
  expect(await Promise.all(tasks.map(({ future }) => future))).toEqual([1, 2, 'three', 4]);
  expect(queue.figures).toEqual({ pending: 0, done: 4 });
});

test('a lease is asked for each task that waits, up to the workers; an idle one is used first', async () => {
  const { lender, submit } = setUp(2);
  submit('a');
  expect(lender.asked).toBe(1);
  submit('b', 'c', 'd');
  expect(lender.asked).toBe(2);
  const lease = await lender.grant();
  for (const value of [1, 2, 3, 4]) await lease.succeed(value);
  submit('e');
  expect(lease.given).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(lender.asked).toBe(2);
  // It is busy again, and the other requested lease is not granted yet.
  submit('f');
  const late = await lender.grant();
  expect(late.given).toEqual(['f']);
  expect(lender.asked).toBe(2);
});

test('a task that waits is cancelled and never handed out; one that runs or is done is not', async () => {
  const { lender, queue, submit } = setUp(1);
  const [running, waiting, next] = submit('running', 'waiting', 'next');
  if (!running || !waiting || !next) throw new Error('not submitted');
  const lease = await lender.grant();
  expect([waiting.future.cancel(), waiting.future.cancel()]).toEqual([true, true]);
  expect(running.future.cancel()).toBe(false);
  expect((await errorOf(waiting)).code).toBe('E_CANCELLED');
  await lease.succeed(1);
  expect(lease.given).toEqual(['running', 'next']);
  expect([await running.future, running.future.cancel()]).toEqual([1, false]);
  await lease.succeed(2);
  expect([waiting.future.cancel(), next.future.cancel()]).toEqual([true, false]);
  expect(queue.figures).toEqual({ pending: 0, done: 2 });
});

test('all tasks cancelled before their lease has come: it is not used, and given back', async () => {
  const { lender, queue, submit } = setUp();
  submit('a', 'b').forEach(({ future }) => future.cancel());
  const [first, second] = [await lender.grant(), await lender.grant()];
  expect([first.given, second.given]).toEqual([[], []]);
  queue.giveBack();
  expect([first.released, second.released]).toEqual([[undefined], [undefined]]);
});

test('cancelling what waits leaves what runs', async () => {
  const { lender, queue, submit } = setUp(1);
  const tasks = submit('a', 'b', 'c');
  const lease = await lender.grant();
  queue.cancelPending();
  expect(statesOf(tasks)).toEqual(['running', 'cancelled', 'cancelled']);
  await lease.succeed(1);
  expect(lease.given).toEqual(['a']);
  expect(queue.figures).toEqual({ pending: 0, done: 1 });
});

test('a task that fails says why, and its lease goes on', async () => {
  const { lender, queue, submit } = setUp(1);
  const tasks = submit('throws', 'cannot be sent', 'next');
  const lease = await lender.grant();
  const cause = { name: 'RangeError', message: 'no', stack: 'there' };
  await lease.answer({ failedItem: 0, failure: { code: 'E_TASK', message: 'threw', cause } });
  const clone = new PlaygroundError('E_CLONE', 'args[0]');
  await lease.refuse(clone);
  await lease.succeed(3);
  const [thrown, unsent] = await errorsOf(tasks.slice(0, 2));
  expect(thrown).toMatchObject({ code: 'E_TASK', cause: { name: 'RangeError', stack: 'there' } });
  expect(unsent).toBe(clone);
  expect(await tasks[2]?.future).toBe(3);
  expect(queue.figures).toEqual({ pending: 0, done: 1 });
});

test('a result that cannot be read fails its task alone', async () => {
  const lender = new FakeLender();
  const unreadable = new PlaygroundError('E_CLONE', 'no object of this playground');
  const queue = new TaskQueue(lender, 1, () => {
    throw unreadable;
  });
  const send = (): Submitted => {
    const request = { code: { source: 'f' }, items: [{ packed: [] }] };
    const task = { request, future: new TaskFuture<unknown>() };
    queue.submit(task);
    return task;
  };
  const [first, second] = [send(), send()];
  const lease = await lender.grant();
  await lease.answer({ values: [pack({ '@parallel-playground': null })] });
  await lease.succeed(2);
  expect(await errorOf(first)).toBe(unreadable);
  expect(await second.future).toBe(2);
});

test('a lease that is lost takes its task and all that wait with it, each with an error of its own', async () => {
  const { lender, queue, submit } = setUp(2);
  const tasks = submit('a', 'b', 'c', 'd');
  const [first, second] = [await lender.grant(), await lender.grant()];
  first.lose(died());
  await turn();
  expect(statesOf(tasks)).toEqual(['finished', 'running', 'finished', 'finished']);
  // If the whole pool is broken the other lease reports it itself.
  second.lose(died());
  await turn();
  const errors = await errorsOf(tasks);
  expect(errors.map(({ code }) => code)).toEqual(Array(4).fill('E_BROKEN_POOL'));
  // The errors of running tasks say what happened to their process.
  expect(errors.map(({ cause }) => cause !== undefined)).toEqual([true, true, false, false]);
  expect(queue.figures).toEqual({ pending: 0, done: 0 });

  const [fresh] = submit('e');
  const lease = await lender.grant();
  expect(lease.given).toEqual(['e']);
  await lease.succeed(5);
  expect(await fresh?.future).toBe(5);
  expect([first.released, second.released]).toEqual([[], []]);
});

test('an answer that comes after the loss changes nothing', async () => {
  const { lender, queue, submit } = setUp(1);
  const [task] = submit('a');
  const lease = await lender.grant();
  lease.lose(died());
  await turn();
  await lease.succeed(1);
  expect((await errorsOf(task ? [task] : [])).map(({ code }) => code)).toEqual(['E_BROKEN_POOL']);
  expect(queue.figures).toEqual({ pending: 0, done: 0 });
});

test('an instance that has trapped is given back with the failure; its loss settles the task', async () => {
  const { lender, submit } = setUp(1);
  const [task] = submit('traps');
  const lease = await lender.grant();
  const failure: Failure = { code: 'E_WORKER_LOST', message: 'unreachable', fatal: true };
  await lease.answer({ failedItem: 0, failure });
  expect(lease.released).toEqual([failure]);
  expect(task?.future.state).toBe('running');
  lease.lose(died());
  expect((await errorsOf(task ? [task] : []))[0]?.code).toBe('E_BROKEN_POOL');
});

test('a lease that is refused fails all that wait with the reason, each with an error of its own', async () => {
  const { lender, queue, submit } = setUp(2);
  const tasks = submit('a', 'b', 'c');
  await lender.refuse(new PlaygroundError('E_WORKER_LOAD', 'the script is missing'));
  const errors = await errorsOf(tasks);
  for (const { code, message } of errors) {
    expect({ code, message }).toEqual({ code: 'E_WORKER_LOAD', message: 'the script is missing' });
  }
  // The other requested lease is granted too, and given back unused.
  const late = await lender.grant();
  expect([late.given, late.released]).toEqual([[], [undefined]]);
  expect(queue.figures).toEqual({ pending: 0, done: 0 });
});

test('a lease that is idle for long is given back, and asked for again when there is work', async () => {
  const { lender, submit } = setUp(1);
  submit('a');
  const lease = await lender.grant();
  await lease.succeed(1);
  vi.advanceTimersByTime(9000);
  // A call every few seconds keeps it.
  submit('b');
  await lease.succeed(2);
  vi.advanceTimersByTime(9000);
  expect([lease.given, lease.released]).toEqual([['a', 'b'], []]);
  vi.advanceTimersByTime(11_000);
  expect(lease.released).toEqual([undefined]);
  submit('c');
  expect([lender.asked, lease.given]).toEqual([2, ['a', 'b']]);
});

test('after sealing, what is submitted waits for leases of its own; what was there keeps its lease to the end', async () => {
  const { lender, queue, submit } = setUp(1);
  const before = submit('a', 'b');
  const lease = await lender.grant();
  queue.seal();
  const after = submit('c');
  expect(lender.asked).toBe(2);
  await lease.succeed(1);
  expect([lease.given, lease.released]).toEqual([['a', 'b'], []]);
  await lease.succeed(2);
  expect(lease.released).toEqual([undefined]);
  expect(statesOf([...before, ...after])).toEqual(['finished', 'finished', 'pending']);
  const next = await lender.grant();
  expect(next.given).toEqual(['c']);
  await next.succeed(3);
  expect(await after[0]?.future).toBe(3);
});

test('sealing gives idle leases back at once, and does nothing where there is nothing', async () => {
  const { lender, queue, submit } = setUp(1);
  queue.seal();
  submit('a');
  const lease = await lender.grant();
  await lease.succeed(1);
  queue.seal();
  expect(lease.released).toEqual([undefined]);
  queue.seal();
  expect(lease.released).toHaveLength(1);
});

test('a loss fails what waits behind a seal as well', async () => {
  const { lender, queue, submit } = setUp(1);
  const before = submit('a', 'b');
  const lease = await lender.grant();
  queue.seal();
  const after = submit('c', 'd');
  lease.lose(died());
  const errors = await errorsOf([...before, ...after]);
  expect(errors.map(({ code }) => code)).toEqual(Array(4).fill('E_BROKEN_POOL'));
  const late = await lender.grant();
  expect([late.given, late.released]).toEqual([[], [undefined]]);
});

test('drained means that every task has settled, however it did', async () => {
  const { lender, queue, submit } = setUp(1);
  await queue.drained();
  const [running, cancelled, lost] = submit('a', 'b', 'c');
  let drained = 0;
  void queue.drained().then(() => (drained += 1));
  void queue.drained().then(() => (drained += 1));
  const lease = await lender.grant();
  cancelled?.future.cancel();
  await lease.succeed(1);
  expect([await running?.future, drained]).toEqual([1, 0]);
  lease.lose(died());
  expect((await errorsOf(lost ? [lost] : []))[0]?.code).toBe('E_BROKEN_POOL');
  await turn();
  expect(drained).toBe(2);
  await queue.drained();
});

test('ten thousand tasks fail at once, and each is told', async () => {
  const { lender, queue, submit } = setUp(2);
  const tasks = submit(...Array.from({ length: 10_000 }, (_, i) => String(i)));
  const lease = await lender.grant();
  expect(lease.given).toEqual(['0']);
  const startMs = performance.now();
  await lender.refuse(new PlaygroundError('E_CLOSED', 'closed'));
  const waiting = await errorsOf(tasks.slice(1));
  // In linear time.
  expect(performance.now() - startMs).toBeLessThan(2000);
  expect(new Set(waiting.map(({ code }) => code))).toEqual(new Set(['E_CLOSED']));
  expect(queue.figures).toEqual({ pending: 1, done: 0 });
});

test('nothing keeps a task’s arguments once it was handed out, nor its result once it has settled', async () => {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error('this test needs --expose-gc');
  const { lender, queue, submit } = setUp(1);
  const refs: WeakRef<object>[] = [];
  const remember = <T extends object>(object: T): T => {
    refs.push(new WeakRef(object));
    return object;
  };
  const send = (): Submitted => {
    const items = [{ packed: remember(['an argument']) }];
    const task = { request: { code: { source: 'f' }, items }, future: new TaskFuture<unknown>() };
    queue.submit(task);
    return task;
  };
  const [running, cancelled, failing] = [send(), send(), send()];
  expect(cancelled.future.cancel()).toBe(true);
  expect(cancelled.request).toBeNull();
  const lease = await lender.grant();
  expect(running.request).toBeNull();
  await lease.answer({ values: [{ packed: remember({ a: 'result' }) }] });
  lease.lose(died());
  expect((await errorOf(failing)).code).toBe('E_BROKEN_POOL');
  submit('later');
  // The target of a weak reference is retained until the end of the turn in which it was made or
  // read.
  vi.useRealTimers();
  await new Promise((resolve) => setTimeout(resolve));
  gc();
  const alive = refs.map((ref) => ref.deref() !== undefined);
  // The result belongs to the future, which the test holds.
  expect(alive).toEqual([false, false, false, true]);
});

test('one task is ended when its process has, and the others go on', async () => {
  const { lender, queue, submit } = setUp(1);
  const [running, waiting, given, next] = submit('a', 'b', 'x', 'c') as [
    Submitted,
    Submitted,
    Submitted,
    Submitted,
  ];
  const lease = await lender.grant();
  const late = new PlaygroundError('E_TIMEOUT', 'late');
  queue.abort(waiting, late);
  const up = new PlaygroundError('E_CANCELLED', 'given up');
  queue.abort(given, up);
  expect([await errorOf(given), given.future.state]).toEqual([up, 'cancelled']);
  expect(await errorOf(waiting)).toBe(late);
  queue.abort(running, late);
  await turn();
  expect(running.future.state, 'until its process has ended').toBe('running');
  lease.end();
  expect(await errorOf(running)).toBe(late);
  const other = await lender.grant();
  expect([lease.given, other.given]).toEqual([['a'], ['c']]);
  await other.succeed(3);
  expect(await next.future).toBe(3);
  queue.abort(next, late);
  expect(next.future.state).toBe('finished');
});

test('a process that has had its tasks is given back, and another one is asked for', async () => {
  const { lender, submit } = setUp(1);
  const tasks = submit('a', 'b');
  const lease = await lender.grant();
  lease.most = 1;
  await lease.succeed(1);
  expect([lease.given, lease.released, lender.asked]).toEqual([['a'], [undefined], 2]);
  const other = await lender.grant();
  await other.succeed(2);
  expect(await Promise.all(tasks.map(({ future }) => future))).toEqual([1, 2]);
});
