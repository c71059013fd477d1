/** Objects as async iterables. */
import { PlaygroundError } from '../common/errors';

/** What ends an iteration, instead of failing it. */
export type EndCode = 'E_EOF' | 'E_CLOSED';

/**
 * An iterator over what `receive` gives, until that fails with one of the codes. Leaving it gives
 * up a call that waits, so that nothing is received that nobody gets.
 */
export function received<T>(
  receive: (signal: AbortSignal) => Promise<T>,
  ends: readonly EndCode[],
): AsyncIterableIterator<T> {
  const left = new AbortController();
  const { signal } = left;
  let isOver = false;
  const end = (): IteratorResult<T> => {
    isOver = true;
    return { done: true, value: undefined };
  };
  return {
    async next() {
      if (isOver) return end();
      try {
        return { done: false, value: await receive(signal) };
      } catch (error) {
        if (signal.aborted || isOneOf(error, ends)) return end();
        isOver = true;
        throw error;
      }
    },
    return() {
      left.abort();
      return Promise.resolve(end());
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The same for a realm that blocks. */
export function* receivedBlocking<T>(receive: () => T, ends: readonly EndCode[]): Generator<T> {
  for (;;) {
    let value: T;
    try {
      value = receive();
    } catch (error) {
      if (isOneOf(error, ends)) return;
      throw error;
    }
    yield value;
  }
}

/** An iterator over the elements that there are when it begins. */
export async function* present<T>(elements: () => Promise<Iterable<T>>): AsyncGenerator<T> {
  yield* await elements();
}

function isOneOf(error: unknown, codes: readonly EndCode[]): boolean {
  return error instanceof PlaygroundError && (codes as readonly string[]).includes(error.code);
}
