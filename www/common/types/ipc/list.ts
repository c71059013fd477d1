/** Managed lists. */
import type { SharedObject } from './shared-object';

/**
 * The blocking form of a list; its calls are those of a `ManagedList`.
 *
 * @example Where memory is shared
 * ```ts
 * const list = pg.list<number>();
 * await list.extend([1, 2]);
 * await pg.processes.submit((list) => list.sync.pop(), list); // → 2
 * ```
 */
export interface SyncManagedList<T = unknown> extends Iterable<T> {
  /** Appends a value. */
  append(value: T): void;
  /** Appends all values, next to each other. */
  extend(values: Iterable<T>): void;
  /** A copy of an item. */
  get(i: number): T;
  /** Replaces an item. */
  set(i: number, value: T): void;
  /** Removes an item and gives it. Default: the last one. */
  pop(i?: number): T;
  /** The number of items. */
  length(): number;
  /** Copies of all items. */
  toArray(): T[];
}

/**
 * A list that lives in the engine, as Python's managed lists live in a process of their own. A
 * value that was got is a copy: changes reach the list by `set`. Indices are integers; negative
 * ones count from the end, and those out of range are `E_ARGUMENT`.
 *
 * It is an async iterable over the items that it has when the iteration begins.
 */
export interface ManagedList<T = unknown>
  extends SharedObject<SyncManagedList<T>>, AsyncIterable<T> {
  /**
   * Appends a value. `E_CLONE` for what cannot be sent.
   *
   * @example
   * ```ts
   * const list = pg.list<number>();
   * await pg.processes.map((list) => list.append(7), [list, list]);
   * await list.toArray(); // → [7, 7]
   * ```
   */
  append(value: T): Promise<void>;
  /**
   * Appends all values, next to each other.
   *
   * @example
   * ```ts
   * const list = pg.list<number>();
   * await list.extend([1, 2, 3]);
   * await list.length(); // → 3
   * ```
   */
  extend(values: Iterable<T>): Promise<void>;
  /**
   * A copy of an item. `E_ARGUMENT` for an index that is out of range.
   *
   * @example
   * ```ts
   * const list = pg.list<number>();
   * await list.extend([1, 2, 3]);
   * await list.get(-1); // → 3
   * await list.get(3).catch((error) => error.code); // → 'E_ARGUMENT'
   * ```
   */
  get(i: number): Promise<T>;
  /**
   * Replaces an item. `E_ARGUMENT` for an index that is out of range.
   *
   * @example
   * ```ts
   * const list = pg.list<number>();
   * await list.extend([1, 2]);
   * await list.set(0, 5);
   * await list.toArray(); // → [5, 2]
   * ```
   */
  set(i: number, value: T): Promise<void>;
  /**
   * Removes an item and gives it; each item is popped once. Default: the last one. `E_ARGUMENT` for
   * an index that is out of range.
   *
   * @example
   * ```ts
   * const list = pg.list<number>();
   * await list.extend([1, 2, 3]);
   * [await list.pop(), await list.pop(0)]; // → [3, 1]
   * ```
   */
  pop(i?: number): Promise<T>;
  /**
   * The number of items.
   *
   * @example
   * ```ts
   * const list = pg.list<string>();
   * await list.append('fern');
   * await list.length(); // → 1
   * ```
   */
  length(): Promise<number>;
  /**
   * Copies of all items, read at once.
   *
   * @example
   * ```ts
   * const list = pg.list<string>();
   * await list.extend(['fern', 'moss']);
   * await list.toArray(); // → ['fern', 'moss']
   * ```
   */
  toArray(): Promise<T[]>;
}
