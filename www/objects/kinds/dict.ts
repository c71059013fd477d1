/**
 * A managed dictionary, as that of Python's `Manager`: it lives in the engine, and each call is one
 * to the engine. Its values are kept as bytes, which the caller decodes.
 */
import { elements, isList, refused, shown } from '../../common/checks';
import { PlaygroundError } from '../../common/errors';
import type { Key, ObjectCall, ObjectReply, PartHandle } from '../../common/handles';
import type { DictEntries, DictKey, ManagedDict, SyncManagedDict } from '../../common/types';
import { BlockingObject } from '../blocking-object';
import { present } from '../iteration';
import type { EnginePart, ObjectKind } from '../kind';
import { PartProxy } from '../object-proxy';
import type { BlockingRealm, Maker, Realm } from '../realm';

export function makeDict(maker: Maker): DictProxy {
  const place = maker.makePart({ kind: 'dict' });
  return maker.add(new DictProxy(maker, { kind: 'dict', ...place, owner: maker.owner }));
}

class DictProxy extends PartProxy<PartHandle, SyncManagedDict> implements ManagedDict {
  async get(key: DictKey, fallback?: unknown): Promise<unknown> {
    const bytes = (await this.ask('get', { keys: [keyOf(key)] })) as Uint8Array | undefined;
    return bytes ? this.realm.decode(bytes, false) : fallback;
  }

  async set(key: DictKey, value: unknown): Promise<void> {
    const keys = [keyOf(key)];
    this.check();
    await this.ask('update', { keys, messages: [this.realm.encode(value)] });
  }

  async has(key: DictKey): Promise<boolean> {
    return (await this.ask('has', { keys: [keyOf(key)] })) as boolean;
  }

  async delete(key: DictKey): Promise<boolean> {
    return (await this.ask('delete', { keys: [keyOf(key)] })) as boolean;
  }

  async pop(...[key, ...fallback]: [key: DictKey, fallback?: unknown]): Promise<unknown> {
    const bytes = (await this.ask('pop', { keys: [keyOf(key)] })) as Uint8Array | undefined;
    return bytes ? this.realm.decode(bytes, true) : missing(key, fallback);
  }

  async update(entries: DictEntries<DictKey, unknown>): Promise<void> {
    this.check();
    await this.ask(
      'update',
      changes(entries, (value) => this.realm.encode(value)),
    );
  }

  async clear(): Promise<void> {
    await this.ask('clear');
  }

  async size(): Promise<number> {
    return (await this.ask('size')) as number;
  }

  async keys(): Promise<Key[]> {
    return (await this.ask('keys')) as Key[];
  }

  async values(): Promise<unknown[]> {
    return (await this.items()).map(([, value]) => value);
  }

  async items(): Promise<[Key, unknown][]> {
    const items = (await this.ask('items')) as [Key, Uint8Array][];
    return items.map(([key, bytes]) => [key, this.realm.decode(bytes, false)]);
  }

  async toMap(): Promise<Map<Key, unknown>> {
    return new Map(await this.items());
  }

  async toObject(): Promise<Record<string, unknown>> {
    return objectOf(await this.items());
  }

  [Symbol.asyncIterator](): AsyncGenerator<Key> {
    return present(() => this.keys());
  }

  protected override get noun(): string {
    return 'dictionary';
  }
}

class BlockingDict extends BlockingObject<PartHandle> implements SyncManagedDict {
  readonly #realm: BlockingRealm;

  constructor(realm: BlockingRealm, handle: PartHandle) {
    super(realm, handle);
    this.#realm = realm;
  }

  get(key: DictKey, fallback?: unknown): unknown {
    const bytes = this.#ask('get', { keys: [keyOf(key)] }) as Uint8Array | undefined;
    return bytes ? this.#realm.decode(bytes, false) : fallback;
  }

  set(key: DictKey, value: unknown): void {
    this.#ask('update', { keys: [keyOf(key)], messages: [this.#realm.encode(value)] });
  }

  has(key: DictKey): boolean {
    return this.#ask('has', { keys: [keyOf(key)] }) as boolean;
  }

  delete(key: DictKey): boolean {
    return this.#ask('delete', { keys: [keyOf(key)] }) as boolean;
  }

