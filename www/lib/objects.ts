/**
 * Queues, pipes, locks and the rest, as the window sees them. The window must not block, so calls go to the engine; only a shared
 * array is memory that it reads and writes itself.
 */
import type { ArrayHandle, Blueprint, ObjectCall, ObjectReply, Place } from '../common/handles';
import { MARK, type Marker } from '../common/packed';
import { CELL_BYTES, QUEUE_BYTES } from '../heap/memory';
import { ArrayInHeap, bytesOf, TYPECODES } from '../objects/array';
import {
  AskingBarrier,
  AskingConnection,
  AskingEvent,
  AskingList,
  AskingLock,
  AskingQueue,
  askingObject,
  type Asker,
} from '../objects/asking';
import { flag, integer, known, MAX_COUNT, oneOf, refused } from './checks';
import type { EngineClient } from './engine-client';
import { PlaygroundError } from './errors';
import type {
  Connection,
  PipeOptions,
  QueueOptions,
  SharedArray,
  SharedArrayOptions,
  Typecode,
} from './types';

/** The most that a semaphore counts and a queue bounds: what fits in a word, with room to add. */
const MOST = 0x7fff_ffff;
const MAX_PARTIES = 2047;

/** The objects of one engine live as long as it does. */
interface Era {
  lost?: PlaygroundError;
}

export class WindowObjects {
  readonly #engine: EngineClient;
  readonly #reasonNotShared: () => string;
  #era: Era = {};
  #nextId = 1;

  constructor(engine: EngineClient, reasonNotShared: () => string) {
    this.#engine = engine;
    this.#reasonNotShared = reasonNotShared;
  }

  /** The engine is lost, and with it all that was made so far. */
  lose(reason: PlaygroundError): void {
    this.#era.lost = reason;
    this.#era = {};
  }

  queue(options?: QueueOptions): AskingQueue {
    const { maxsize = 0 } = known('options', options, ['maxsize']);
    integer('maxsize', maxsize, 0, MOST);
    const place = this.#place(QUEUE_BYTES);
    const asker = this.#open([{ kind: 'queue', ...place, maxsize }]);
    return new AskingQueue(asker, { kind: 'queue', ...place, maxsize });
  }

