/**
 * The library's objects in the window, which makes them. Where memory is shared it has the heap and
 * uses it without blocking; elsewhere its calls go to the engine.
 */
import { decode, encode } from '../common/codec';
import type { Ending } from '../common/ending';
import { PlaygroundError } from '../common/errors';
import type {
  Blueprint,
  Handle,
  Holding,
  ObjectCall,
  ObjectReply,
  Opening,
  Place,
} from '../common/handles';
import type { Marked, Marker } from '../common/markers';
import type { HeapMemory } from '../heap/heap-memory';
import { HeapInstance } from '../heap/instance';
import { WINDOW_AGENT, WINDOW_REGION } from '../heap/layout';
import { HeapParts } from '../objects/heap-parts';
import { partNamed, proxyFor } from '../objects/kinds/index';
import { abortable } from '../objects/abort';
import { PendingCalls } from '../objects/pending';
import type { LocalObject, Maker, Operand } from '../objects/realm';
import { Registry } from '../objects/registry';
import { closedHere } from '../objects/rules';
import type { EngineClient } from './engine-client';
import type { Generation } from './generation';
import { SpareParts } from './spare-parts';

/** The id for the caller's own functions among the pending calls; no object has it. */
const OWN_FUNCTIONS = 0;
/**
 * From this many bytes in the heap on, an object's size is made visible to the garbage collector.
 */
const HEAVY_BYTES = 4096;

/** The objects of one engine; they live as long as it does. */
export class WindowObjects implements Maker {
  readonly #engine: EngineClient;
  readonly #generation: Generation;
  readonly #reasonNotShared: () => string;
  readonly #registry: Registry;
  readonly #heap: HeapParts | null;
  readonly #spares: SpareParts;
  /**
   * For parts that the engine makes: resolves when the part exists, or rejects with the failure.
   */
  readonly #opened = new Map<number, Promise<void>>();
  readonly #pending = new PendingCalls();
  /** The id of the last call that can be given up. */
  #lastCall = 0;
  /**
   * Unused memory as large as an object in the heap, so that the garbage collector takes the
   * object's size into account.
   */
  readonly #weights = new WeakMap<object, ArrayBuffer>();

  constructor(engine: EngineClient, generation: Generation, reasonNotShared: () => string) {
    this.#engine = engine;
    this.#generation = generation;
    this.#reasonNotShared = reasonNotShared;
    const { heap, heapModule } = generation;
    this.#heap =
      heap && heapModule
        ? new HeapParts(HeapInstance.over(heapModule, heap, WINDOW_REGION), WINDOW_AGENT)
        : null;
    this.#spares = new SpareParts((ids) => void this.#tell({ drops: ids }));
    this.#registry = new Registry(generation.owner, (holding) => this.#holding(holding));
    void generation.over.then((reason) => this.#pending.endAll(reason));
  }

  get owner(): string {
    return this.#generation.owner;
  }

  newId(): number {
    return this.#generation.newId();
  }

  /** A new part: made here, or by the engine where only that has the heap. */
  makePart(blueprint: Blueprint): Place {
    this.#generation.check();
    const heap = partNamed(blueprint.kind).lives === 'heap' ? this.#heap : null;
    const spare = this.#spares.take(blueprint);
    if (spare) {
      heap?.renew(blueprint, spare.at);
      return { id: spare.id, at: spare.at };
    }
    const at = heap?.make(blueprint) ?? 0;
    const opening: Opening = { id: this.newId(), at, blueprint };
    this.#spares.made(opening);
    const opened = this.#engine.askIn(this.#generation, 'objectsOpen', [[opening]]);
    if (at === 0) {
      // Every call waits for it and reports what went wrong; alone, it is no unhandled rejection.
      this.#opened.set(opening.id, opened);
    }
    opened.catch(() => undefined);
    return { id: opening.id, at };
  }

  add<T extends LocalObject>(object: T, bytes = 0): T {
    if (bytes >= HEAVY_BYTES) this.#weights.set(object, new ArrayBuffer(bytes));
    return this.#registry.add(object, object.handle);
  }

  viewHeap(): HeapMemory {
    if (this.#heap) return this.#heap.instance.heap;
    throw new PlaygroundError('E_NOT_ISOLATED', this.#reasonNotShared());
  }

  /** The window's own object for a marker in a result. */
  revive(marker: Marker): object {
    return this.#revive(marker, true);
  }

  /**
   * Makes a call with objects among its arguments: `lend` gives an object's marker, and the window
   * holds the object until the call has settled, so that it exists until the other realm holds it.
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

  operate(
    operand: Operand,
    call: Omit<ObjectCall, 'object'>,
    signal?: AbortSignal,
  ): Promise<ObjectReply> {
    const { kind, id, at, by } = operand;
    const { lost } = this.#generation;
    if (lost) return Promise.reject(lost);
    const heap = partNamed(kind).lives === 'heap' ? this.#heap : null;
    const operate = (ending: Ending): Promise<ObjectReply> =>
      heap
        ? heap.operate({ kind, at, agent: WINDOW_AGENT, ending }, { object: id, ...call })
        : this.#ask({ object: id, by, ...call }, ending, signal);
    return this.#pending.run(by ?? id, (ending) =>
      signal ? abortable(signal, ending, operate) : operate(ending),
    );
  }

  objectFor(handle: Handle): LocalObject {
    return this.#revive({ '@parallel-playground': handle }, false) as LocalObject;
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

  async release(object: LocalObject): Promise<void> {
    const { handle } = object;
    const over = this.#pending.has(handle.id) && this.#pending.end(handle.id, closedHere());
    // Its calls must have ended before its memory is reused. Calls that went to the engine are
    // ended there.
    if (this.#heap && over) await over;
    this.#heap?.releaseHeldOf(handle, WINDOW_AGENT);
    this.#registry.release(object, handle);
    // Resolves when the engine knows: calls reach it in order.
    if (!this.#generation.lost) await this.#tell({});
  }

  #revive(marker: Marker, wasSent: boolean): object {
    return this.#registry.revive(marker, wasSent, (handle) => proxyFor(this, handle));
  }

  async #ask(call: ObjectCall, ending: Ending, signal?: AbortSignal): Promise<ObjectReply> {
    await this.#opened.get(call.object);
    // The engine knows of the release by now, and would treat this as a later call.
    if (ending.hasCome) throw closedHere();
    if (!signal) return this.#engine.askIn(this.#generation, 'objectsOperate', [call]);
    this.#lastCall += 1;
    const id = this.#lastCall;
    const ignore = ending.listen(() => {
      this.#engine.askIn(this.#generation, 'objectsGiveUp', [id]).catch(() => undefined);
    });
    try {
      return await this.#engine.askIn(this.#generation, 'objectsOperate', [{ ...call, id }]);
    } finally {
      ignore();
    }
  }

  /**
   * Passes the registry's report on, except for parts that no other realm has had: they are reused.
   */
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
