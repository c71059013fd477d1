/**
 * Waiting for several futures. Source: CPython, `as_completed` and `wait` of
 * `Lib/concurrent/futures/_base.py`.
 */
import { cancelled } from '../common/cancelled';
import { checkCall, elements, known, oneOf, refused } from '../common/checks';
import { deadline } from '../common/deadline';
import { PlaygroundError } from '../common/errors';
import type {
  CompletedFutures,
  CompletionOptions,
  Future,
  WaitedFutures,
  WaitForOptions,
} from '../common/types';
import { Fifo } from '../common/fifo';

/**
 * The futures in the order in which they are settled; those that are settled already come first, in
 * their own order. It gives the futures themselves, so one that fails does not end the iteration.
 *
 * @throws PlaygroundError `E_ARGUMENT` for what is no future. The iteration rejects with
 *   `E_TIMEOUT` when `timeoutMs`, counted from this call, is over before all are settled, and with
 *   `E_CANCELLED` after an abort.
 *
 * @example
 * ```ts
 * const futures = [500, 1].map((ms) => pg.processes.submit('sleep', ms));
 * const order = [];
 * for await (const future of asCompleted(futures)) order.push(futures.indexOf(future));
 * order; // → [1, 0]
 * ```
 */
export function asCompleted<F extends PromiseLike<unknown>>(
  futures: Iterable<F>,
  options?: CompletionOptions,
): CompletedFutures<F> {
  const given = known('options', options, ['timeoutMs', 'signal']);
  checkCall(given);
  const { timeoutMs, signal } = given;
  const all = futuresIn(futures);
  const settled = new Fifo<F>();
  let left = all.size;
  let failure: Error | undefined;
  let isOver = false;
  let changed: () => void = () => undefined;
  const over = new AbortController();
  const fail = (error: Error): void => {
    failure ??= error;
    changed();
  };
  for (const future of all) {
    const add = (): void => {
      settled.push(future);
      changed();
    };
    future.then(add, add);
  }
  if (timeoutMs !== undefined) {
    const callOff = deadline(timeoutMs, () => fail(late(timeoutMs, left - settled.length)));
    over.signal.addEventListener('abort', callOff);
  }
  const abort = (): void => fail(cancelled(signal));
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { signal: over.signal });
  const end = (): { done: true; value: undefined } => {
    isOver = true;
    over.abort();
    changed();
    return { done: true, value: undefined };
  };
  const next = async (): Promise<{ done: false; value: F } | { done: true; value: undefined }> => {
    for (;;) {
      if (isOver || left === 0) return end();
      const future = settled.shift();
      if (future) {
        left -= 1;
        if (left === 0) over.abort();
        return { done: false, value: future };
      }
      if (failure) {
        end();
        throw failure;
      }
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  const iterator = {
    next: () => {
      const answer = last.then(next);
      last = answer.catch(() => undefined);
      return answer;
    },
    return: () => Promise.resolve(end()),
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}

/**
 * Waits for the futures: until all are settled, `until` the `'first'` is, or the `'firstError'`:
 * the first that fails, but is not cancelled, otherwise all. When `timeoutMs` is over it resolves
 * with what is settled by then, as in Python.
 *
 * @throws PlaygroundError `E_ARGUMENT` for what is no future; `E_CANCELLED` after an abort.
 *
 * @example
 * ```ts
 * const futures = [2, 3].map((x) => pg.processes.submit('square', x));
 * const { done } = await wait(futures);
 * [done.size, await Promise.all(futures)]; // → [2, [4, 9]]
 * ```
 */
export async function wait<F extends PromiseLike<unknown>>(
  futures: Iterable<F>,
  options?: WaitForOptions,
): Promise<WaitedFutures<F>> {
  const given = known('options', options, ['until', 'timeoutMs', 'signal']);
  checkCall(given);
  const { until = 'all', timeoutMs, signal } = given;
  oneOf('until', until, ['all', 'first', 'firstError'] as const);
  const notDone = futuresIn(futures);
  const done = new Set<F>();
  if (signal?.aborted) throw cancelled(signal);
  if (notDone.size > 0) {
    const over = new AbortController();
    await new Promise<void>((resolve, reject) => {
      for (const future of [...notDone]) {
        const settle = (isError: boolean): void => {
          if (over.signal.aborted) return;
          done.add(future);
          notDone.delete(future);
          const enough =
            until === 'first' || (until === 'firstError' && isError && !isCancelled(future));
          if (notDone.size === 0) resolve();
          // Others that are settled already are done as well.
          else if (enough) setTimeout(resolve);
        };
        future.then(
          () => settle(false),
          () => settle(true),
        );
      }
      if (timeoutMs !== undefined) {
        over.signal.addEventListener('abort', deadline(timeoutMs, resolve));
      }
      signal?.addEventListener('abort', () => reject(cancelled(signal)), { signal: over.signal });
    }).finally(() => over.abort());
  }
  return { done, notDone };
}

function isCancelled(future: unknown): boolean {
  return (future as Partial<Future<unknown>>).state === 'cancelled';
}

/** The futures, each once. */
function futuresIn<F extends PromiseLike<unknown>>(futures: Iterable<F>): Set<F> {
  const list = elements('futures', futures, 'an iterable of futures');
  for (const [i, future] of list.entries()) {
    const { then } = (future ?? {}) as Partial<PromiseLike<unknown>>;
    if (typeof then !== 'function') throw refused(`futures[${i}]`, future, 'a future');
  }
  return new Set(list as F[]);
}

function late(timeoutMs: number, left: number): PlaygroundError {
  const which = left === 1 ? 'One future was' : `${left} futures were`;
  return new PlaygroundError('E_TIMEOUT', `${which} not settled within ${timeoutMs} ms.`);
}
