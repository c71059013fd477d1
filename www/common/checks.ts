/**
 * Checks of arguments, before anything starts. Each error names the argument, its value and what is
 * allowed.
 */
import { cut, shown } from './shown';
import { PlaygroundError } from './errors';
import type { Dimensions, Matrix, PackedMatrix, WaitOptions } from './types';

export { shown };

/** An integer in the range, or `E_ARGUMENT`. */
export function integer(name: string, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) {
    return value;
  }
  throw refused(name, value, `an integer from ${least} to ${most}`);
}

/** A boolean, or `E_ARGUMENT`. */
export function flag(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw refused(name, value, 'true or false');
}

/** A number of milliseconds, 0…`Infinity`; or `E_ARGUMENT`. */
export function milliseconds(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw refused(name, value, 'a number of milliseconds, 0 or more');
}

/** A function, or `E_ARGUMENT`. */
export function callable(
  name: string,
  value: unknown,
): asserts value is (...args: never[]) => unknown {
  if (typeof value !== 'function') throw refused(name, value, 'a function');
}

/** A string, or `E_ARGUMENT`. */
export function text(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw refused(name, value, 'a string');
}

/** A copy of the elements of an array or another iterable; or `E_ARGUMENT`. */
export function elements(name: string, value: unknown, allowed = 'an iterable'): unknown[] {
  if (isIterable(value)) return [...value];
  throw refused(name, value, allowed);
}

/** Elements that can be taken one by one, also asynchronously; or `E_ARGUMENT`. */
export function source<I>(name: string, value: Iterable<I> | AsyncIterable<I>): typeof value {
  if (isIterable(value) || isAsyncIterable(value)) return value;
  throw refused(name, value, 'an iterable or an async iterable');
}

