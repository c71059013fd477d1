/**
 * Arguments, checked before anything starts. Each refusal names the argument, its value and what is allowed.
 */
import { viewName } from '../common/codec/kinds';
import { PlaygroundError } from './errors';
import type { Dimensions, Matrix } from './types';

export interface WaitOptions {
  block?: boolean;
  timeoutMs?: number;
}

/** An integer of the range, or `E_ARGUMENT`. */
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

/** A number of milliseconds, 0 or more, perhaps infinite; or `E_ARGUMENT`. */
export function milliseconds(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw refused(name, value, 'a number of milliseconds, 0 or more');
}

export function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw refused(name, value, `one of ${allowed.map((candidate) => `'${candidate}'`).join(', ')}`);
}

export function refused(name: string, value: unknown, allowed: string): PlaygroundError {
  return new PlaygroundError('E_ARGUMENT', `${name} is ${shown(value)}; it must be ${allowed}.`);
}

/** An elements' count that a typed array may have at most: 2³² − 1. */
export const MAX_COUNT = 0xffff_ffff;

/** Parts of a partition at most: each of them is an array. */
export const MAX_PARTS = 1_000_000;

/** Items of a map, or of one chunk of it, at most: 2³¹ − 1. */
export const MAX_ITEMS = 0x7fff_ffff;

/** The shapes of a product and its operands, or `E_ARGUMENT` and `E_SHAPE`. */
export function operands(a: unknown, b: unknown, dims: Dimensions): void {
  const kind = ArrayBuffer.isView(a) ? viewName(a) : '';
  const isSame = ArrayBuffer.isView(b) && viewName(b) === kind;
  if (!isSame || (kind !== 'Float32Array' && kind !== 'Float64Array')) {
    throw refused('a, b', [a, b], 'both Float32Array or both Float64Array');
  }
  // Whoever has no types may leave it out.
  if (typeof dims !== 'object' || (dims as unknown) === null) {
    throw refused('dims', dims, 'an object with m, k and n');
  }
  for (const name of ['m', 'k', 'n'] as const) integer(name, dims[name], 0, MAX_COUNT);
  expectLength('a', a as Matrix, dims.m, dims.k);
  expectLength('b', b as Matrix, dims.k, dims.n);
}

/** How long to wait: 0 without blocking, null for ever. */
export function timeoutOf(options: WaitOptions = {}): number | null {
  const { block = true, timeoutMs } = options;
  if (!block) return 0;
  if (timeoutMs === undefined) return null;
  const checked = milliseconds('timeoutMs', timeoutMs);
  return checked === Infinity ? null : checked;
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled(signal);
}

export function cancelled(signal: AbortSignal): PlaygroundError {
  return new PlaygroundError('E_CANCELLED', 'The call was cancelled.', { cause: signal.reason });
}

function expectLength(name: string, matrix: Matrix, rows: number, cols: number): void {
  if (matrix.length === rows * cols) return;
  const message = `${name} has ${matrix.length} elements; ${rows}×${cols} needs ${rows * cols}.`;
  throw new PlaygroundError('E_SHAPE', message);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return value.map(shown).join(' and ');
  if (typeof value === 'object' && value !== null) {
    const { constructor } = value as { constructor?: unknown };
    return typeof constructor === 'function' ? `a ${constructor.name}` : 'an object';
  }
  return typeof value === 'function' ? 'a function' : String(value);
}
