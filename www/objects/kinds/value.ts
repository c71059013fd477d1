/**
 * A shared value, as Python's `Value`: a lock, and behind it one number in the heap. A realm that
 * has the heap reads and writes it at once, any other asks the engine.
 */
import { flag, known, oneOf, refused } from '../../common/checks';
import { decode, encode } from '../../common/codec';
import { PlaygroundError } from '../../common/errors';
import type { Blueprint } from '../../common/handles';
import type {
  SharedArrayOptions,
  SharedValue,
  SyncSharedValue,
  Typecode,
} from '../../common/types';
import type { HeapMemory } from '../../heap/heap-memory';
import { CELL_BYTES } from '../../heap/layout';
import { elementBytes, Elements, expectElement, TYPECODES } from '../elements';
import type { HeapOperation, ObjectKind } from '../kind';
import { BlockingLocked, LockedProxy, type LockedHandle } from '../locked';
import type { BlockingRealm, Maker, Realm } from '../realm';
import { lockPart } from './lock';

interface ValueHandle extends LockedHandle {
  readonly typecode: Typecode;
}

interface ValueBlueprint extends Blueprint {
  readonly typecode: Typecode;
  readonly initial: number | bigint;
}

export function makeValue(
  maker: Maker,
  typecode: Typecode,
  initial: number | bigint = 0,
  options?: SharedArrayOptions,
): ValueProxy {
  const { lock: hasLock = true } = known('options', options, ['lock']);
  oneOf('typecode', typecode, TYPECODES);
  flag('lock', hasLock);
  expectElement(typecode, initial, 'initial');
  const place = maker.makePart({ kind: 'value', typecode, initial } satisfies ValueBlueprint);
  const { owner } = maker;
  return maker.add(new ValueProxy(maker, { kind: 'value', ...place, typecode, hasLock, owner }));
}

/** The number itself. */
function elementOf(heap: HeapMemory, at: number, typecode: Typecode): Elements {
  return new Elements(heap, { at, typecode, length: 1 });
}

class ValueProxy extends LockedProxy<ValueHandle, SyncSharedValue> implements SharedValue {
  /** Null where only the engine has the heap. */
  readonly element: Elements | null;

  constructor(realm: Realm, handle: ValueHandle) {
    super(realm, handle);
    const heap = heapOf(realm);
    this.element = heap && elementOf(heap, handle.at, handle.typecode);
  }

  async get(): Promise<number | bigint> {
    this.check();
    if (this.element) return this.element.get(0);
    return (await this.#askEngine('get', 0)) as number | bigint;
  }

  async set(value: number | bigint): Promise<void> {
    this.check();
    if (this.element) this.element.set(0, value);
    else await this.#askEngine('set', value);
  }

  async add(value: number | bigint): Promise<number | bigint> {
    this.check();
    if (this.element) return this.element.add(0, value);
    return (await this.#askEngine('add', value)) as number | bigint;
  }

  #askEngine(operation: string, value: unknown): Promise<unknown> {
    const { typecode } = this.handle;
    return this.ask(operation, { message: encode([typecode, sent(value)]) });
  }
}

/** Whether it is in the range of its type is checked where it is stored. */
function sent(value: unknown): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  throw refused('value', value, 'a number');
}

function heapOf(realm: Realm): HeapMemory | null {
  try {
    return realm.viewHeap();
  } catch (error) {
    if ((error as PlaygroundError).code === 'E_NOT_ISOLATED') return null;
    throw error;
  }
}

class BlockingValue extends BlockingLocked<ValueHandle, ValueProxy> implements SyncSharedValue {
  readonly #element: Elements;

  constructor(realm: BlockingRealm, value: ValueProxy) {
    super(realm, value);
    const { at, typecode } = value.handle;
    this.#element = value.element ?? elementOf(this.agent.instance.heap, at, typecode);
  }

  get(): number | bigint {
    return this.#element.get(0);
  }

  set(value: number | bigint): void {
    this.#element.set(0, value);
  }

  add(value: number | bigint): number | bigint {
    return this.#element.add(0, value);
  }
}

/** An operation for a realm without the heap. */
function inEngine(
  use: (element: Elements, value: number | bigint) => number | bigint | undefined,
): HeapOperation {
  return ({ instance, at, message = new Uint8Array() }) => {
    const noObjects = (): never => {
      throw new PlaygroundError('E_CLONE', 'A number is no object.');
    };
    const [typecode, value] = decode(message, noObjects) as [Typecode, number | bigint];
    return use(elementOf(instance.heap, at, typecode), value);
  };
}

export const value: ObjectKind = {
  kind: 'value',
  part: {
    ...lockPart,
    bytes: ({ typecode }: ValueBlueprint) => CELL_BYTES + elementBytes(typecode, 1),
    create({ instance }, at, { typecode, initial }: ValueBlueprint) {
      elementOf(instance.heap, at, typecode).set(0, initial);
    },
    operations: {
      ...lockPart.operations,
      get: inEngine((element) => element.get(0)),
      set: inEngine((element, number) => {
        element.set(0, number);
        return undefined;
      }),
      add: inEngine((element, number) => element.add(0, number)),
    },
  },
  proxy: (realm: Realm, handle: ValueHandle) => new ValueProxy(realm, handle),
  blocking: (realm: BlockingRealm, object: ValueProxy) => new BlockingValue(realm, object),
};
