/** Managed dictionaries. */
import type { SharedObject } from './shared-object';

/**
 * What a dictionary's keys can be: values without parts. 0 and −0 are one key, and NaN is equal to
 * itself.
 */
export type DictKey = string | number | bigint | boolean | null | undefined;

/** What a dictionary can be updated with. */
export type DictEntries<K extends DictKey, V> =
  Iterable<readonly [K, V]> | (K extends string ? Readonly<Record<K, V>> : never);

/** The blocking form of a dictionary. */
export interface SyncManagedDict<K extends DictKey = DictKey, V = unknown> extends Iterable<K> {
  get(key: K): V | undefined;
  get<D>(key: K, fallback: D): V | D;
  set(key: K, value: V): void;
  has(key: K): boolean;
  delete(key: K): boolean;
  pop(key: K): V;
  pop<D>(key: K, fallback: D): V | D;
  update(entries: DictEntries<K, V>): void;
  clear(): void;
  size(): number;
  keys(): K[];
  values(): V[];
  items(): [K, V][];
  toMap(): Map<K, V>;
  toObject(): Record<string, V>;
}

/**
 * A dictionary that lives in the engine, as Python's managed dictionaries live in a process of
 * their own. Keys are in the order in which they were first set. A value that was got is a copy:
 * changes reach the dictionary by `set`. Another kind of key is `E_ARGUMENT`.
 *
 * As in Python it is an async iterable over its keys, as they are when the iteration begins.
 */
export interface ManagedDict<K extends DictKey = DictKey, V = unknown>
  extends SharedObject<SyncManagedDict<K, V>>, AsyncIterable<K> {
  /** The value; `fallback`, or undefined, where there is none. */
  get(key: K): Promise<V | undefined>;
  get<D>(key: K, fallback: D): Promise<V | D>;
  set(key: K, value: V): Promise<void>;
  has(key: K): Promise<boolean>;
  /** Removes a key; whether it was there. */
  delete(key: K): Promise<boolean>;
  /**
   * Removes a key and gives its value; each is popped once. Where there is none, `fallback`;
   * without that `E_ARGUMENT`.
   */
  pop(key: K): Promise<V>;
  pop<D>(key: K, fallback: D): Promise<V | D>;
  /** Sets all entries of a `Map`, of pairs, of a plain object, at once. */
  update(entries: DictEntries<K, V>): Promise<void>;
  clear(): Promise<void>;
  size(): Promise<number>;
  keys(): Promise<K[]>;
  values(): Promise<V[]>;
  /** The keys with their values. */
  items(): Promise<[K, V][]>;
  toMap(): Promise<Map<K, V>>;
  /** A plain object with the keys as strings. */
  toObject(): Promise<Record<string, V>>;
}
