/** The window's side of the two pools. */
import { nowMs } from '../common/clock';
import {
  firstUncloneable,
  joined,
  keptItems,
  numbers,
  packAll,
  transferList,
  uncloneable,
  uncloneableArguments,
  type CompiledItems,
  type Items,
} from '../common/items';
import { isPrimitive, kept, pack, unpack, type Mark, type Marker } from '../common/packed';
import type { MapRequest, TaskRequest } from '../common/protocol';
import { viewName } from '../common/codec/kinds';
import {
  checkCall,
  elements,
  flag,
  integer,
  isList,
  known,
  MAX_ITEMS,
  refused,
} from '../common/checks';
import type { EngineClient } from './engine-client';
import { PlaygroundError } from '../common/errors';
import { asError, failed, TaskFuture } from './future';
import { LeaseClient } from './lease-client';
import { TaskQueue, type Task as QueuedTask } from './task-queue';
import { resultOf, resultsOf } from './task-results';
import { expectInOrder, compiledName, sourceOf } from './task-source';
import { ThreadTasks } from './thread-tasks';
import type {
  ChunkSpan,
  Environment,
  Future,
  MapOptions,
  Mode,
  PoolStats,
  ProcessPool,
  ShutdownOptions,
  TaskName,
  TaskResult,
  ThreadPool,
} from '../common/types';

type AnyFunction = (...args: never[]) => unknown;

/** How the library's objects are converted in the arguments and results of calls. */
export interface ObjectTravel {
  /** Makes a call that may have objects among its arguments; they are held until it has settled. */
  lending<T>(call: (lend: Mark) => Promise<T>): Promise<T>;
  revive(marker: Marker): unknown;
}

export class ProcessPoolHandle implements ProcessPool {
  readonly #engine: EngineClient;
  readonly #queue: TaskQueue;
  readonly #objects: () => ObjectTravel;
  readonly #door = new Door();

  constructor(engine: EngineClient, workers: number, objects: () => ObjectTravel) {
    this.#engine = engine;
    this.#objects = objects;
    this.#queue = new TaskQueue(new LeaseClient(engine), workers, (marker) =>
      objects().revive(marker),
    );
  }

  async map<O>(
    task: TaskName | AnyFunction,
    items: Iterable<unknown>,
    options: MapOptions = {},
  ): Promise<O[]> {
    this.#door.check();
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
            );
      this.yield();
      const pieces = await mapOn(this.#engine, { on: 'processes', code, items: list }, options);
      const values = joined(pieces, (value) => unpack(value, (marker) => objects.revive(marker)));
      return (name === null ? values : resultsOf(name, values as number[])) as O[];
    });
  }

  submit<O>(task: TaskName | AnyFunction, ...args: unknown[]): Future<O> {
    let name: TaskName | null;
    let objects: ObjectTravel;
    try {
      this.#door.check();
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
    const { wait = true, cancelPending = false } = known('options', options, SHUTDOWN_OPTIONS);
    flag('wait', wait);
    flag('cancelPending', cancelPending);
    this.#door.close();
    this.yield();
    if (cancelPending) this.#queue.cancelPending();
    const over = this.#end(cancelPending);
    if (wait) await over;
  }

  async stats(): Promise<PoolStats> {
    // The engine counts a leased process as busy.
    this.#queue.giveBack();
    const stats = await this.#engine.ask('stats', 'processes');
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
      await this.#engine.ask('shutdown', cancelPending).catch(() => undefined);
    await this.#queue.drained();
  }
}

export class ThreadPoolHandle implements ThreadPool {
  readonly #engine: EngineClient;
  readonly #mode: Mode;
  readonly #environment: Environment;
  readonly #tasks: ThreadTasks;
  readonly #door = new Door();
  readonly #maps = new Set<Promise<unknown>>();
  /** Aborted by a shutdown that cancels. */
  readonly #cancel = new AbortController();

  constructor(engine: EngineClient, mode: Mode, environment: Environment, workers: number) {
    this.#engine = engine;
    this.#mode = mode;
    this.#environment = environment;
    this.#tasks = new ThreadTasks(engine, workers);
  }