  pop(...[key, ...fallback]: [key: DictKey, fallback?: unknown]): unknown {
    const bytes = this.#ask('pop', { keys: [keyOf(key)] }) as Uint8Array | undefined;
    return bytes ? this.#realm.decode(bytes, true) : missing(key, fallback);
  }

  update(entries: DictEntries<DictKey, unknown>): void {
    this.#ask(
      'update',
      changes(entries, (value) => this.#realm.encode(value)),
    );
  }

  clear(): void {
    this.#ask('clear');
  }

  size(): number {
    return this.#ask('size') as number;
  }

  keys(): Key[] {
    return this.#ask('keys') as Key[];
  }

  values(): unknown[] {
    return this.items().map(([, value]) => value);
  }

  items(): [Key, unknown][] {
    const items = this.#ask('items') as [Key, Uint8Array][];
    return items.map(([key, bytes]) => [key, this.#realm.decode(bytes, false)]);
  }

  toMap(): Map<Key, unknown> {
    return new Map(this.items());
  }

  toObject(): Record<string, unknown> {
    return objectOf(this.items());
  }

  [Symbol.iterator](): Iterator<Key> {
    return this.keys()[Symbol.iterator]();
  }

  #ask(operation: string, rest: Partial<ObjectCall> = {}): unknown {
    return this.#realm.call({ object: this.handle.id, operation, ...rest });
  }
}

/** The key, or `E_ARGUMENT` for what has parts: its copies in two realms would be two keys. */
function keyOf(key: unknown, name = 'key'): Key {
  const isKey = key === null || !['object', 'function', 'symbol'].includes(typeof key);
  if (isKey) return key as Key;
  throw refused(name, key, 'a string, a number, a bigint, a boolean, null or undefined');
}

/** The keys and encoded values of a `Map`, of pairs, or of a plain object. */
function changes(
  entries: unknown,
  encode: (value: unknown) => Uint8Array,
): { keys: Key[]; messages: Uint8Array[] } {
  const allowed = 'a Map, an iterable of pairs, or an object';
  if (typeof entries !== 'object' || entries === null) throw refused('entries', entries, allowed);
  const pairs: readonly unknown[] =
    Symbol.iterator in entries ? elements('entries', entries, allowed) : Object.entries(entries);
  const keys: Key[] = [];
  const messages = pairs.map((pair, i) => {
    if (!isList(pair) || pair.length !== 2) {
      throw refused(`entries[${i}]`, pair, 'a pair: a key and a value');
    }
    keys.push(keyOf(pair[0], `entries[${i}][0]`));
    return encode(pair[1]);
  });
  return { keys, messages };
}

/** What `pop` gives for a key that is not there. */
function missing(key: DictKey, fallback: readonly unknown[]): unknown {
  if (fallback.length > 0) return fallback[0];
  const message = `key is ${shown(key)}, and the dictionary has no such key.`;
  throw new PlaygroundError('E_ARGUMENT', message);
}

/** Keys such as `__proto__` are properties like others. */
function objectOf(items: readonly (readonly [Key, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(items.map(([key, value]) => [String(key), value]));
}

const part: EnginePart = {
  lives: 'engine',
  create: () => new Map<Key, Uint8Array>(),
  operate(
    entries: Map<Key, Uint8Array>,
    { operation, keys = [], messages = [] }: ObjectCall,
  ): ObjectReply {
    const [key] = keys;
    switch (operation) {
      case 'get':
        return entries.get(key);
      case 'has':
        return entries.has(key);
      case 'delete':
        return entries.delete(key);
      case 'pop': {
        const value = entries.get(key);
        entries.delete(key);
        return value;
      }
      case 'update':
        for (const [i, message] of messages.entries()) entries.set(keys[i], message);
        return undefined;
      case 'clear':
        entries.clear();
        return undefined;
      case 'size':
        return entries.size;
      case 'keys':
        return [...entries.keys()];
      case 'items':
        return [...entries];
      default:
        throw new PlaygroundError('E_UNSUPPORTED', `A dictionary has no ${operation}.`);
    }
  },
};

export const dict: ObjectKind = {
  kind: 'dict',
  part,
  proxy: (realm: Realm, handle: PartHandle) => new DictProxy(realm, handle),
  blocking: (realm: BlockingRealm, { handle }: DictProxy) => new BlockingDict(realm, handle),
};
