/**
 * A JavaScript function from its source text. It closes over nothing: what it needs comes as arguments.
 */
import { PlaygroundError } from '../lib/errors';

type Callable = (...args: unknown[]) => unknown;

export function functionOf(source: string): Callable {
  let made: unknown;
  try {
    // The one place where text becomes a program: it is the reader's own, on the reader's machine.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    made = new Function(`'use strict'; return (${source}\n);`)();
  } catch (error) {
    const what = 'The function cannot be made from its source in another process';
    throw new PlaygroundError('E_CLONE', `${what}: ${String(error)}`, { cause: error });
  }
  if (typeof made === 'function') return made as Callable;
  throw new PlaygroundError('E_CLONE', 'The source that was sent is not a function.');
}
