import type { ErrorCode } from './types';

/**
 * The library's error class. Its `code` is stable; its message is a sentence in English; its
 * `cause` is the original error, if there is one.
 *
 * @example
 * ```ts
 * const fails = pg.processes.submit(() => { throw new RangeError('no fern'); });
 * const error = await fails.catch((error) => error);
 * [error instanceof PlaygroundError, error.code]; // → [true, 'E_TASK']
 * error.cause.message; // → 'no fern'
 * ```
 */
export class PlaygroundError extends Error {
  /** `'PlaygroundError'`. */
  override readonly name = 'PlaygroundError';
  /** What went wrong. */
  readonly code: ErrorCode;

  /** A code, a sentence, and `{ cause }` where there is one. */
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