function isAsyncIterable(value: unknown): boolean {
  try {
    const { [Symbol.asyncIterator]: iterate } = (value ?? {}) as Partial<AsyncIterable<unknown>>;
    return typeof iterate === 'function';
  } catch {
    return false;
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  try {
    return typeof (value as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === 'function';
  } catch {
    // A revoked proxy is no iterable.
    return false;
  }
}

export function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw refused(name, value, `one of ${allowed.map((candidate) => `'${candidate}'`).join(', ')}`);
}

export function refused(name: string, value: unknown, allowed: string): PlaygroundError {
  return new PlaygroundError('E_ARGUMENT', `${name} is ${shown(value)}; it must be ${allowed}.`);
}

/** The most elements of a typed array: 2³² − 1. */
export const MAX_COUNT = 0xffff_ffff;

/** The most parts of a partition: each is an array. */
export const MAX_PARTS = 1_000_000;

/** The most items of a map, or of one of its chunks: 2³¹ − 1. */
export const MAX_ITEMS = 0x7fff_ffff;

/** The shapes of a product and its operands, or `E_ARGUMENT` and `E_SHAPE`. */
export function operands(a: unknown, b: unknown, dims: Dimensions): void {
  const kinds = [matrixKind('a', a), matrixKind('b', b)];
  if (kinds[0] !== kinds[1]) {
    const message = `a is ${shown(a)} and b is ${shown(b)}; both must be of the same kind.`;
    throw new PlaygroundError('E_ARGUMENT', message);
  }
  sizes(dims, DIMENSIONS);
  expectLength('a', a as Matrix, dims.m, dims.k);
  expectLength('b', b as Matrix, dims.k, dims.n);
}

/** The same for a matrix that was prepared; `k` and `n` may be left out. */
export function operandsWith(
  a: unknown,
  { k, n, precision }: PackedMatrix,
  given: Partial<Dimensions>,
): Dimensions {
  const wanted = precision === 'f32' ? 'Float32Array' : 'Float64Array';
  if (!matrixKind('a', a).includes(wanted)) throw refused('a', a, `a ${wanted}, as b is`);
  const isGiven = typeof given === 'object' && (given as unknown) !== null;
  const dims = (isGiven ? { k, n, ...given } : given) as Dimensions;
  sizes(dims, DIMENSIONS);
  if (dims.k !== k || dims.n !== n) {
    throw new PlaygroundError('E_SHAPE', `b is ${k}×${n}, not ${dims.k}×${dims.n}.`);
  }
  expectLength('a', a as Matrix, dims.m, k);
  return dims;
}

/** The shape of a right operand alone. */
export function rightOperand(b: unknown, dims: Pick<Dimensions, 'k' | 'n'>): void {
  matrixKind('b', b);
  sizes(dims, ['k', 'n']);
  expectLength('b', b as Matrix, dims.k, dims.n);
}

/** Callers without TypeScript may omit `dims`, or some of the sizes. */
function sizes<N extends keyof Dimensions>(dims: Pick<Dimensions, N>, names: readonly N[]): void {
  if (typeof dims !== 'object' || (dims as unknown) === null) {
    const all = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
    throw refused('dims', dims, `an object with ${all}`);
  }
  known('dims', dims, names);
  for (const name of names) integer(name, dims[name], 0, MAX_COUNT);
}

const DIMENSIONS = ['m', 'k', 'n'] as const;

/** `Float32Array` or `Float64Array`, of any realm. */
function matrixKind(name: string, matrix: unknown): string {
  const kind = ArrayBuffer.isView(matrix) ? Object.prototype.toString.call(matrix) : '';
  if (/Float(32|64)Array/.test(kind)) return kind;
  const how = isList(matrix) ? `, for instance Float64Array.from(${name})` : '';
  throw refused(name, matrix, `a Float64Array or a Float32Array${how}`);
}

/**
 * The time limit of a call in ms: 0 does not wait, null is none. `allowed` are the options of the
 * call.
 */
export function timeoutOf(
  options: WaitOptions = {},
  allowed: readonly string[] = WAIT_OPTIONS,
): number | null {
  const { block = true, timeoutMs } = known('options', options, allowed);
  const checked = timeoutMs === undefined ? Infinity : milliseconds('timeoutMs', timeoutMs);
  if (!flag('block', block)) return 0;
  return checked === Infinity ? null : checked;
}

/** The signal of a call, or `E_ARGUMENT`. */
export function signalOf(options?: { signal?: AbortSignal | undefined }): AbortSignal | undefined {
  if (options?.signal === undefined) return undefined;
  checkCall({ signal: options.signal });
  return options.signal;
}

export const WAIT_OPTIONS = ['block', 'timeoutMs'] as const;
export const GET_OPTIONS = ['block', 'timeoutMs', 'into'] as const;
export const RECV_OPTIONS = ['into'] as const;
/** The same for calls that can be given up. */
export const ABORTABLE_WAIT_OPTIONS = [...WAIT_OPTIONS, 'signal'] as const;
export const ABORTABLE_GET_OPTIONS = [...GET_OPTIONS, 'signal'] as const;
export const ABORTABLE_RECV_OPTIONS = [...RECV_OPTIONS, 'signal'] as const;

/** Checks the options that long calls have in common. `E_ARGUMENT`. */
export function checkCall(options: {
  signal?: unknown;
  timeoutMs?: unknown;
  onProgress?: unknown;
  onSpans?: unknown;
}): void {
  const { signal, timeoutMs } = options;
  if (signal !== undefined && !isSignal(signal)) throw refused('signal', signal, 'an AbortSignal');
  if (timeoutMs !== undefined) milliseconds('timeoutMs', timeoutMs);
  for (const name of ['onProgress', 'onSpans'] as const) {
    if (options[name] !== undefined) callable(name, options[name]);
  }
}

/** Of any realm. */
function isSignal(value: unknown): boolean {
  const { aborted, addEventListener } = (value ?? {}) as Partial<AbortSignal>;
  return typeof aborted === 'boolean' && typeof addEventListener === 'function';
}

/**
 * The options of a call. An unknown name is `E_ARGUMENT`, with the most similar known name, so that
 * a typing error is not ignored.
 */
export function known<T extends object>(
  name: string,
  options: T | undefined,
  allowed: readonly string[],
): Partial<T> {
  // Callers without TypeScript may pass anything.
  const given: unknown = options;
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null || isList(given)) {
    throw refused(name, given, 'an object');
  }
  const unknown = keysOf(name, given).find((key) => !allowed.includes(key));
  if (unknown === undefined) return given;
  const list = allowed.join(', ');
  const nearest = nearestOf(unknown, allowed);
  const meant = nearest === undefined ? '' : `; did you mean ${nearest}`;
  const message = `${cut(unknown)} is no option in ${name}${meant}? Allowed: ${list}.`;
  throw new PlaygroundError('E_ARGUMENT', message);
}

function keysOf(name: string, given: object): string[] {
  try {
    return Object.keys(given);
  } catch {
    throw refused(name, given, 'an object that can be looked at');
  }
}

/** The name with the least edit distance, ignoring case. */
function nearestOf(wrong: string, names: readonly string[]): string | undefined {
  const [low, changes] = [cut(wrong.toLowerCase()), new Map<string, number>()];
  for (const name of names) changes.set(name, editDistance(low, name.toLowerCase()));
  return [...names].sort((one, other) => (changes.get(one) ?? 0) - (changes.get(other) ?? 0))[0];
}

/** The number of insertions, removals and replacements between two words (Levenshtein 1966). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(one).entries()) {
    const next = [i + 1];
    for (const [j, its] of Array.from(other).entries()) {
      const replaced = (row[j] ?? 0) + Number(letter !== its);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function expectLength(name: string, matrix: Matrix, rows: number, cols: number): void {
  if (matrix.length === rows * cols) return;
  const message = `${name} has ${matrix.length} elements; ${rows}×${cols} needs ${rows * cols}.`;
  throw new PlaygroundError('E_SHAPE', message);
}

/** Whether it is an array; false for what cannot be inspected, such as a revoked proxy. */
export function isList(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}
