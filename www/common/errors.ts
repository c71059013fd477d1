import type { ErrorCode } from './types';

/**
 * The library's error class. Its `code` is stable; its message is a sentence in English; its
 * `cause` is the original error, if there is one.
 */
export class PlaygroundError extends Error {
  override readonly name = 'PlaygroundError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
