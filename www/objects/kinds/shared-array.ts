/**
 * A shared array, as Python's `Array`: a lock, and behind it numbers in the heap. Reading and
 * writing goes to the memory at once, in the window and in processes alike.
 */
import { elements, flag, integer, known, MAX_COUNT, oneOf } from '../../common/checks';
import type { Blueprint } from '../../common/handles';
import type {
  SharedArray,
  SharedArrayOptions,
  SyncSharedArray,
  Typecode,
  TypedArrayOf,
} from '../../common/types';
import { CELL_BYTES } from '../../heap/layout';
import { elementBytes, Elements, TYPECODES, type ArrayHandle } from '../elements';
import type { ObjectKind } from '../kind';
import { BlockingLocked, LockedProxy } from '../locked';
import type { BlockingRealm, Maker, Realm } from '../realm';
import { lockPart } from './lock';

interface ArrayBlueprint extends Blueprint {
  /** Bytes of its elements. */
  readonly bytes: number;
}

export function makeSharedArray(
  maker: Maker,
  typecode: Typecode,
  lengthOrValues: number | Iterable<number | bigint>,
  options?: SharedArrayOptions,
): ArrayProxy {
  const { lock: hasLock = true } = known('options', options, ['lock']);
  oneOf('typecode', typecode, TYPECODES);
  flag('lock', hasLock);
  const values =
    typeof lengthOrValues === 'number'
      ? []
      : elements('lengthOrValues', lengthOrValues, 'a length or an iterable of values');
  const length =
    typeof lengthOrValues === 'number'
      ? integer('lengthOrValues', lengthOrValues, 0, MAX_COUNT)
      : values.length;
  // Refused before anything is made.
  maker.viewHeap();
  const bytes = elementBytes(typecode, length);
  const place = maker.makePart({ kind: 'array', bytes } satisfies ArrayBlueprint);
  const { owner } = maker;
  const handle: ArrayHandle = { kind: 'array', ...place, typecode, length, hasLock, owner };
  const array = maker.add(new ArrayProxy(maker, handle), bytes);
  try {
    array.elements.fill(values);
  } catch (error) {
    void array.close();
    throw error;
  }
  return array;
}

/** The arrays whose views somebody has. */
const viewed = new WeakMap<object, ArrayProxy>();

class ArrayProxy extends LockedProxy<ArrayHandle, SyncSharedArray> implements SharedArray {
  readonly elements: Elements;

  constructor(realm: Realm, handle: ArrayHandle) {
    super(realm, handle);
    this.elements = new Elements(realm.viewHeap(), handle);
  }

  get length(): number {
    return this.handle.length;
  }

  // Asynchronous, so that refused arguments reject as everywhere.
  async get(i: number): Promise<number | bigint> {
    this.check();
    return Promise.resolve(this.elements.get(i));
  }

  async set(i: number, value: number | bigint): Promise<void> {
    this.check();
    this.elements.set(i, value);
    return Promise.resolve();
  }

  async add(i: number, value: number | bigint): Promise<number | bigint> {
    this.check();
    return Promise.resolve(this.elements.add(i, value));
  }

  async toArray(): Promise<(number | bigint)[]> {
    this.check();
    return Promise.resolve(this.elements.toArray());
  }

  view(): TypedArrayOf {
    this.check();
    const { view } = this.elements;
    viewed.set(view, this);
    return view;
  }
}

class BlockingArray extends BlockingLocked<ArrayHandle, ArrayProxy> implements SyncSharedArray {
  readonly length: number;

  constructor(realm: BlockingRealm, array: ArrayProxy) {
    super(realm, array);
    this.length = array.length;
  }

  get(i: number): number | bigint {
    return this.proxy.elements.get(i);
  }

  set(i: number, value: number | bigint): void {
    this.proxy.elements.set(i, value);
  }

  add(i: number, value: number | bigint): number | bigint {
    return this.proxy.elements.add(i, value);
  }

  toArray(): (number | bigint)[] {
    return this.proxy.elements.toArray();
  }

  view(): TypedArrayOf {
    return this.proxy.view();
  }
}

export const sharedArray: ObjectKind = {
  kind: 'array',
  part: { ...lockPart, bytes: ({ bytes }: ArrayBlueprint) => CELL_BYTES + bytes },
  proxy: (realm: Realm, handle: ArrayHandle) => new ArrayProxy(realm, handle),
  blocking: (realm: BlockingRealm, array: ArrayProxy) => new BlockingArray(realm, array),
};
