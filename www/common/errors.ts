/** The one error class of the library. Its `code` is stable; its message is a sentence in English. */
import type { ErrorCode } from './types';

export class PlaygroundError extends Error {
  override readonly name = 'PlaygroundError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
