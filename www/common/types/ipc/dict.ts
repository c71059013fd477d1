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

/**
 * The blocking form of a dictionary; its calls are those of a `ManagedDict`.
 *
 * @example Where memory is shared
 * ```ts
 * const ages = pg.dict<string, number>();
 * await ages.set('fern', 3);
 * await pg.processes.submit((ages) => ages.sync.get('fern'), ages); // → 3
 * ```
 */
export interface SyncManagedDict<K extends DictKey = DictKey, V = unknown> extends Iterable<K> {
  /** The value, or undefined. */
  get(key: K): V | undefined;
  /** The value, or `fallback`. */
  get<D>(key: K, fallback: D): V | D;
  /** Sets a value. */
  set(key: K, value: V): void;
  /** Whether there is such a key. */
  has(key: K): boolean;
  /** Removes a key; whether it was there. */
  delete(key: K): boolean;
  /** Removes a key and gives its value; `E_ARGUMENT` where there is none. */
  pop(key: K): V;
  /** Removes a key and gives its value, or `fallback`. */
  pop<D>(key: K, fallback: D): V | D;
  /** Sets all entries at once. */
  update(entries: DictEntries<K, V>): void;
  /** Removes all keys. */
  clear(): void;
  /** The number of keys. */
  size(): number;
  /** The keys. */
  keys(): K[];
  /** The values. */
  values(): V[];
  /** The keys with their values. */
  items(): [K, V][];
  /** All of it as a `Map`. */
  toMap(): Map<K, V>;
  /** A plain object with the keys as strings. */
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
  /**
   * The value, or undefined where there is none.
   *
   * @example
   * ```ts
   * const ages = pg.dict<string, number>();
   * await ages.set('fern', 3);
   * [await ages.get('fern'), await ages.get('moss')]; // → [3, undefined]
   * ```
   */
  get(key: K): Promise<V | undefined>;
  /** The value, or `fallback` where there is none. */
  get<D>(key: K, fallback: D): Promise<V | D>;
  /**
   * Sets the value of a key, at the end if it is new. `E_CLONE` for what cannot be sent,
   * `E_ARGUMENT` for what can be no key.
   *
   * @example
   * ```ts
   * const ages = pg.dict<string, number>();
   * await ages.set('fern', 3);
   * await ages.set('fern', 4);
   * await ages.items(); // → [['fern', 4]]
   * ```
   */
  set(key: K, value: V): Promise<void>;
  /**
   * Whether there is such a key.
   *
   * @example
   * ```ts
   * const names = pg.dict<number, string>();
   * await names.set(1, 'fern');
   * await names.has(1); // → true
   * ```
   */
  has(key: K): Promise<boolean>;
  /**
   * Removes a key; whether it was there.
   *
   * @example
   * ```ts
   * const names = pg.dict<number, string>();
   * await names.set(1, 'fern');
   * [await names.delete(1), await names.delete(1)]; // → [true, false]
   * ```
   */
  delete(key: K): Promise<boolean>;
  /**
   * Removes a key and gives its value; each is popped once. `E_ARGUMENT` where there is none.
   *
   * @example
   * ```ts
   * const ages = pg.dict<string, number>();
   * await ages.set('fern', 3);
   * await ages.pop('fern'); // → 3
   * await ages.pop('fern').catch((error) => error.code); // → 'E_ARGUMENT'
   * ```
   */
  pop(key: K): Promise<V>;
  /** The same, and `fallback` where there is none. */
  pop<D>(key: K, fallback: D): Promise<V | D>;
  /**
   * Sets all entries of a `Map`, of pairs, of a plain object, at once.
   *
   * @example
   * ```ts
   * const ages = pg.dict<string, number>();
   * await ages.update({ fern: 3, moss: 5 });
   * await ages.update([['fern', 4]]);
   * await ages.toObject(); // → { fern: 4, moss: 5 }
   * ```
   */
  update(entries: DictEntries<K, V>): Promise<void>;
  /**
   * Removes all keys.
   *
   * @example
   * ```ts
   * const ages = pg.dict<string, number>();
   * await ages.set('fern', 3);
   * await ages.clear();
   * await ages.size(); // → 0
   * ```
   */
  clear(): Promise<void>;
  /**
   * The number of keys.
   *
   * @example
   * ```ts
   * const ages = pg.dict<string, number>();
   * await ages.update({ fern: 3, moss: 5 });
   * await ages.size(); // → 2
   * ```
   */
  size(): Promise<number>;
  /**
   * The keys, in the order in which they were first set.
   *
   * @example
   * ```ts
   * const ages = pg.dict<string, number>();
   * await ages.update({ moss: 5, fern: 3 });
   * await ages.keys(); // → ['moss', 'fern']
   * ```
   */
  keys(): Promise<K[]>;
  /**
   * The values, in the order of their keys.
   *
   * @example
   * ```ts
   * const ages = pg.dict<string, number>();
   * await ages.update({ moss: 5, fern: 3 });
   * await ages.values(); // → [5, 3]
   * ```
   */
  values(): Promise<V[]>;
  /**
   * The keys with their values.
   *
   * @example
   * ```ts
   * const ages = pg.dict<string, number>();
   * await ages.update({ moss: 5, fern: 3 });
   * await ages.items(); // → [['moss', 5], ['fern', 3]]
   * ```
   */
  items(): Promise<[K, V][]>;
  /**
   * All of it as a `Map`, read at once.
   *
   * @example
   * ```ts
   * const names = pg.dict<number, string>();
   * await names.set(1, 'fern');
   * (await names.toMap()).get(1); // → 'fern'
   * ```
   */
  toMap(): Promise<Map<K, V>>;
  /**
   * A plain object with the keys as strings.
   *
   * @example
   * ```ts
   * const names = pg.dict<number, string>();
   * await names.set(1, 'fern');
   * await names.toObject(); // → { 1: 'fern' }
   * ```
   */
  toObject(): Promise<Record<string, V>>;
}
