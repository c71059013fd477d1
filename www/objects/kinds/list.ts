/**
 * A managed list, as that of Python's `Manager`: it lives in the engine, and each call is one to
 * the engine. Its values are kept as bytes, which the caller decodes.
 */
import { elements, integer, MAX_COUNT } from '../../common/checks';
import { PlaygroundError } from '../../common/errors';
import type { ObjectCall, ObjectReply, PartHandle } from '../../common/handles';
import type { ManagedList, SyncManagedList } from '../../common/types';
import { BlockingObject } from '../blocking-object';
import type { EnginePart, ObjectKind } from '../kind';
import { present } from '../iteration';
import { PartProxy } from '../object-proxy';
import type { BlockingRealm, Maker, Realm } from '../realm';

export function makeList(maker: Maker): ListProxy {
  const place = maker.makePart({ kind: 'list' });
  return maker.add(new ListProxy(maker, { kind: 'list', ...place, owner: maker.owner }));
}

class ListProxy extends PartProxy<PartHandle, SyncManagedList> implements ManagedList {
  async append(value: unknown): Promise<void> {
    this.check();
    await this.ask('append', { message: this.realm.encode(value) });
  }

  async extend(values: Iterable<unknown>): Promise<void> {
    this.check();
    const messages = elements('values', values).map((value) => this.realm.encode(value));
    await this.ask('extend', { messages });
  }

  async get(i: number): Promise<unknown> {
    const index = indexOf(i);
    return this.realm.decode((await this.ask('item', { index })) as Uint8Array, false);
  }

  async set(i: number, value: unknown): Promise<void> {
    const index = indexOf(i);
    this.check();
    await this.ask('set', { index, message: this.realm.encode(value) });
  }

  async pop(i = -1): Promise<unknown> {
    const index = indexOf(i);
    return this.realm.decode((await this.ask('pop', { index })) as Uint8Array, true);
  }

  async length(): Promise<number> {
    return (await this.ask('length')) as number;
  }

  async toArray(): Promise<unknown[]> {
    const items = (await this.ask('items')) as Uint8Array[];
    return items.map((item) => this.realm.decode(item, false));
  }

  [Symbol.asyncIterator](): AsyncGenerator {
    return present(() => this.toArray());
  }
}

class BlockingList extends BlockingObject<PartHandle> implements SyncManagedList {
  readonly #realm: BlockingRealm;

  constructor(realm: BlockingRealm, handle: PartHandle) {
    super(realm, handle);
    this.#realm = realm;
  }

  append(value: unknown): void {
    this.#ask({ operation: 'append', message: this.#realm.encode(value) });
  }

  extend(values: Iterable<unknown>): void {
    const messages = elements('values', values).map((value) => this.#realm.encode(value));
    this.#ask({ operation: 'extend', messages });
  }

  get(i: number): unknown {
    const index = indexOf(i);
    return this.#realm.decode(this.#ask({ operation: 'item', index }) as Uint8Array, false);
  }

  set(i: number, value: unknown): void {
    const index = indexOf(i);
    this.#ask({ operation: 'set', index, message: this.#realm.encode(value) });
  }

  pop(i = -1): unknown {
    const index = indexOf(i);
    return this.#realm.decode(this.#ask({ operation: 'pop', index }) as Uint8Array, true);
  }

  length(): number {
    return this.#ask({ operation: 'length' }) as number;
  }

  toArray(): unknown[] {
    const items = this.#ask({ operation: 'items' }) as Uint8Array[];
    return items.map((item) => this.#realm.decode(item, false));
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this.toArray()[Symbol.iterator]();
  }

  #ask(call: Omit<ObjectCall, 'object'>): unknown {
    return this.#realm.call({ object: this.handle.id, ...call });
  }
}

const part: EnginePart = {
  lives: 'engine',
  create: (): Uint8Array[] => [],
  operate(
    items: Uint8Array[],
    { operation, message, messages = [], index = 0 }: ObjectCall,
  ): ObjectReply {
    switch (operation) {
      case 'length':
        return items.length;
      case 'items':
        return items;
      case 'append':
        if (message) items.push(message);
        return undefined;
      case 'extend':
        for (const one of messages) items.push(one);
        return undefined;
      case 'item':
        return itemAt(items, index);
      case 'set':
        itemAt(items, index);
        if (message) items[index < 0 ? items.length + index : index] = message;
        return undefined;
      case 'pop':
        itemAt(items, index);
        return items.splice(index, 1)[0];
      default:
        throw new PlaygroundError('E_UNSUPPORTED', `A list has no ${operation}.`);
    }
  },
};

function indexOf(i: unknown): number {
  return integer('i', i, -MAX_COUNT, MAX_COUNT);
}

function itemAt(items: Uint8Array[], index: number): Uint8Array {
  const item = items.at(index);
  if (item) return item;
  const { length } = items;
  const allowed = length === 0 ? 'and the list is empty' : `from ${-length} to ${length - 1}`;
  throw new PlaygroundError('E_ARGUMENT', `i is ${index}; it must be an index, ${allowed}.`);
}

export const list: ObjectKind = {
  kind: 'list',
  part,
  proxy: (realm: Realm, handle: PartHandle) => new ListProxy(realm, handle),
  blocking: (realm: BlockingRealm, { handle }: ListProxy) => new BlockingList(realm, handle),
};
