/**
 * What a value takes with it: buffers and other transferable objects that move to the other realm instead of being copied.
 */

import { elements, refused } from './checks';

const lists = new WeakMap<object, readonly Transferable[]>();

/**
 * Marks a value, so that the listed objects move with it when it is sent as an argument, an item or a result; they are detached
 * here. Returns the value itself. Inside processes it is a global, since a function that was shipped has no imports.
 */
export function transfer<T extends object>(value: T, transferables: Iterable<Transferable>): T {
  if (!isObject(value)) throw refused('value', value, 'an object');
  const list = elements('transferables', transferables);
  for (const [i, one] of list.entries()) {
    if (!isObject(one)) throw refused(`transferables[${i}]`, one, 'a buffer, a port or a stream');
  }
  lists.set(value, list as Transferable[]);
  return value;
}

/** What the value was marked with. */
export function transferredWith(value: object): readonly Transferable[] | undefined {
  return lists.get(value);
}

function isObject(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
