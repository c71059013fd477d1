/**
 * The error numbers of `heap.wasm`, as errors of the library. The numbers are those of `code` in
 * `src/bin/heap`.
 */
import { PlaygroundError } from '../common/errors';
import type { ErrorCode } from '../common/types';

export const FULL = -1;
export const EMPTY = -2;
export const CLOSED = -3;
export const TIMED_OUT = -4;
export const NO_MEMORY = -11;

const ERRORS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  [FULL]: ['E_FULL', 'The queue is full.'],
  [EMPTY]: ['E_EMPTY', 'The queue is empty.'],
  [CLOSED]: ['E_CLOSED', 'It is closed.'],
  [TIMED_OUT]: ['E_TIMEOUT', 'The time allowed is over.'],
  [-5]: ['E_MEMORY', 'The message is too long: at most 2³¹ − 1 bytes can be sent at once.'],
  [-6]: ['E_WORKER_LOST', 'This process was taken for dead.'],
  [-7]: ['E_ARGUMENT', 'It was released although nobody holds it.'],
  [-8]: ['E_ARGUMENT', 'taskDone was called more often than there were items.'],
  [-9]: ['E_CANCELLED', 'The barrier is broken.'],
  [-10]: ['E_CLOSED', 'The object has been released.'],
  [NO_MEMORY]: ['E_MEMORY', 'There is no room for the message in the shared memory.'],
  [-12]: ['E_ARGUMENT', 'It was released more often than a semaphore can count.'],
};

export function heapError(code: number): PlaygroundError {
  const [name, message] = ERRORS[code] ?? ['E_WASM', `The heap answered with ${code}.`];
  return new PlaygroundError(name, message);
}

/** For the end of a pipe, as opposed to a queue that was closed. */
export function endOfFile(): PlaygroundError {
  return new PlaygroundError('E_EOF', 'The other end is closed, and everything has been received.');
}
