/**
 * The text of a JavaScript program: where it names the library, which of its lines an error names,
 * and what of it a classic script can be asked about. Pure.
 */
import type { Mark } from '../tracebacks';

/** How the program is called in messages. */
export const PROGRAM_FILE = 'program.js';

const LIBRARY = /(\b(?:from|import)\s*\(?\s*)(['"])(?:[^'"\n]*\/)?parallel-playground(?:\.js)?\2/g;

/** The program with the library's address on this site, wherever it imports it from. */
export function withLibrary(program: string, address: string): string {
  return program.replace(LIBRARY, (_, before: string, quote: string) => {
    return `${before}${quote}${address}${quote}`;
  });
}

/**
 * A classic script with the same lines, which is never executed: browsers say where such a script
 * is no JavaScript, but not where a module is none.
 */
export function neverRun(program: string): string {
  const body = program.replace(
    /^(?:import\s+(?:[\w$*\s{},]+\s+from\s*)?(['"]).*?\1;?|export\s+(?:default\s+)?)/gm,
    (statement) => '\n'.repeat(statement.split('\n').length - 1),
  );
  return `'use strict'; throw 0; async function program() { ${body}\n}`;
}

/** What a program has thrown. */
export interface Thrown {
  type: string;
  message: string;
  stack: string;
  cause: string | null;
}

export function thrownOf(value: unknown): Thrown {
  if (!(value instanceof Error))
    return { type: 'Error', message: text(value), stack: '', cause: null };
  const { name, message, stack = '', cause } = value;
  const code: unknown = 'code' in value ? value.code : undefined;
  const type = typeof code === 'string' ? `${name} ${code}` : name;
  return { type, message, stack, cause: cause === undefined ? null : causeOf(cause) };
}

function causeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return text(cause);
  const { name, message } = cause as { name?: unknown; message?: unknown };
  return typeof message === 'string' ? `${text(name)}: ${message}` : text(cause);
}

function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'a value without a text';
  }
}

/** Where in a program, from 1. */
export interface Place {
  line: number;
  column: number;
}

/** The lines of the program in the stack, the one that threw first. */
export function framesOf(stack: string, address: string): Place[] {
  return stack.split('\n').flatMap((frame) => {
    const at = frame.indexOf(`${address}:`);
    if (at < 0) return [];
    const [, line, column] = /^(\d+):(\d+)/.exec(frame.slice(at + address.length + 1)) ?? [];
    return line === undefined ? [] : [{ line: Number(line), column: Number(column) }];
  });
}

/** What is written of it to stderr. */
export function reportOf({ type, message, cause }: Thrown, frames: readonly Place[]): string {
  return [
    `${type}: ${message}`,
    ...frames.map(({ line, column }) => `    at ${PROGRAM_FILE}:${line}:${column}`),
    ...(cause === null || message.includes(cause) ? [] : [`  caused by ${cause}`]),
  ].join('\n');
}

/** The line that threw, and those that called it. */
export function marksOfFrames({ type, message }: Thrown, frames: readonly Place[]): Mark[] {
  const words = `${type}: ${message.split('\n')[0] ?? ''}`;
  const marks = new Map<number, Mark>();
  frames.forEach(({ line }, depth) => {
    if (!marks.has(line)) marks.set(line, { line, words, origin: depth === 0 });
  });
  return [...marks.values()].sort((a, b) => a.line - b.line);
}
