/**
 * Thrown values on their way to another realm. Any value can be thrown, so it is described by data
 * that can always be cloned, and becomes an error again in the other realm.
 */
import { brief, cut, shown } from './shown';

/** Limits for nested causes, for the errors of an error, and for texts. */
const MOST_DEEP = 8;
const MOST_ERRORS = 1000;
const MOST_TEXT = 100_000;

/** An error's texts, and its cloneable properties. */
export interface ThrownError {
  name: string;
  message: string;
  stack: string;
  /** Its built-in class; else `Error`. */
  kind?: ErrorClass;
  /**
   * The error's own properties, including `cause` and `errors`. A thrown value that is no error is
   * in `thrown`.
   */
  properties?: readonly (readonly [key: string, value: Part])[];
}

/** A cloned value, an error, or a list with errors. */
type Part = { value: unknown } | { error: ThrownError } | { list: readonly Part[] };

const ERROR_CLASSES = {
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};
type ErrorClass = keyof typeof ERROR_CLASSES | 'Error';

const HIDDEN = new Set(['cause', 'errors', 'thrown']);

export function describe(thrown: unknown): ThrownError {
  return describeWithin(thrown, { above: [], left: MOST_ERRORS });
}

/** An error with the name, message, remote stack and properties of the one that was thrown. */
export function restoreError(parts: ThrownError): Error {
  const { name, message, stack, kind = 'Error', properties = [] } = parts;
  const error =
    kind === 'AggregateError'
      ? new AggregateError([], message)
      : new (kind === 'Error' ? Error : ERROR_CLASSES[kind])(message);
  const define = (key: string, value: unknown, enumerable = false): void => {
    const ways = { value, enumerable, configurable: true, writable: true };
    Object.defineProperty(error, key, ways);
  };
  if (name !== error.name) define('name', name);
  define('stack', stack);
  for (const [key, part] of properties) define(key, restorePart(part), !HIDDEN.has(key));
  return error;
}

function restorePart(part: Part): unknown {
  if ('error' in part) return restoreError(part.error);
  return 'list' in part ? part.list.map(restorePart) : part.value;
}

/** The errors that contain this one, and the number of errors that may still be described. */
interface Within {
  above: readonly unknown[];
  left: number;
}

function describeWithin(thrown: unknown, within: Within): ThrownError {
  within.left -= 1;
  const isError = tried(() => thrown instanceof Error) ?? false;
  const hasMessage = isError || typeof read(thrown, 'message') === 'string';
  const name = errorName(thrown);
  const message = cut(hasMessage ? messageText(read(thrown, 'message')) : brief(thrown), MOST_TEXT);
  const stack = read(thrown, 'stack');
  return {
    name,
    message,
    stack: typeof stack === 'string' ? cut(stack, MOST_TEXT) : `${name}: ${message}`,
    kind: isError ? errorClassOf(thrown) : 'Error',
    properties: propertiesOf(thrown, isError, within),
  };
}

function propertiesOf(thrown: unknown, isError: boolean, within: Within): [string, Part][] {
  const found: [string, Part][] = [];
  const keep = (key: string, part: Part | undefined): void => {
    if (part) found.push([key, part]);
  };
  if (!isError) keep('thrown', cloned(thrown));
  if (typeof thrown !== 'object' || thrown === null) return found;
  const keys = new Set(tried(() => Object.getOwnPropertyNames(thrown)));
  // A DOMException has `code` on its prototype.
  if (isError && read(thrown, 'code') !== undefined) keys.add('code');
  for (const key of ['name', 'message', 'stack', ...(isError ? [] : ['thrown'])]) keys.delete(key);
  // The elements of an array are in `thrown`.
  const isListed = ArrayBuffer.isView(thrown) || tried(() => Array.isArray(thrown));
  if (!isError && isListed) return found;
  const { above } = within;
  within.above = [...above, thrown];
  for (const key of [...keys].slice(0, MOST_ERRORS)) keep(key, partOf(read(thrown, key), within));
  within.above = above;
  return found;
}

function partOf(value: unknown, within: Within): Part | undefined {
  if (tried(() => value instanceof Error)) {
    const { above, left } = within;
    const tooMuch = left <= 0 || above.length > MOST_DEEP || above.includes(value);
    return tooMuch ? undefined : { error: describeWithin(value, within) };
  }
  const isList = tried(() => Array.isArray(value) && value.some((one) => one instanceof Error));
  if (!isList) return cloned(value);
  const list = tried(() => (value as unknown[]).slice(0, MOST_ERRORS)) ?? [];
  return { list: list.map((one) => partOf(one, within) ?? { value: shown(one) }) };
}

/** A clone, which can be cloned again for sending. */
function cloned(value: unknown): Part | undefined {
  return tried(() => ({ value: structuredClone(value) }));
}

function errorName(thrown: unknown): string {
  if (typeof thrown === 'function') return 'Error';
  const name = read(thrown, 'name');
  if (typeof name === 'string' && name !== '') return cut(name);
  // `this.name = MyError` means the name of the class.
  for (const named of [name, read(thrown, 'constructor')]) {
    const its = typeof named === 'function' && named !== Object ? read(named, 'name') : undefined;
    if (typeof its === 'string' && its !== '' && tried(() => thrown instanceof Error)) return its;
  }
  return 'Error';
}

function errorClassOf(error: unknown): ErrorClass {
  const kinds = Object.entries(ERROR_CLASSES) as [ErrorClass, ErrorConstructor][];
  return kinds.find(([, Class]) => error instanceof Class)?.[0] ?? 'Error';
}

function messageText(value: unknown): string {
  return typeof value === 'string' ? value : brief(value);
}

/** The property, or undefined if reading it throws. */
function read(from: unknown, key: string): unknown {
  return tried(() => (from as Record<string, unknown> | null | undefined)?.[key]);
}

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
