/**
 * Buffers and other transferable objects that move to the other realm with a value instead of being
 * copied.
 */

import { elements, refused } from './checks';

const lists = new WeakMap<object, readonly Transferable[]>();

/**
 * Marks a value so that the listed objects move with it, and are detached here, when it is sent as
 * an argument, an item or a result. Returns the value. In processes it is a global, since functions
 * that run there have no imports. `E_ARGUMENT` for what is no object.
 *
 * @example
 * ```ts
 * const bytes = new Uint8Array([1, 2]);
 * const first = (bytes: Uint8Array) => transfer(bytes.map((x) => 2 * x), []).length;
 * await pg.processes.submit(first, transfer(bytes, [bytes.buffer])); // → 2
 * bytes.length; // → 0
 * ```
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

/** The objects that the value was marked with. */
export function transferredWith(value: object): readonly Transferable[] | undefined {
  return lists.get(value);
}

function isObject(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
