/** Managed lists. */
import type { SharedObject } from './shared-object';

/** The blocking form of a list. */
export interface SyncManagedList<T = unknown> {
  append(value: T): void;
  get(i: number): T;
  length(): number;
  toArray(): T[];
}

/** A list that lives in the engine, as Python's managed lists live in a process of their own. */
export interface ManagedList<T = unknown> extends SharedObject<SyncManagedList<T>> {
  append(value: T): Promise<void>;
  /** The item at an index; a negative one counts from the end. `E_ARGUMENT` out of range. */
  get(i: number): Promise<T>;
  length(): Promise<number>;
  toArray(): Promise<T[]>;
}
