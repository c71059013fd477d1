/** Managed lists. */
import type { SharedObject } from './shared-object';

/** The blocking form of a list. */
export interface SyncManagedList<T = unknown> extends Iterable<T> {
  append(value: T): void;
  extend(values: Iterable<T>): void;
  get(i: number): T;
  set(i: number, value: T): void;
  pop(i?: number): T;
  length(): number;
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
  append(value: T): Promise<void>;
  /** Appends all values, next to each other. */
  extend(values: Iterable<T>): Promise<void>;
  get(i: number): Promise<T>;
  /** Replaces an item. */
  set(i: number, value: T): Promise<void>;
  /** Removes an item and gives it; each item is popped once. Default: the last one. */
  pop(i?: number): Promise<T>;
  length(): Promise<number>;
  toArray(): Promise<T[]>;
}
