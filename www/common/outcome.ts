/**
 * How success and failure cross between realms: as plain data, so that code, cause and remote stack survive.
 */
import { PlaygroundError } from '../lib/errors';
import type { ErrorCode } from '../lib/types';

/** An error as data. `cause` is what a task threw, with the stack of the realm where it was thrown. */
export interface Failure {
  code: ErrorCode;
  message: string;
  cause?: ThrownError;
  /** The realm's wasm instance has trapped: nothing in it can be relied on any more. */
  fatal?: true;
}

/** What user code threw: an error's parts, or whatever it was as a string. */
export interface ThrownError {
  name: string;
  message: string;
  stack: string;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** Runs `work`; whatever it throws becomes a failure with a code. */
export async function outcomeOf<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** The value, or the failure thrown as a `PlaygroundError`. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw errorOf(outcome.failure);
}

export function errorOf({ code, message, cause }: Failure): PlaygroundError {
  if (!cause) return new PlaygroundError(code, message);
  return new PlaygroundError(code, message, { cause: revive(cause) });
}

export function failureOf(error: unknown): Failure {
  if (hasCode(error)) {
    const { cause } = error;
    const failure: Failure = { code: error.code, message: error.message };
    return cause === undefined ? failure : { ...failure, cause: describe(cause) };
  }
  if (error instanceof RangeError && /memory|allocat|buffer/i.test(error.message)) {
    return { code: 'E_MEMORY', message: error.message, cause: describe(error) };
  }
  if (error instanceof WebAssembly.RuntimeError) {
    return {
      code: 'E_WORKER_LOST',
      message: `The program ended: ${error.message}.`,
      cause: describe(error),
      fatal: true,
    };
  }
  const cause = describe(error);
  return { code: 'E_WASM', message: `${cause.name}: ${cause.message}`, cause };
}

export function describe(thrown: unknown): ThrownError {
  if (thrown instanceof Error) {
    return { name: thrown.name, message: thrown.message, stack: thrown.stack ?? '' };
  }
  return { name: 'Error', message: String(thrown), stack: '' };
}

/** An error with the name, the message and the remote stack of what was thrown elsewhere. */
export function revive({ name, message, stack }: ThrownError): Error {
  const error = new Error(message);
  error.name = name;
  error.stack = stack;
  return error;
}

/** An error of the library's, or one that Rust's doors made with a code. */
function hasCode(error: unknown): error is Error & { code: ErrorCode } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('E_')
  );
}
