/** The window's side of the pool of processes. */
import { cancelled } from '../common/cancelled';
import { checkCall, elements, isList, known, refused } from '../common/checks';
import { deadline } from '../common/deadline';
import { PlaygroundError } from '../common/errors';
import { areShared, joined, packAll, uncloneable, uncloneableArguments } from '../common/items';
import { isPrimitive, kept, pack, unpack, type Mark, type Marker } from '../common/packed';
import type { TaskRequest } from '../common/protocol';
import type {
  ApplyOptions,
  Future,
  ItemSource,
  MapOptions,
  PoolStats,
  ProcessPool,
  ResultStream,
  ShutdownOptions,
  StreamOptions,
  TaskName,
} from '../common/types';
import { argumentList, compiledItems } from './compiled-arguments';
import type { EngineClient } from './engine-client';
import { asError, failed, TaskFuture } from './future';
import { LeaseClient } from './lease-client';
import { NumberRoom } from './number-room';
import { OWN_POOL, type PoolAddress } from './pool-address';
import { checkMap, mapOn } from './pool-map';
import { ShutdownState, shutdownOptions } from './pool-shutdown';
import { streamOn } from './pool-stream';
import { TaskQueue, type Task as QueuedTask } from './task-queue';
import { resultOf, resultsOf } from './task-results';
import { compiledName, expectInOrder, sourceOf } from './task-source';

type AnyFunction = (...args: never[]) => unknown;

/** How the library's objects are converted in the arguments and results of calls. */
export interface ObjectTravel {
  /** Makes a call that may have objects among its arguments; they are held until it has settled. */
  lending<T>(call: (lend: Mark) => Promise<T>): Promise<T>;
  revive(marker: Marker): unknown;
}

export class ProcessPoolHandle implements ProcessPool {
  readonly #engine: EngineClient;
  readonly #workers: number;
  readonly #address: PoolAddress;
  readonly #queue: TaskQueue;
  readonly #objects: () => ObjectTravel;
  readonly #shutdownState = new ShutdownState();
  readonly #room = new NumberRoom();

