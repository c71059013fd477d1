/**
 * What went wrong, reduced to a code the page can put into words and the library's own sentence.
 */
import type { ErrorCode } from '../common/types';

/** The library's codes, and one for a fault of the page itself. */
export type FailureCode = ErrorCode | 'E_UNKNOWN';

export interface Failure {
  code: FailureCode;
  /** The library's sentence, in English. */
  detail: string;
}

const CODES: Readonly<Record<FailureCode, true>> = {
  E_ARGUMENT: true,
  E_SHAPE: true,
  E_MEMORY: true,
  E_NOT_ISOLATED: true,
  E_UNSUPPORTED: true,
  E_WASM: true,
  E_WORKER_LOAD: true,
  E_WORKER_LOST: true,
  E_BROKEN_POOL: true,
  E_TASK: true,
  E_CLONE: true,
  E_TIMEOUT: true,
  E_CANCELLED: true,
  E_CLOSED: true,
  E_FULL: true,
  E_EMPTY: true,
  E_EOF: true,
  E_UNKNOWN: true,
};

/** A failure the page itself found, with one of the library's codes. */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What is loaded when it is wanted: where it cannot be, that has a code. */
export async function loadedPart<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (thrown) {
    if (thrown instanceof CodedError) throw thrown;
    const message = 'A file of the site could not be loaded.';
    throw new CodedError('E_WORKER_LOAD', message, { cause: thrown });
  }
}

/** Reads the code and the sentence off whatever was thrown. */
export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { code: 'E_UNKNOWN', detail: String(thrown) };
  const cause =
    thrown.cause instanceof Error ? `\n${thrown.cause.name}: ${thrown.cause.message}` : '';
  const detail = `${thrown.name}: ${thrown.message}${cause}`;
  const code: unknown = 'code' in thrown ? thrown.code : undefined;
  if (isFailureCode(code)) return { code, detail };
  return { code: thrown.name === 'AbortError' ? 'E_CANCELLED' : 'E_UNKNOWN', detail };
}

function isFailureCode(code: unknown): code is FailureCode {
  return typeof code === 'string' && Object.hasOwn(CODES, code);
}
