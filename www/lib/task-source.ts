/**
 * Functions as tasks: their source text is sent. A function without usable source is refused at the
 * call, with advice.
 */
import { refused, shown } from '../common/checks';
import { PlaygroundError } from '../common/errors';

/** The function's source text, or `E_ARGUMENT` for one that cannot run elsewhere. */
export function sourceOf(argument: string, fn: unknown): string {
  if (typeof fn !== 'function') throw refused(argument, fn, 'a function');
  // A function may have a `toString` of its own.
  const source = Function.prototype.toString.call(fn);
  let why: string | null;
  try {
    why = reasonAgainst(fn, source);
  } catch {
    why = 'a function that cannot be looked at: a proxy.';
  }
  if (why === null) return source;
  throw new PlaygroundError('E_ARGUMENT', `${argument} is ${why}`);
}

interface Named {
  readonly name: unknown;
}

function reasonAgainst(fn: Named, source: string): string | null {
  const name = typeof fn.name === 'string' ? fn.name : '';
  if (/\{\s*\[native code\]\s*\}\s*$/.test(source)) {
    return name.startsWith('bound ')
      ? `a bound function (${shown(name)}), whose source text cannot be read; pass what it is bound to as an argument: (self, x) => ….`
      : `a function of the browser’s own (${shown(name)}), which has no source text to send; write (...args) => ${name || 'f'}(...args).`;
  }
  // Only a class has a prototype that is not writable.
  if (Object.getOwnPropertyDescriptor(fn, 'prototype')?.writable === false) {
    return `a class (${shown(name)}), which cannot be called; write a function that makes an instance of it.`;
  }
  if (/Generator/.test(Object.prototype.toString.call(fn))) {
    return `a generator (${shown(name)}): calling it runs nothing, and what it gives cannot be sent; write a function that returns an array.`;
  }
  return null;
}

/** The name of a compiled task, or null for a function; `E_ARGUMENT` for anything else. */
export function compiledName<N extends string>(task: N | ((...args: never[]) => unknown)): N | null;
export function compiledName(task: unknown): unknown {
  if (typeof task === 'string') return task;
  if (typeof task === 'function') return null;
  throw refused('task', task, 'the name of a compiled task or a function');
}

/** Refuses `map(items, task)`, a frequent mistake. */
export function expectInOrder(task: unknown, items: unknown): void {
  const isTask = typeof task === 'function' || typeof task === 'string';
  const couldBe = typeof items === 'function' || typeof items === 'string';
  if (typeof items !== 'function' && (isTask || !couldBe)) return;
  const message = `task is ${shown(task)} and items is ${shown(items)}: the task comes first, then the items, as in map((x) => x * x, [1, 2, 3]).`;
  throw new PlaygroundError('E_ARGUMENT', message);
}