  constructor(
    engine: EngineClient,
    workers: number,
    objects: () => ObjectTravel,
    address = OWN_POOL,
  ) {
    this.#engine = engine;
    this.#workers = workers;
    this.#address = address;
    this.#objects = objects;
    this.#queue = new TaskQueue(new LeaseClient(engine, address), workers, (marker) =>
      objects().revive(marker),
    );
  }

  async map<O>(
    task: TaskName | AnyFunction,
    items: Iterable<unknown>,
    options: MapOptions = {},
  ): Promise<O[]> {
    this.#shutdownState.check();
    checkMap(options);
    expectInOrder(task, items);
    const name = compiledName(task);
    const code = name === null ? { source: sourceOf('task', task) } : { task: name };
    const objects = this.#objects();
    return objects.lending(async (lend) => {
      const list =
        name !== null
          ? compiledItems(items)
          : packAll(
              isList(items) ? items : elements('items', items),
              (index) => `items[${index}]`,
              lend,
              this.#engine.sharesMemory ? (length) => this.#room.take(length) : undefined,
            );
      this.yield();
      const { pool, prepare } = this.#address;
      const request = { on: 'processes', code, items: list, pool } as const;
      const pieces = await mapOn(this.#engine, request, options, prepare);
      const values = joined(pieces, (value) => unpack(value, (marker) => objects.revive(marker)));
      // The processes are done with them. After a failure one may still write.
      if (areShared(list)) this.#room.giveBack(list);
      return (name === null ? values : resultsOf(name, values as number[])) as O[];
    });
  }

  submit<O>(task: TaskName | AnyFunction, ...args: unknown[]): Future<O> {
    return this.#submit(task, args);
  }

  apply<O>(
    task: TaskName | AnyFunction,
    args: readonly unknown[] = [],
    options: ApplyOptions = {},
  ): Future<O> {
    try {
      checkCall(known('options', options, ['signal', 'timeoutMs']));
      if (!isList(args)) throw refused('args', args, 'an array of arguments');
      if (options.signal?.aborted) throw cancelled(options.signal);
    } catch (error) {
      return failed(error);
    }
    return this.#submit(task, args, (queued) => this.#limit(queued, options));
  }

  imap<O>(
    task: TaskName | AnyFunction,
    items: ItemSource<unknown>,
    options?: StreamOptions,
  ): ResultStream<O> {
    return this.#stream(task, items, options, true);
  }

  imapUnordered<O>(
    task: TaskName | AnyFunction,
    items: ItemSource<unknown>,
    options?: StreamOptions,
  ): ResultStream<O> {
    return this.#stream(task, items, options, false);
  }

  #stream<O>(
    task: TaskName | AnyFunction,
    items: ItemSource<unknown>,
    options: StreamOptions | undefined,
    ordered: boolean,
  ): ResultStream<O> {
    this.#shutdownState.check();
    expectInOrder(task, items);
    if (compiledName(task) === null) sourceOf('task', task);
    const run = (chunk: unknown[], signal: AbortSignal): Promise<O[]> =>
      this.map(task, chunk, { chunksize: chunk.length, signal });
    return streamOn(run, items, options, { ordered, workers: this.#workers });
  }

  /** Ends the task when its signal is aborted, or its time is over. */
  #limit(queued: QueuedTask, { signal, timeoutMs }: ApplyOptions): void {
    const over = new AbortController();
    const end = (): void => over.abort();
    queued.future.then(end, end);
    const abort = (): void => this.#queue.abort(queued, cancelled(signal));
    signal?.addEventListener('abort', abort, { signal: over.signal });
    if (timeoutMs === undefined) return;
    const callOff = deadline(timeoutMs, () => {
      const message = `The task took longer than ${timeoutMs} ms.`;
      this.#queue.abort(queued, new PlaygroundError('E_TIMEOUT', message));
    });
    over.signal.addEventListener('abort', callOff);
  }

  #submit<O>(
    task: TaskName | AnyFunction,
    args: readonly unknown[],
    whenQueued?: (queued: QueuedTask) => void,
  ): Future<O> {
    let name: TaskName | null;
    let objects: ObjectTravel;
    try {
      this.#shutdownState.check();
      name = compiledName(task);
      objects = this.#objects();
    } catch (error) {
      return failed(error);
    }
    const future = new TaskFuture<O>(resultReader(name) as (value: O) => O);
    const submitted = objects.lending((lend) => {
      const request: TaskRequest =
        name === null
          ? {
              code: { source: sourceOf('task', task) },
              items: [packedArguments(args, lend)],
              spread: true,
            }
          : { code: { task: name }, items: argumentList(args) };
      const queued: QueuedTask = { request, future: future as TaskFuture<unknown> };
      this.#queue.submit(queued);
      whenQueued?.(queued);
      // If it is not posted yet, take a snapshot of the arguments, so that later changes have no
      // effect.
      if (queued.request && !args.every(isPrimitive)) keep(queued);
      return future;
    });
    // An error before the task was queued settles the future.
    submitted.catch((error: unknown) => future.fail(asError(error)));
    return future;
  }

  async shutdown(options: ShutdownOptions = {}): Promise<void> {
    const { wait, cancelPending } = shutdownOptions(options);
    this.#shutdownState.close();
    this.yield();
    if (cancelPending) this.#queue.cancelPending();
    const over = this.#end(cancelPending);
    if (wait) await over;
  }

  async stats(): Promise<PoolStats> {
    // The engine counts a leased process as busy.
    this.#queue.giveBack();
    const { pool, prepare } = this.#address;
    const stats = await this.#engine.withLink((link) => {
      prepare(link);
      return link.call('stats', ['processes', pool]);
    });
    const { pending, done } = this.#queue.figures;
    return { ...stats, pending: stats.pending + pending, done: stats.done + done };
  }

  /** To be called before another use of the pool: gives idle leases back. */
  yield(): void {
    this.#queue.seal();
  }

  async #end(cancelPending: boolean): Promise<void> {
    // Waiting tasks still need processes, so the engine's pool stays open for them.
    if (!cancelPending) await this.#queue.drained();
    // The pool of a lost engine has ended.
    if (this.#engine.isThere)
      await this.#engine.ask('shutdown', cancelPending, this.#address.pool).catch(() => undefined);
    await this.#queue.drained();
  }
}

/** The packed arguments of one call; the error names the one that cannot be sent. */
function packedArguments(args: readonly unknown[], lend: Mark): ReturnType<typeof pack> {
  try {
    return pack(args, lend);
  } catch (error) {
    if ((error as PlaygroundError).code !== 'E_CLONE') throw error;
    const index = args.findIndex((arg) => {
      try {
        pack(arg);
        return false;
      } catch {
        return true;
      }
    });
    throw uncloneable(`args[${index}]`, error);
  }
}

/** The request with a snapshot of the arguments. */
function keep(task: QueuedTask): void {
  const { request } = task;
  if (!request || !Array.isArray(request.items)) return;
  const [list = { packed: [] }] = request.items;
  try {
    task.request = { ...request, items: [kept(list)] };
  } catch (error) {
    task.future.fail(uncloneableArguments(list, error));
  }
}

/**
 * A function of its own, because a closure in the caller would retain the arguments as long as the
 * future.
 */
function resultReader(name: TaskName | null): (value: unknown) => unknown {
  return (value) => (name === null ? value : resultOf(name, value as number));
}