  async map<T extends TaskName>(
    task: T,
    items: Iterable<number | readonly number[]>,
    options: MapOptions = {},
  ): Promise<TaskResult<T>[]> {
    checkMap(options);
    expectInOrder(task, items);
    this.#check(task);
    const list = compiledItems(items);
    const cancel = new AbortController();
    const abort = (): void => cancel.abort(options.signal?.reason);
    const signals = [this.#cancel.signal, ...(options.signal ? [options.signal] : [])];
    for (const signal of signals) {
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort);
    }
    const request = { on: 'threads', code: { task }, items: list } as const;
    const map = mapOn(this.#engine, request, { ...options, signal: cancel.signal });
    this.#maps.add(map);
    try {
      return resultsOf(task, joined(await map) as number[]);
    } finally {
      this.#maps.delete(map);
      for (const signal of signals) signal.removeEventListener('abort', abort);
    }
  }

  submit<T extends TaskName>(task: T, ...args: number[]): Future<TaskResult<T>> {
    try {
      this.#check(task);
      const { args: list } = argumentList(args);
      // Converts the module's number to the task's result.
      return this.#tasks.submit({ task, args: list }) as unknown as Future<TaskResult<T>>;
    } catch (error) {
      return failed(error);
    }
  }

  async shutdown(options: ShutdownOptions = {}): Promise<void> {
    const { wait = true, cancelPending = false } = known('options', options, SHUTDOWN_OPTIONS);
    flag('wait', wait);
    flag('cancelPending', cancelPending);
    this.#expectThreads();
    this.#door.close();
    if (cancelPending) {
      this.#tasks.cancelPending();
      this.#cancel.abort();
    }
    if (wait) await Promise.all([this.#tasks.drained(), Promise.allSettled(this.#maps)]);
  }

  async stats(): Promise<PoolStats> {
    this.#expectThreads();
    const stats = await this.#engine.ask('stats', 'threads');
    return { ...stats, pending: stats.pending + this.#tasks.waiting };
  }

  #check(task: unknown): void {
    this.#expectThreads();
    this.#door.check();
    if (typeof task === 'function') {
      const why = 'A thread has no JavaScript of its own: threads run compiled tasks only.';
      throw new PlaygroundError('E_UNSUPPORTED', why);
    }
    if (typeof task !== 'string') throw refused('task', task, 'the name of a compiled task');
  }

  #expectThreads(): void {
    if (this.#mode === 'threads') return;
    const why = this.#environment.reasons[0] ?? 'This playground has no threads.';
    throw new PlaygroundError('E_NOT_ISOLATED', why);
  }
}

/** The entry to a pool: closed by shutdown. */
class Door {
  #closed = false;

  close(): void {
    this.#closed = true;
  }

  check(): void {
    if (this.#closed) throw new PlaygroundError('E_CLOSED', 'The pool has been shut down.');
  }
}

async function mapOn(
  engine: EngineClient,
  request: Pick<MapRequest, 'on' | 'code' | 'items'>,
  options: MapOptions,
): Promise<Items[]> {
  const startMs = nowMs();
  const { chunksize = 1, onSpans } = options;
  integer('chunksize', chunksize, 1, MAX_ITEMS);
  let { items } = request;
  const timed = onSpans !== undefined;
  // A snapshot, since they are not posted yet.
  if (!engine.postsAtOnce) items = keptItems(items);
  const { pieces, spans } = await engine
    .run(options, (link, call) =>
      link.call('map', [{ ...request, items, call, chunksize, timed }], transferList(items)),
    )
    .catch((error: unknown) => {
      const why = cloneFailure(error);
      if (why === null) throw error;
      throw uncloneable(`items[${firstUncloneable(items)}]`, why);
    });
  // The map rejects with an error that it throws; a promise that it returns is awaited.
  const tell: ((spans: ChunkSpan[]) => unknown) | undefined = onSpans;
  if (spans) await tell?.(chunkSpans(spans, startMs));
  return pieces;
}

const MAP_OPTIONS = ['chunksize', 'timeoutMs', 'signal', 'onProgress', 'onSpans'] as const;
const SHUTDOWN_OPTIONS = ['wait', 'cancelPending'] as const;

function checkMap(options: MapOptions): void {
  checkCall(known('options', options, MAP_OPTIONS));
}

/**
 * Rows of five numbers (worker, first item, items, start, end) as spans that count from `originMs`.
 */
function chunkSpans(numbers: Float64Array, originMs: number): ChunkSpan[] {
  const rows = Array.from({ length: numbers.length / 5 }, (_, index) =>
    numbers.subarray(5 * index, 5 * index + 5),
  );
  // The numbers of processes grow when processes are replaced.
  const workers = Float64Array.from(new Set(rows.map(([worker = 0]) => worker))).sort();
  return rows.map(([worker = 0, first = 0, length = 0, start = 0, end = 0]) => ({
    worker: workers.indexOf(worker),
    label: length === 1 ? `item ${first}` : `items ${first}–${first + length - 1}`,
    startMs: start - originMs,
    endMs: end - originMs,
    chunk: { first, length },
  }));
}

/** The argument lists of a compiled task, which takes numbers only. */
function compiledItems(items: Iterable<unknown>): CompiledItems {
  // A copy, since it moves.
  if (ArrayBuffer.isView(items) && viewName(items) === 'Float64Array') {
    return Float64Array.from(items as Float64Array);
  }
  const list = isList(items) ? items : elements('items', items);
  const side = numbers(list);
  if (side) return side;
  let end = 0;
  const ends = Uint32Array.from(list, (item, index) => {
    const args: unknown[] = Array.isArray(item) ? item : [item];
    if (!args.every((arg) => typeof arg === 'number')) {
      throw refused(`items[${index}]`, item, 'a number or an array of numbers for a compiled task');
    }
    end += args.length;
    return end;
  });
  return { args: Float64Array.from(list.flat() as number[]), ends };
}

/** The arguments of one compiled task. */
function argumentList(args: readonly unknown[]): { args: Float64Array; ends: Uint32Array } {
  const side = numbers(args);
  if (side) return { args: side, ends: Uint32Array.of(side.length) };
  const index = args.findIndex((arg) => typeof arg !== 'number');
  throw refused(`args[${index}]`, args[index], 'a number for a compiled task');
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
 * The reason why an item could not be posted, or null: the error may also be of the caller's
 * callback.
 */
function cloneFailure(error: unknown): DOMException | null {
  try {
    const { code, cause } = (error ?? {}) as Partial<PlaygroundError>;
    const why = error instanceof DOMException ? error : cause;
    return why instanceof DOMException && (error === why || code === 'E_CLONE') ? why : null;
  } catch {
    // An error that cannot be inspected is not the library's.
    return null;
  }
}

/**
 * A function of its own, because a closure in the caller would retain the arguments as long as the
 * future.
 */
function resultReader(name: TaskName | null): (value: unknown) => unknown {
  return (value) => (name === null ? value : resultOf(name, value as number));
}
