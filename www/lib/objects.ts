/**
 * Queues, pipes, locks and the rest, as the window makes and sees them. Where memory is shared it has the heap as well, and uses it
 * without ever blocking; elsewhere its calls go to the engine.
 */
import { decode, encode } from '../common/codec';
import type { Ending } from '../common/ending';
import {
  type Blueprint,
  type ConnectionHandle,
  type Handle,
  type Holding,
  type ObjectCall,
  type ObjectReply,
  type Opening,
  type Place,
} from '../common/handles';
import type { Marked, Marker } from '../common/markers';
import { HeapInstance } from '../heap/instance';
import { CELL_BYTES, QUEUE_BYTES, WINDOW_REGION } from '../heap/layout';
import { HeapObjects } from '../heap/objects';
import { ArrayProxy, elementBytes, TYPECODES } from '../objects/array';
import type { Home, Operand } from '../objects/home';
import { PendingCalls } from '../objects/pending';
import {
  BarrierProxy,
  ConnectionProxy,
  EventProxy,
  ListProxy,
  LockProxy,
  proxyFor,
  QueueProxy,
} from '../objects/proxies';
import { Registry } from '../objects/registry';
import { elements, flag, integer, known, MAX_COUNT, oneOf } from '../common/checks';
import type { EngineClient } from './engine-client';
import { PlaygroundError } from '../common/errors';
import type { Generation } from './generation';
import { SpareParts } from './spare-parts';
import type {
  Connection,
  PipeOptions,
  QueueOptions,
  SharedArray,
  SharedArrayOptions,
  Typecode,
} from '../common/types';

/** The most that a semaphore counts and a queue bounds. */
const MOST = 0x7fff_ffff;
const MAX_PARTIES = 2047;
/** The window's identity for locks, as the engine knows it. */
const WINDOW_AGENT = 2;
/** Under what its own functions run in the list of its calls, which no object is called. */
const OWN_FUNCTIONS = 0;
/** The window's objects that weigh more in the heap tell the garbage collector so. */
const HEAVY_BYTES = 4096;

/** The objects of one engine, which live as long as it does. */
export class WindowObjects implements Home {
  readonly #engine: EngineClient;
  readonly #generation: Generation;
  readonly #reasonNotShared: () => string;
  readonly #registry: Registry;
  readonly #heap: HeapObjects | null;
  readonly #spares: SpareParts;
  /** Of what is open: what went wrong, or that it is there. */
  readonly #opened = new Map<number, Promise<void>>();
  readonly #pending = new PendingCalls();
  /** Memory that is never touched, by which the garbage collector knows what an object weighs. */
  readonly #weights = new WeakMap<object, ArrayBuffer>();

