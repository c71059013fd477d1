/** The error numbers of `heap.wasm`, as errors of the library. */
import { ERRORS } from '../../pkg/heap';
import { PlaygroundError } from '../common/errors';
import type { ErrorCode } from '../common/types';

const MESSAGES: Readonly<Record<keyof typeof ERRORS, readonly [ErrorCode, string]>> = {
  FULL: ['E_FULL', 'The queue is full.'],
  EMPTY: ['E_EMPTY', 'The queue is empty.'],
  CLOSED: ['E_CLOSED', 'It is closed.'],
  TIMED_OUT: ['E_TIMEOUT', 'The time allowed is over.'],
  TOO_LARGE: ['E_MEMORY', 'The message is too long: at most 2³¹ − 1 bytes can be sent at once.'],
  ABANDONED: ['E_WORKER_LOST', 'This process was taken for dead.'],
  NOT_HELD: ['E_ARGUMENT', 'It was released although nobody holds it.'],
  NO_TASK: ['E_ARGUMENT', 'taskDone was called more often than there were items.'],
  BROKEN: ['E_CANCELLED', 'The barrier is broken.'],
  NO_OBJECT: ['E_CLOSED', 'The object has been released.'],
  NO_MEMORY: ['E_MEMORY', 'There is no room for the message in the shared memory.'],
  HELD: ['E_ARGUMENT', 'A grant of this process is open: end it first.'],
  IN_PIECES: [
    'E_UNSUPPORTED',
    'The message is longer than the ring and comes in pieces: it cannot be read in place.',
  ],
  TOO_MANY: ['E_ARGUMENT', 'It was released more often than a semaphore can count.'],
};

const BY_NUMBER = new Map<number, readonly [ErrorCode, string]>(
  (Object.keys(ERRORS) as (keyof typeof ERRORS)[]).map((name) => [ERRORS[name], MESSAGES[name]]),
);

export function heapError(code: number): PlaygroundError {
  const [name, message] = BY_NUMBER.get(code) ?? ['E_WASM', `The heap answered with ${code}.`];
  return new PlaygroundError(name, message);
}

/** For the end of a pipe, as opposed to a queue that was closed. */
export function endOfFile(): PlaygroundError {
  return new PlaygroundError('E_EOF', 'The other end is closed, and everything has been received.');
}
