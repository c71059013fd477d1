/** The window's side of the pool of threads. */
import { cancelled } from '../common/cancelled';
import { checkCall, isList, known, refused } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import { joined } from '../common/items';
import type {
  ApplyOptions,
  Environment,
  Future,
  ItemSource,
  MapOptions,
  Mode,
  PoolStats,
  ResultStream,
  ShutdownOptions,
  StreamOptions,
  TaskName,
  TaskResult,
  ThreadPool,
} from '../common/types';
import { argumentList, compiledItems } from './compiled-arguments';
import type { EngineClient } from './engine-client';
import { asError, failed, TaskFuture } from './future';
import { checkMap, mapOn } from './pool-map';
import { ShutdownState, shutdownOptions } from './pool-shutdown';
import { streamOn } from './pool-stream';
import { resultsOf } from './task-results';
import { expectInOrder } from './task-source';
import { ThreadTasks } from './thread-tasks';

export class ThreadPoolHandle implements ThreadPool {
  readonly #engine: EngineClient;
  readonly #mode: Mode;
  readonly #environment: Environment;
  readonly #workers: number;
  readonly #tasks: ThreadTasks;
  readonly #shutdownState = new ShutdownState();
  readonly #maps = new Set<Promise<unknown>>();
  /** Aborted by a shutdown that cancels. */
  readonly #cancel = new AbortController();

  constructor(engine: EngineClient, mode: Mode, environment: Environment, workers: number) {
    this.#engine = engine;
    this.#mode = mode;
    this.#environment = environment;
    this.#workers = workers;
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

  apply<T extends TaskName>(
    task: T,
    args: readonly number[] = [],
    options: ApplyOptions = {},
  ): Future<TaskResult<T>> {
    try {
      checkCall(known('options', options, ['signal', 'timeoutMs']));
      if (!isList(args)) throw refused('args', args, 'an array of arguments');
      this.#check(task);
      argumentList(args);
      if (options.signal?.aborted) throw cancelled(options.signal);
    } catch (error) {
      return failed(error);
    }
    const future = new TaskFuture<TaskResult<T>>();
    future.begin();
    this.map(task, [args], options).then(
      ([value]) => future.succeed(value as TaskResult<T>),
      (error: unknown) => future.fail(asError(error)),
    );
    return future;
  }

  imap<T extends TaskName>(
    task: T,
    items: ItemSource<number | readonly number[]>,
    options?: StreamOptions,
  ): ResultStream<TaskResult<T>> {
    return this.#stream(task, items, options, true);
  }

  imapUnordered<T extends TaskName>(
    task: T,
    items: ItemSource<number | readonly number[]>,
    options?: StreamOptions,
  ): ResultStream<TaskResult<T>> {
    return this.#stream(task, items, options, false);
  }

  #stream<T extends TaskName>(
    task: T,
    items: ItemSource<number | readonly number[]>,
    options: StreamOptions | undefined,
    ordered: boolean,
  ): ResultStream<TaskResult<T>> {
    expectInOrder(task, items);
    this.#check(task);
    const run = (
      chunk: (number | readonly number[])[],
      signal: AbortSignal,
    ): Promise<TaskResult<T>[]> => this.map(task, chunk, { chunksize: chunk.length, signal });
    return streamOn(run, items, options, { ordered, workers: this.#workers });
  }

  async shutdown(options: ShutdownOptions = {}): Promise<void> {
    const { wait, cancelPending } = shutdownOptions(options);
    this.#expectThreads();
    this.#shutdownState.close();
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
    this.#shutdownState.check();
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