  constructor(engine: EngineClient, generation: Generation, reasonNotShared: () => string) {
    this.#engine = engine;
    this.#generation = generation;
    this.#reasonNotShared = reasonNotShared;
    const { heap, heapModule } = generation;
    this.#heap =
      heap && heapModule
        ? new HeapObjects(HeapInstance.over(heapModule, heap, WINDOW_REGION), WINDOW_AGENT)
        : null;
    this.#spares = new SpareParts((ids) => void this.#tell({ drops: ids }));
    this.#registry = new Registry(generation.owner, (holding) => this.#holding(holding));
    void generation.over.then((reason) => this.#pending.endAll(reason));
  }

  queue(options?: QueueOptions): QueueProxy {
    const { maxsize = 0 } = known('options', options, ['maxsize']);
    integer('maxsize', maxsize, 0, MOST);
    const place = this.#make({ kind: 'queue', maxsize, overflows: true });
    const handle = { kind: 'queue', ...place, maxsize, ...this.#owned } as const;
    return this.#add(new QueueProxy(this, handle), QUEUE_BYTES);
  }

  pipe(options?: PipeOptions): [Connection, Connection] {
    const { duplex = true } = known('options', options, ['duplex']);
    flag('duplex', duplex);
    const blueprint = { kind: 'queue', maxsize: 0, overflows: false } as const;
    const there = this.#make(blueprint);
    const back = duplex ? this.#make(blueprint) : null;
    // As in Python: of a pipe in one direction the first end receives.
    const end = (sends: Place | null, receives: Place | null): ConnectionProxy => {
      const id = this.#generation.newId();
      const handle: ConnectionHandle = {
        kind: 'connection',
        id,
        sends,
        receives,
        ...this.#owned,
      };
      return this.#add(new ConnectionProxy(this, handle), QUEUE_BYTES);
    };
    return [end(back, there), end(there, back)];
  }

  lock(): LockProxy {
    const place = this.#make({ kind: 'lock' });
    return this.#add(new LockProxy(this, { kind: 'lock', ...place, ...this.#owned }));
  }

  semaphore(value = 1): LockProxy {
    const units = integer('value', value, 0, MOST);
    const place = this.#make({ kind: 'semaphore', units });
    return this.#add(new LockProxy(this, { kind: 'semaphore', ...place, ...this.#owned }));
  }

  event(): EventProxy {
    const place = this.#make({ kind: 'event' });
    return this.#add(new EventProxy(this, { kind: 'event', ...place, ...this.#owned }));
  }

  barrier(parties: number): BarrierProxy {
    integer('parties', parties, 1, MAX_PARTIES);
    const place = this.#make({ kind: 'barrier', parties });
    return this.#add(new BarrierProxy(this, { kind: 'barrier', ...place, ...this.#owned }));
  }

  list(): ListProxy {
    const { id } = this.#make({ kind: 'list' });
    return this.#add(new ListProxy(this, { kind: 'list', id, ...this.#owned }));
  }

  sharedArray(
    typecode: Typecode,
    lengthOrValues: number | Iterable<number | bigint>,
    options?: SharedArrayOptions,
  ): SharedArray {
    const { lock = true } = known('options', options, ['lock']);
    oneOf('typecode', typecode, TYPECODES);
    flag('lock', lock);
    const values =
      typeof lengthOrValues === 'number'
        ? []
        : elements('lengthOrValues', lengthOrValues, 'a length or an iterable of values');
    const length =
      typeof lengthOrValues === 'number'
        ? integer('lengthOrValues', lengthOrValues, 0, MAX_COUNT)
        : values.length;
    const heap = this.#sharedHeap();
    const bytes = elementBytes(typecode, length);
    const place = this.#make({ kind: 'array', bytes });
    const array = this.#add(
      new ArrayProxy(this, heap.instance.heap, {
        kind: 'array',
        ...place,
        typecode,
        length,
        hasLock: lock,
        ...this.#owned,
      }),
      bytes,
    );
    try {
      array.elements.fill(values);
    } catch (error) {
      void array.close();
      throw error;
    }
    return array;
  }

  /** The window's own object for what came back in a result. */
  revive(marker: Marker): object {
    return this.#revive(marker, true);
  }

  /**
   * Makes a call whose arguments may have objects among them: `lend` gives what stands for one, and the window holds it until the
   * call has settled, so that it lives until the other realm has it.
   */
  async lending<T>(call: (lend: (object: Marked) => Marker) => Promise<T>): Promise<T> {
    const lent: Handle[] = [];
    try {
      return await call((object) => {
        const marker = this.#registry.lend(object);
        const handle = marker['@parallel-playground'];
        this.#spares.share(handle);
        lent.push(handle);
        return marker;
      });
    } finally {
      for (const handle of lent) this.#registry.takeBack(handle);
    }
  }

  operate(operand: Operand, call: Omit<ObjectCall, 'object'>): Promise<ObjectReply> {
    const { kind, id, at, by } = operand;
    const { lost } = this.#generation;
    if (lost) return Promise.reject(lost);
    const heap = kind === 'list' ? null : this.#heap;
    if (!heap || kind === 'list') {
      return this.#pending.run(by ?? id, (ending) =>
        this.#ask({ object: id, by, ...call }, ending),
      );
    }
    return this.#pending.run(by ?? id, (ending) =>
      heap.operate({ kind, at, agent: WINDOW_AGENT, ending }, { object: id, ...call }),
    );
  }

  untilOver<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#pending.run(OWN_FUNCTIONS, async () => work());
  }

  encode(value: unknown): Uint8Array {
    return encode(value, (object) => {
      const marker = this.#registry.send(object);
      this.#spares.share(marker['@parallel-playground']);
      return marker;
    });
  }

  decode(bytes: Uint8Array, isLast: boolean): unknown {
    return decode(bytes, (marker) => this.#revive(marker, isLast));
  }

  markerOf(handle: Handle): Marker {
    const { lost } = this.#generation;
    if (lost) throw new PlaygroundError('E_WORKER_LOST', `The object is lost: ${lost.message}`);
    return { '@parallel-playground': handle };
  }

  blockingForm(): unknown {
    if (!this.#heap) throw new PlaygroundError('E_NOT_ISOLATED', this.#reasonNotShared());
    throw new PlaygroundError('E_UNSUPPORTED', 'The window must not block: use the call itself.');
  }

  async release(object: object, handle: Handle): Promise<void> {
    const over = this.#pending.has(handle.id) && this.#pending.end(handle.id, released());
    // Nothing of it may go on when its memory serves for something else. What was asked of the engine is ended there.
    if (this.#heap && over) await over;
    this.#heap?.giveUp(handle, WINDOW_AGENT);
    this.#registry.release(object, handle);
    // Settled when the engine has heard of it: calls reach it in their order.
    if (!this.#generation.lost) await this.#tell({});
  }

  get #owned(): { owner: string } {
    return { owner: this.#generation.owner };
  }

  #revive(marker: Marker, wasSent: boolean): object {
    return this.#registry.revive(marker, wasSent, (handle) => {
      if (handle.kind !== 'array') return proxyFor(this, handle);
      return new ArrayProxy(this, this.#sharedHeap().instance.heap, handle);
    });
  }

  #sharedHeap(): HeapObjects {
    if (this.#heap) return this.#heap;
    throw new PlaygroundError('E_NOT_ISOLATED', this.#reasonNotShared());
  }

  #add<T extends { handle: Handle }>(object: T, bytes = CELL_BYTES): T {
    if (bytes >= HEAVY_BYTES) this.#weights.set(object, new ArrayBuffer(bytes));
    return this.#registry.add(object, object.handle);
  }

  /** A new object of the heap's: made here, or by the engine where only that has the heap. */
  #make(blueprint: Blueprint): Place {
    this.#generation.check();
    const spare = this.#spares.take(blueprint);
    if (spare) {
      if (blueprint.kind !== 'list') this.#heap?.renew(blueprint, spare.at);
      return spare;
    }
    const at = this.#heap && blueprint.kind !== 'list' ? this.#heap.make(blueprint) : 0;
    const opening: Opening = { id: this.#generation.newId(), at, blueprint };
    this.#spares.made(opening);
    const opened = this.#engine.askIn(this.#generation, 'objectsOpen', [[opening]]);
    if (at === 0) {
      // Every call waits for it and says what went wrong; alone, it is no unhandled rejection.
      this.#opened.set(opening.id, opened);
    }
    opened.catch(() => undefined);
    return { id: opening.id, at };
  }

  async #ask(call: ObjectCall, ending: Ending): Promise<ObjectReply> {
    await this.#opened.get(call.object);
    // The engine has heard of the release by now, and would take this for a later call.
    if (ending.hasCome) throw released();
    return this.#engine.askIn(this.#generation, 'objectsOperate', [call]);
  }

  /** What the registry has to tell: parts that nobody else has ever had may be used again. */
  #holding({ drops = [], closes = [], ...rest }: Holding): void {
    const kept = new Set(drops.filter((id) => this.#spares.keep(id)));
    const isOthers = (id: number): boolean => !kept.has(id);
    const others = drops.filter(isOthers);
    for (const id of others) this.#opened.delete(id);
    void this.#tell({ ...rest, drops: others, closes: closes.filter(isOthers) });
  }

  #tell(holding: Holding): Promise<void> {
    return this.#engine.askIn(this.#generation, 'objectsHolding', [holding]).catch(() => undefined);
  }
}

function released(): PlaygroundError {
  return new PlaygroundError('E_CLOSED', 'The object has been closed here.');
}
