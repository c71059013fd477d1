/**
 * Short texts for values in error messages. They never throw, take long or print a whole matrix.
 */

import type { Handle } from './handles';
import { isMarked, type Marked } from './markers';

/** The most characters of a string in a message. */
const MOST_CHARACTERS = 80;
/** The most elements or properties of a thrown value in a message. */
const MOST_PARTS = 5;

/** An argument as it appears in a message: `"text"`, `7n`, `an Array of 4096 elements`, `a Map`. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `"${cut(value)}"`;
  if (typeof value === 'bigint') return `${cut(String(value))}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return cut(String(value));
  try {
    const kind = typeName(value);
    const { length } = value as { length?: unknown };
    const listed = Array.isArray(value) || (ArrayBuffer.isView(value) && !isDataView(value));
    if (!listed) return `${article(kind)} ${kind}`;
    return `${article(kind)} ${kind} of ${String(length)} ${length === 1 ? 'element' : 'elements'}`;
  } catch {
    return 'an object that cannot be looked at';
  }
}

/**
 * A thrown value that is no error, as it appears in a message: small objects with their properties,
 * `{code: 7}`.
 */
export function brief(value: unknown): string {
  if (typeof value === 'string') return cut(value, 1000);
  if (typeof value !== 'object' || value === null) return shown(value);
  try {
    if (Array.isArray(value) && value.length <= MOST_PARTS)
      return `[${value.map(shown).join(', ')}]`;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return shown(value);
    const entries = Object.entries(value);
    const parts = entries.slice(0, MOST_PARTS).map(([key, part]) => `${cut(key)}: ${shown(part)}`);
    if (entries.length > MOST_PARTS) parts.push('…');
    return `{${parts.join(', ')}}`;
  } catch {
    return shown(value);
  }
}

export function cut(text: string, most = MOST_CHARACTERS): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function typeName(value: object): string {
  // The library's classes have other names than in the documentation.
  if (isMarked(value)) return (value as Marked & { handle: Handle }).handle.kind;
  const { constructor } = value as { constructor?: unknown };
  const name: unknown = typeof constructor === 'function' ? constructor.name : undefined;
  return typeof name === 'string' && name !== '' && name !== 'Object' ? cut(name) : 'object';
}

function isDataView(value: ArrayBufferView): boolean {
  return value instanceof DataView || !('length' in value);
}

function article(noun: string): string {
  return /^([AEIO]|object|Uint)/.test(noun) && !/^(Uint|Euro|One)/.test(noun) ? 'an' : 'a';
}
