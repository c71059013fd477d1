/**
 * Success and failure as plain data between realms, so that code, cause and remote stack are kept.
 */
import { PlaygroundError } from './errors';
import type { ErrorCode } from './types';
import { describe, restoreError, type ThrownError } from './thrown';

export { describe, restoreError, type ThrownError };

/**
 * An error as data. `cause` is what a task threw, with the stack of the realm where it was thrown.
 */
export interface Failure {
  code: ErrorCode;
  message: string;
  cause?: ThrownError;
  /** The realm's wasm instance has trapped and cannot be used any more. */
  fatal?: true;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** Runs `work`; an error it throws becomes a failure with a code. */
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
  return new PlaygroundError(code, message, { cause: restoreError(cause) });
}

export function failureOf(error: unknown): Failure {
  const cause = describe(error);
  const { name, message } = cause;
  if (hasCode(error)) {
    const failure: Failure = { code: error.code, message };
    const inner = error.cause;
    return inner === undefined ? failure : { ...failure, cause: describe(inner) };
  }
  if (cause.kind === 'RangeError' && /memory|allocat|buffer/i.test(message)) {
    return { code: 'E_MEMORY', message, cause };
  }
  if (isTrap(error)) {
    return { code: 'E_WORKER_LOST', message: `The program ended: ${message}.`, cause, fatal: true };
  }
  return { code: 'E_WASM', message: `${name}: ${message}`, cause };
}

/** The failure of a task that threw. */
export function taskFailure(thrown: unknown): Failure {
  const cause = describe(thrown);
  const message = `The task failed: ${cause.name}: ${cause.message}${helpFor(cause)}`;
  return { code: 'E_TASK', message, cause };
}

/** Advice for a frequent mistake: a function that uses what is outside of it. Otherwise empty. */
export function helpFor({ kind, message }: ThrownError): string {
  if (kind !== 'ReferenceError' || !/is not defined|find variable/.test(message)) return '';
  const [name = 'it'] = /^\S+(?= is not defined)|(?<=variable: )\S+/.exec(message) ?? [];
  return (
    '. A function travels to its process as source text and sees nothing around it: ' +
    `pass ${name} as an argument, or define it inside the function.`
  );
}

function isTrap(error: unknown): boolean {
  try {
    return error instanceof WebAssembly.RuntimeError;
  } catch {
    return false;
  }
}

/** An error of the library, or one with a code from the wasm module. */
function hasCode(error: unknown): error is Error & { code: ErrorCode } {
  try {
    return (
      error instanceof Error &&
      'code' in error &&
      typeof error.code === 'string' &&
      error.code.startsWith('E_')
    );
  } catch {
    return false;
  }
}
