/** A pool of processes of its own, beside the playground's. */
import { callable, elements, integer, known, MAX_ITEMS, refused } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import { uncloneable } from '../common/items';
import { kept, pack, type Packed } from '../common/packed';
import type { PoolRequest } from '../common/protocol';
import type { OwnPool, PoolOptions } from '../common/types';
import { ASYNC_DISPOSE, DISPOSE } from '../objects/rules';
import type { EngineClient, EngineLink } from './engine-client';
import { ProcessPoolHandle, type ObjectTravel } from './process-pool-handle';
import { sourceOf } from './task-source';

const MOST_WORKERS = 64;
const POOL_OPTIONS = ['workers', 'initializer', 'initargs', 'maxTasksPerProcess'] as const;

export class OwnPoolHandle extends ProcessPoolHandle implements OwnPool {
  readonly workers: number;
  readonly #engine: EngineClient;
  readonly #pool: number;
  #over: Promise<void> | undefined;
  /** Lets go of the objects among `initargs`. */
  readonly #letGo: () => void;

  /** `pool` is its number, from 1; `workers` the default of the option. */
  constructor(
    engine: EngineClient,
    pool: number,
    workers: number,
    objects: () => ObjectTravel,
    options: PoolOptions | undefined,
  ) {
    const { request, letGo } = checked(pool, workers, objects, options);
    const isThere = new WeakSet<EngineLink>();
    super(engine, request.workers, objects, {
      pool,
      tasksPerLease: request.maxTasks > 0 ? 1 : Infinity,
      prepare: (link) => {
        // Once for each engine: a lost one has taken its pools along.
        if (isThere.has(link)) return;
        isThere.add(link);
        link.call('poolOpen', [request]).catch(() => undefined);
      },
    });
    this.workers = request.workers;
    this.#engine = engine;
    this.#pool = pool;
    this.#letGo = letGo;
  }

  close(): Promise<void> {
    this.#over ??= this.shutdown().finally(this.#letGo);
    return this.#over;
  }

  async terminate(): Promise<void> {
    // Refuses later calls and cancels what waits; what runs is ended below.
    const over = this.shutdown({ cancelPending: true });
    over.catch(() => undefined);
    // The pools of a lost engine have ended.
    if (this.#engine.isThere) {
      await this.#engine.ask('poolTerminate', this.#pool).catch(() => undefined);
    }
    await over;
    this.#letGo();
  }

  async [ASYNC_DISPOSE](): Promise<void> {
    await this.close();
  }

  [DISPOSE](): void {
    this.terminate().catch(() => undefined);
  }
}

/** The options, and the arguments of the initializer as they are now. */
function checked(
  pool: number,
  most: number,
  objects: () => ObjectTravel,
  options: PoolOptions | undefined,
): { request: PoolRequest; letGo: () => void } {
  const given = known('options', options, POOL_OPTIONS);
  const { workers = most, initializer, initargs = [], maxTasksPerProcess: maxTasks } = given;
  integer('workers', workers, 1, MOST_WORKERS);
  if (maxTasks !== undefined) integer('maxTasksPerProcess', maxTasks, 1, MAX_ITEMS);
  const list = elements('initargs', initargs, 'an array of arguments');
  const request = { pool, workers, maxTasks: maxTasks ?? 0 };
  if (initializer === undefined) {
    if (list.length > 0) throw refused('initargs', initargs, 'empty without an initializer');
    return { request: { ...request, initializer: null }, letGo: () => undefined };
  }
  callable('initializer', initializer);
  const source = sourceOf('initializer', initializer);
  const { args, letGo } = held(list, objects());
  return { request: { ...request, initializer: { source, args } }, letGo };
}

/** The arguments, whose objects the window holds until they are let go. */
function held(list: unknown[], objects: ObjectTravel): { args: Packed; letGo: () => void } {
  let letGo!: () => void;
  const over = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let args: Packed | undefined;
  let failure: unknown;
  void objects.lending(async (lend) => {
    try {
      const packed = pack(list, lend);
      if (packed.transfer) {
        const why = 'what moves can move to one process only';
        throw new PlaygroundError('E_ARGUMENT', `initargs cannot be moved: ${why}.`);
      }
      args = kept(packed);
    } catch (error) {
      failure = error;
      return;
    }
    await over;
  });
  if (args) return { args, letGo };
  const { code } = failure as Partial<PlaygroundError>;
  throw code === 'E_ARGUMENT' || code === 'E_CLOSED' ? failure : uncloneable('initargs', failure);
}
