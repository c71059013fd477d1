/**
 * A shared array, as Python's `Array`: a lock, and behind it numbers in the heap. Reading and
 * writing goes to the memory at once, in the window and in processes alike.
 */
import { callable, elements, flag, integer, known, MAX_COUNT, oneOf } from '../../common/checks';
import { PlaygroundError } from '../../common/errors';
import type { Blueprint } from '../../common/handles';
import type {
  SharedArray,
  SharedArrayOptions,
  SyncSharedArray,
  Typecode,
  TypedArrayOf,
} from '../../common/types';
import { CELL_BYTES } from '../../heap/layout';
import { checked } from '../../heap/results';
import { BlockingObject } from '../blocking-object';
import { elementBytes, Elements, TYPECODES, type ArrayHandle } from '../elements';
import type { ObjectKind } from '../kind';
import { PartProxy } from '../object-proxy';
import type { BlockingRealm, Maker, Realm } from '../realm';
import { Recursion } from '../recursion';
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

class ArrayProxy extends PartProxy<ArrayHandle, SyncSharedArray> implements SharedArray {
  readonly elements: Elements;
  /** Shared with the blocking form: they are one holder. */
  readonly recursion = new Recursion();

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

  async withLock<T>(work: () => T | Promise<T>): Promise<T> {
    callable('work', work);
    this.check();
    expectLock(this.handle);
    return this.recursion.hold(
      () => this.ask('acquire'),
      () => (this.isClosed ? Promise.resolve() : this.ask('release')),
      () => this.realm.untilOver(work),
    );
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

class BlockingArray extends BlockingObject<ArrayHandle> implements SyncSharedArray {
  readonly length: number;
  readonly #array: ArrayProxy;

  constructor(realm: BlockingRealm, array: ArrayProxy) {
    super(realm, array.handle);
    this.length = array.length;
    this.#array = array;
  }

  get(i: number): number | bigint {
    return this.#array.elements.get(i);
  }

  set(i: number, value: number | bigint): void {
    this.#array.elements.set(i, value);
  }

  add(i: number, value: number | bigint): number | bigint {
    return this.#array.elements.add(i, value);
  }

  toArray(): (number | bigint)[] {
    return this.#array.elements.toArray();
  }

  view(): TypedArrayOf {
    return this.#array.view();
  }

  withLock<T>(work: () => T): T {
    callable('work', work);
    const { exports, handle, agent } = this;
    expectLock(handle);
    const array = this.#array;
    return array.recursion.holdBlocking(
      () => checked(exports.lock_acquire(handle.at, agent.id, Infinity)),
      () => array.isClosed || checked(exports.lock_release(handle.at)),
      work,
    );
  }
}

function expectLock({ hasLock }: ArrayHandle): void {
  if (!hasLock) throw new PlaygroundError('E_UNSUPPORTED', 'This array was made without a lock.');
}

export const sharedArray: ObjectKind = {
  kind: 'array',
  part: { ...lockPart, bytes: ({ bytes }: ArrayBlueprint) => CELL_BYTES + bytes },
  proxy: (realm: Realm, handle: ArrayHandle) => new ArrayProxy(realm, handle),
  blocking: (realm: BlockingRealm, array: ArrayProxy) => new BlockingArray(realm, array),
};