  pipe(options?: PipeOptions): [Connection, Connection] {
    const { duplex = true } = known('options', options, ['duplex']);
    flag('duplex', duplex);
    const there = this.#place(QUEUE_BYTES);
    const back = duplex ? this.#place(QUEUE_BYTES) : null;
    const asker = this.#open(
      [there, back].flatMap((place) =>
        place ? [{ kind: 'queue' as const, ...place, maxsize: 0 }] : [],
      ),
    );
    // As in Python: of a pipe in one direction the first end receives.
    const end = (sends: Place | null, receives: Place | null): AskingConnection =>
      new AskingConnection(asker, { kind: 'connection', id: this.#id(), sends, receives });
    return [end(back, there), end(there, back)];
  }

  lock(): AskingLock {
    const place = this.#place(CELL_BYTES);
    return new AskingLock(this.#open([{ kind: 'lock', ...place }]), { kind: 'lock', ...place });
  }

  semaphore(value = 1): AskingLock {
    const units = integer('value', value, 0, MOST);
    const place = this.#place(CELL_BYTES);
    const asker = this.#open([{ kind: 'semaphore', ...place, units }]);
    return new AskingLock(asker, { kind: 'semaphore', ...place });
  }

  event(): AskingEvent {
    const place = this.#place(CELL_BYTES);
    return new AskingEvent(this.#open([{ kind: 'event', ...place }]), { kind: 'event', ...place });
  }

  barrier(parties: number): AskingBarrier {
    integer('parties', parties, 1, MAX_PARTIES);
    const place = this.#place(CELL_BYTES);
    const asker = this.#open([{ kind: 'barrier', ...place, parties }]);
    return new AskingBarrier(asker, { kind: 'barrier', ...place });
  }

  list(): AskingList {
    const id = this.#id();
    return new AskingList(this.#open([{ kind: 'list', id }]), { kind: 'list', id });
  }

  sharedArray(
    typecode: Typecode,
    lengthOrValues: number | Iterable<number | bigint>,
    options?: SharedArrayOptions,
  ): SharedArray {
    const { lock = true } = known('options', options, ['lock']);
    oneOf('typecode', typecode, TYPECODES);
    flag('lock', lock);
    const values = typeof lengthOrValues === 'number' ? [] : listOf(lengthOrValues);
    const length =
      typeof lengthOrValues === 'number'
        ? integer('lengthOrValues', lengthOrValues, 0, MAX_COUNT)
        : values.length;
    const { heap } = this.#engine;
    if (!heap) throw new PlaygroundError('E_NOT_ISOLATED', this.#reasonNotShared());
    const at = heap.allocate(bytesOf(typecode, length));
    const place = lock ? this.#place(CELL_BYTES) : null;
    const handle: ArrayHandle = {
      kind: 'array',
      id: this.#id(),
      at,
      typecode,
      length,
      lock: place,
    };
    const asker = place && this.#open([{ kind: 'lock', ...place }]);
    const array = this.#array(handle, asker);
    array.fill(values);
    return array;
  }

  /** The window's own object for what came back from a process. */
  revive({ '@parallel-playground': handle }: Marker): unknown {
    const asker = this.#asker(Promise.resolve());
    return handle.kind === 'array' ? this.#array(handle, asker) : askingObject(asker, handle);
  }

  #array(handle: ArrayHandle, asker: Asker | null): ArrayInWindow {
    const { heap } = this.#engine;
    if (!heap) throw new PlaygroundError('E_NOT_ISOLATED', this.#reasonNotShared());
    const { lock } = handle;
    const own = lock && asker ? new AskingLock(asker, { kind: 'lock', ...lock }) : null;
    return new ArrayInWindow(new ArrayInHeap(heap, handle, own && ((work) => own.withLock(work))));
  }

  /** Room in the heap, where the window has it; elsewhere the engine finds it. */
  #place(bytes: number): Place {
    return { id: this.#id(), at: this.#engine.heap?.allocate(bytes) ?? 0 };
  }

  #open(blueprints: Blueprint[]): Asker {
    const opened = this.#engine.ask('objectsOpen', blueprints);
    // Every call waits for it and says what went wrong; alone, it is no unhandled rejection.
    opened.catch(() => undefined);
    return this.#asker(opened);
  }

  #asker(opened: Promise<void>): Asker {
    const era = this.#era;
    return {
      revive: (marker) => this.revive(marker),
      ask: async (call: ObjectCall): Promise<ObjectReply> => {
        if (era.lost) throw era.lost;
        await opened;
        return this.#engine.ask('objectsOperate', call);
      },
    };
  }

  #id(): number {
    const id = this.#nextId;
    this.#nextId += 1;
    return id;
  }
}

/** The array with the calls that all objects of the window have: they give promises. */
class ArrayInWindow implements SharedArray {
  readonly #array: ArrayInHeap;

  constructor(array: ArrayInHeap) {
    this.#array = array;
  }

  get length(): number {
    return this.#array.length;
  }

  // Asynchronous, so that what is refused rejects as everywhere.
  async get(i: number): Promise<number | bigint> {
    return Promise.resolve(this.#array.get(i));
  }

  async set(i: number, value: number | bigint): Promise<void> {
    this.#array.set(i, value);
    return Promise.resolve();
  }

  async add(i: number, value: number | bigint): Promise<number | bigint> {
    return Promise.resolve(this.#array.add(i, value));
  }

  async withLock<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#array.withLock(work);
  }

  async toArray(): Promise<(number | bigint)[]> {
    return Promise.resolve(this.#array.toArray());
  }

  fill(values: readonly unknown[]): void {
    this.#array.fill(values);
  }

  [MARK](): Marker {
    return this.#array[MARK]();
  }
}

function listOf(values: unknown): readonly unknown[] {
  if (typeof (values as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === 'function') {
    return [...(values as Iterable<unknown>)];
  }
  throw refused('lengthOrValues', values, 'a length or an iterable of values');
}
