/** The pools of threads and of processes. */
import type { ChunkSpan } from './spans';

/** The tasks compiled into the wasm module; they run on threads and on processes. */
export type TaskName =
  'square' | 'isPrime' | 'countPrimes' | 'fibonacci' | 'monteCarloPi' | 'spin' | 'sleep';

/** The result of a compiled task: a boolean of a predicate, otherwise a number. */
export type TaskResult<T extends TaskName> = T extends 'isPrime' ? boolean : number;

/**
 * Options of `map`.
 *
 * @example
 * ```ts
 * let chunks = 0;
 * const onSpans = (spans: unknown[]) => (chunks = spans.length);
 * await pg.processes.map('square', [1, 2, 3], { chunksize: 2, onSpans }); // → [1, 4, 9]
 * chunks; // → 2
 * const late = pg.processes.map('sleep', [10_000], { timeoutMs: 5 });
 * await late.catch((error) => error.code); // → 'E_TIMEOUT'
 * ```
 */
export interface MapOptions {
  /**
   * The number of items that one worker runs in a row: an integer 1…2³¹ − 1. Default 1; larger
   * chunks make small tasks cheap. A process gets several chunks at once if earlier ones were
   * short, and gives back those that it has not begun after 4 ms. While one process is busy with a
   * long chunk, its other chunks go to idle processes; without shared memory that needs a task that
   * yields to the event loop. Items marked by `transfer` are sent one chunk at a time.
   */
  chunksize?: number;
  /**
   * Limit for the whole map, in ms: then it rejects with `E_TIMEOUT`. The processes that work on it
   * are ended before that, and replaced when needed. Other calls continue.
   */
  timeoutMs?: number;
  /** Aborting rejects with `E_CANCELLED`, in the same way. */
  signal?: AbortSignal;
  /**
   * Called from time to time with the completed items and all items. An error it throws ends the
   * map, which rejects with it.
   */
  onProgress?: (done: number, total: number) => void;
  /**
   * Called once, just before the map resolves, with the time and worker of each chunk in order, as
   * measured by the worker. Workers are numbered among those that took part. An error it throws is
   * what the map rejects with.
   */
  onSpans?: (spans: ChunkSpan[]) => void;
}

/** The state of a submitted task. */
export type FutureState = 'pending' | 'running' | 'cancelled' | 'finished';

/**
 * The outcome of a submitted task. Handlers added by `then`, `catch` and `finally` are its
 * callbacks: each runs once, even if added later, and one that throws does not prevent the others.
 */
export interface Future<T> extends Promise<T> {
  /**
   * `running` since the task was handed to a worker; `finished` once it has returned, thrown or
   * been lost.
   */
  readonly state: FutureState;
  /**
   * Cancels a task that has not been handed out: it never runs, and the future rejects with
   * `E_CANCELLED`. True if the task is cancelled now or was before; false if it runs or is done.
   *
   * @example
   * ```ts
   * await using pool = pg.pool({ workers: 1 });
   * const [runs, waits] = [pool.submit('sleep', 50), pool.submit('square', 7)];
   * waits.cancel(); // → true
   * await waits.catch((error) => error.code); // → 'E_CANCELLED'
   * await runs;
   * runs.cancel(); // → false
   * ```
   */
  cancel(): boolean;
}

/**
 * Options of `imap` and `imapUnordered`.
 *
 * @example
 * ```ts
 * function* naturals() { for (let n = 1; ; n += 1) yield n; }
 * const squares = [];
 * const options = { chunksize: 2, buffersize: 4 };
 * for await (const square of pg.processes.imap('square', naturals(), options))
 *   if (squares.push(square) === 3) break;
 * squares; // → [1, 4, 9]
 * ```
 */
export interface StreamOptions {
  /** The number of items that one worker runs in a row: an integer 1…2³¹ − 1. Default 1. */
  chunksize?: number;
  /**
   * The most chunks that are under way: started, and their results not asked for. An integer
   * 1…2³¹ − 1; default: twice the workers of the pool. No more items are taken than that needs.
   */
  buffersize?: number;
  /** Aborting rejects with `E_CANCELLED`, when the processes that worked on it have ended. */
  signal?: AbortSignal;
}

/**
 * Results one by one, as an async iterator. Nothing begins before the first is asked for. Leaving a
 * loop over it ends what runs of it, as an abort does; so does the first failure, with which it
 * rejects. Later results are not given then.
 */
export interface ResultStream<T> extends AsyncDisposable {
  /**
   * The next result.
   *
   * @example
   * ```ts
   * const squares = pg.processes.imap((x) => x * x, [3]);
   * await squares.next(); // → { done: false, value: 9 }
   * await squares.next(); // → { done: true, value: undefined }
   * ```
   */
  next(): Promise<IteratorResult<T, undefined>>;
  /**
   * Ends the stream; resolves when nothing of it runs any more.
   *
   * @example
   * ```ts
   * const squares = pg.processes.imap((x) => x * x, [3, 4]);
   * await squares.next(); // → { done: false, value: 9 }
   * await squares.return(); // → { done: true, value: undefined }
   * ```
   */
  return(): Promise<IteratorResult<T, undefined>>;
  /** Itself, for `for await`. */
  [Symbol.asyncIterator](): ResultStream<T>;
}

/** What items are taken from, one by one. */
export type ItemSource<I> = Iterable<I> | AsyncIterable<I>;

/**
 * Options of `apply`.
 *
 * @example
 * ```ts
 * const options = { timeoutMs: 5 };
 * const late = pg.processes.apply('sleep', [10_000], options);
 * await late.catch((error) => error.code); // → 'E_TIMEOUT'
 * ```
 */
export interface ApplyOptions {
  /**
   * Limit in ms, from the call on: then the future rejects with `E_TIMEOUT`. If the task runs, its
   * process is ended before that, and replaced when needed. Other tasks continue.
   */
  timeoutMs?: number;
  /** Aborting rejects with `E_CANCELLED`, in the same way. */
  signal?: AbortSignal;
}

/**
 * Options of `asCompleted`.
 *
 * @example
 * ```ts
 * const never = new Promise(() => undefined);
 * const futures = asCompleted([never], { timeoutMs: 5 });
 * await futures.next().catch((error) => error.code); // → 'E_TIMEOUT'
 * ```
 */
export interface CompletionOptions {
  /** Limit for all futures, in ms. */
  timeoutMs?: number;
  /** Aborting rejects with `E_CANCELLED`; the futures go on. */
  signal?: AbortSignal;
}

/**
 * Options of `wait`.
 *
 * @example
 * ```ts
 * const futures = [pg.processes.submit('sleep', 500), pg.processes.submit('square', 3)];
 * const { done, notDone } = await wait(futures, { until: 'first' });
 * [done.size, notDone.size]; // → [1, 1]
 * ```
 */
export interface WaitForOptions extends CompletionOptions {
  /**
   * What to wait for: all futures, the first that is settled, or the first that fails but is not
   * cancelled. Default `'all'`.
   */
  until?: 'all' | 'first' | 'firstError';
}

/** What `wait` gives. */
export interface WaitedFutures<F> {
  /** Those that are settled. */
  done: Set<F>;
  /** The others. */
  notDone: Set<F>;
}

/** An async iterator over the futures themselves, not over their results. */
export interface CompletedFutures<F> {
  /**
   * The next future that is settled.
   *
   * @example
   * ```ts
   * const future = pg.processes.submit('square', 3);
   * const { value } = await asCompleted([future]).next();
   * value === future; // → true
   * ```
   */
  next(): Promise<{ done: false; value: F } | { done: true; value: undefined }>;
  /**
   * Ends the iteration; the futures go on.
   *
   * @example
   * ```ts
   * const futures = asCompleted([pg.processes.submit('square', 3)]);
   * await futures.return(); // → { done: true, value: undefined }
   * ```
   */
  return(): Promise<{ done: true; value: undefined }>;
  /** Itself, for `for await`. */
  [Symbol.asyncIterator](): CompletedFutures<F>;
}

/**
 * Options of `shutdown`.
 *
 * @example
 * ```ts
 * const pool = pg.pool({ workers: 1 });
 * const futures = [3, 4].map((x) => pool.submit('square', x));
 * await pool.shutdown({ wait: true, cancelPending: true });
 * futures[1]!.state; // → 'cancelled'
 * await futures[1]!.catch((error) => error.code); // → 'E_CANCELLED'
 * ```
 */
export interface ShutdownOptions {
  /** Resolve only when all work and all processes have ended. Default true. */
  wait?: boolean;
  /** Cancel futures that have not been handed out, and maps with waiting items. Default false. */
  cancelPending?: boolean;
}

/** The state of a pool. */
export interface PoolStats {
  /** The workers that there are: a process is started when a task needs it. */
  workers: number;
  /** Workers that run something. */
  busy: number;
  /** Workers that are there and run nothing. */
  idle: number;
  /** Items and tasks that wait or run. */
  pending: number;
  /** Items and tasks that have returned since the pool was made. */
  done: number;
}

/** The pool of threads. It runs compiled tasks only: its threads have no JavaScript. */
export interface ThreadPool {
  /**
   * Runs the task for each item; results in input order. An item that is an array is the argument
   * list. `E_ARGUMENT`, `E_TIMEOUT`, `E_CANCELLED`, `E_CLOSED`, `E_WORKER_LOST`.
   *
   * @example Where memory is shared
   * ```ts
   * await pg.threads.map('isPrime', [2, 3, 4], { chunksize: 2 }); // → [true, true, false]
   * ```
   */
  map<T extends TaskName>(
    task: T,
    items: Iterable<number | readonly number[]>,
    options?: MapOptions,
  ): Promise<TaskResult<T>[]>;
  /**
   * Runs the task once. Tasks run in groups of as many as there are threads; the next group follows
   * when all are done.
   *
   * @example Where memory is shared
   * ```ts
   * await pg.threads.submit('countPrimes', 100); // → 25
   * ```
   */
  submit<T extends TaskName>(task: T, ...args: number[]): Future<TaskResult<T>>;
  /**
   * As `submit`, with the arguments in an array, and an end. It is handed out at once.
   *
   * @example Where memory is shared
   * ```ts
   * await pg.threads.apply('fibonacci', [10], { timeoutMs: 5000 }); // → 55
   * ```
   */
  apply<T extends TaskName>(
    task: T,
    args?: readonly number[],
    options?: ApplyOptions,
  ): Future<TaskResult<T>>;
  /**
   * Runs the task for each item, as `map`, and gives the results one by one in input order.
   *
   * @example Where memory is shared
   * ```ts
   * const squares = [];
   * for await (const square of pg.threads.imap('square', [1, 2, 3])) squares.push(square);
   * squares; // → [1, 4, 9]
   * ```
   */
  imap<T extends TaskName>(
    task: T,
    items: ItemSource<number | readonly number[]>,
    options?: StreamOptions,
  ): ResultStream<TaskResult<T>>;
  /**
   * The same, as the results come.
   *
   * @example Where memory is shared
   * ```ts
   * const squares: number[] = [];
   * for await (const square of pg.threads.imapUnordered('square', [1, 2, 3])) squares.push(square);
   * squares.sort(); // → [1, 4, 9]
   * ```
   */
  imapUnordered<T extends TaskName>(
    task: T,
    items: ItemSource<number | readonly number[]>,
    options?: StreamOptions,
  ): ResultStream<TaskResult<T>>;
  /**
   * Takes no more work: later calls are `E_CLOSED`. Open work is completed.
   *
   * @example Where memory is shared
   * ```ts
   * await using pg = await open({ mode: 'threads', workers: 1 });
   * await pg.threads.shutdown();
   * await pg.threads.submit('square', 3).catch((error) => error.code); // → 'E_CLOSED'
   * ```
   */
  shutdown(options?: ShutdownOptions): Promise<void>;
  /**
   * The state of the pool now.
   *
   * @example Where memory is shared
   * ```ts
   * await using pg = await open({ mode: 'threads', workers: 1 });
   * await pg.threads.submit('square', 3);
   * const { workers, pending, done } = await pg.threads.stats();
   * [workers, pending, done]; // → [1, 0, 1]
   * ```
   */
  stats(): Promise<PoolStats>;
}

/**
 * The pool of processes: it runs compiled tasks and JavaScript functions. A function is sent as
 * source text, so it can use only its arguments, the globals of a worker, and `transfer`. It may be
 * async, or a method. Bound and built-in functions, classes and generators are `E_ARGUMENT`.
 *
 * A task that throws is `E_TASK`. Its `cause` is an error with the name, message, stack and
 * cloneable properties of what was thrown, of the same built-in class; a thrown value that is no
 * error is in `cause.thrown`. An error after the end of the task, in a timer or a promise, is only
 * logged.
 *
 * Arguments, items and results are structured-cloned at the call; values marked by `transfer` move.
 * Beyond structured clone, errors keep class, cause and properties, objects without a prototype
 * stay without one, and queues, locks and the like may be anywhere in a value. A view of part of a
 * buffer takes only its own bytes along; overlapping or adjacent views of one buffer go on sharing
 * memory.
 */
export interface ProcessPool {
  /**
   * Runs the task for each item; results in input order. An item that is an array is the argument
   * list. The first failure in input order rejects; the pool stays usable. Source: CPython,
   * `Executor.map`. `E_ARGUMENT`, `E_TASK`, `E_CLONE`, `E_TIMEOUT`, `E_CANCELLED`, `E_BROKEN_POOL`,
   * `E_CLOSED`.
   *
   * @example
   * ```ts
   * await pg.processes.map((x) => x * x, [1, 2, 3]); // → [1, 4, 9]
   * await pg.processes.map('isPrime', [2, 3, 4]); // → [true, true, false]
   * ```
   */
  map<T extends TaskName>(
    task: T,
    items: Iterable<number | readonly number[]>,
    options?: MapOptions,
  ): Promise<TaskResult<T>[]>;
  /** Calls the function with each item, even if the item is an array. */
  map<I, O>(
    task: (item: I) => O | Promise<O>,
    items: Iterable<I>,
    options?: MapOptions,
  ): Promise<O[]>;
  /**
   * Runs the task once. Tasks are handed out in the order of submission. Rejects as `map`. Source:
   * CPython, `Executor.submit`.
   *
   * @example
   * ```ts
   * await pg.processes.submit((a, b) => a + b, 3, 4); // → 7
   * const fails = pg.processes.submit((x) => BigInt(x), 0.5);
   * await fails.catch(({ code, cause }) => [code, cause.name]); // → ['E_TASK', 'RangeError']
   * ```
   */
  submit<T extends TaskName>(task: T, ...args: number[]): Future<TaskResult<T>>;
  /** Calls the function with the arguments. */
  submit<A extends unknown[], O>(task: (...args: A) => O | Promise<O>, ...args: A): Future<O>;
  /**
   * As `submit`, with the arguments in an array, and an end. `E_TIMEOUT`, `E_CANCELLED`.
   *
   * @example
   * ```ts
   * const join = (a: string, b: string) => a + b;
   * await pg.processes.apply(join, ['fe', 'rn'], { timeoutMs: 5000 }); // → 'fern'
   * ```
   */
  apply<T extends TaskName>(
    task: T,
    args?: readonly number[],
    options?: ApplyOptions,
  ): Future<TaskResult<T>>;
  /** The same for a function. */
  apply<A extends unknown[], O>(
    task: (...args: A) => O | Promise<O>,
    args: readonly [...A],
    options?: ApplyOptions,
  ): Future<O>;
  /** The same for a function without arguments. */
  apply<O>(task: () => O | Promise<O>, args?: readonly [], options?: ApplyOptions): Future<O>;
  /**
   * Runs the task for each item, as `map`, and gives the results one by one in input order. Source:
   * CPython, `Pool.imap`.
   *
   * Items come from an iterable or async iterable, which may be endless. Bad arguments throw
   * `E_ARGUMENT` at the call; what the iterable throws, the stream rejects with in its place.
   *
   * @example
   * ```ts
   * const squares = [];
   * for await (const y of pg.processes.imap((x) => x * x, [1, 2, 3])) squares.push(y);
   * squares; // → [1, 4, 9]
   * ```
   */
  imap<T extends TaskName>(
    task: T,
    items: ItemSource<number | readonly number[]>,
    options?: StreamOptions,
  ): ResultStream<TaskResult<T>>;
  /** Calls the function with each item. */
  imap<I, O>(
    task: (item: I) => O | Promise<O>,
    items: ItemSource<I>,
    options?: StreamOptions,
  ): ResultStream<O>;
  /**
   * The same, as the results come. Source: CPython, `Pool.imap_unordered`.
   *
   * @example
   * ```ts
   * const squares: number[] = [];
   * for await (const y of pg.processes.imapUnordered((x) => x * x, [1, 2, 3])) squares.push(y);
   * squares.sort(); // → [1, 4, 9]
   * ```
   */
  imapUnordered<T extends TaskName>(
    task: T,
    items: ItemSource<number | readonly number[]>,
    options?: StreamOptions,
  ): ResultStream<TaskResult<T>>;
  /** Calls the function with each item. */
  imapUnordered<I, O>(
    task: (item: I) => O | Promise<O>,
    items: ItemSource<I>,
    options?: StreamOptions,
  ): ResultStream<O>;
  /**
   * Takes no more work: later calls are `E_CLOSED`. Open work is completed, then the processes end.
   * Source: CPython, `Executor.shutdown`.
   *
   * @example
   * ```ts
   * const pool = pg.pool({ workers: 1 });
   * const future = pool.submit('square', 3);
   * await pool.shutdown();
   * [future.state, await future]; // → ['finished', 9]
   * await pool.submit('square', 3).catch((error) => error.code); // → 'E_CLOSED'
   * ```
   */
  shutdown(options?: ShutdownOptions): Promise<void>;
  /**
   * The state of the pool now.
   *
   * @example
   * ```ts
   * await using pool = pg.pool({ workers: 3 });
   * await pool.submit('square', 3);
   * await pool.stats(); // → { workers: 1, busy: 0, idle: 1, pending: 0, done: 1 }
   * ```
   */
  stats(): Promise<PoolStats>;
}

/**
 * Options of `pool`.
 *
 * @example
 * ```ts
 * await using pool = pg.pool({ workers: 1, maxTasksPerProcess: 1 });
 * const count = () => Object.assign(globalThis, { n: 1 + (Reflect.get(globalThis, 'n') ?? 0) }).n;
 * [await pool.submit(count), await pool.submit(count)]; // → [1, 1]
 * ```
 */
export interface PoolOptions<A extends unknown[] = unknown[]> {
  /** The most processes: an integer 1…64. Default: the playground's workers. */
  workers?: number;
  /**
   * A function that each process runs before its first task; what it puts on `globalThis` the tasks
   * find there. It may be async. If it fails, the pool is broken: open calls reject with
   * `E_BROKEN_POOL`, whose `cause` is what it threw, and the next call tries again.
   */
  initializer?: (...args: A) => unknown;
  /** Its arguments, as they are at the call; the library's objects may be among them. */
  initargs?: readonly [...A];
  /**
   * The number of tasks, or chunks of a map, after which a process is replaced by a new one when
   * needed: an integer from 1. Default: no limit.
   */
  maxTasksPerProcess?: number;
}

/** A pool of processes of its own. It ends with its playground. */
export interface OwnPool extends ProcessPool, Disposable, AsyncDisposable {
  /** The most processes it has. */
  readonly workers: number;
  /**
   * As `shutdown()`: resolves when open work is done and the processes have ended.
   *
   * @example
   * ```ts
   * const pool = pg.pool({ workers: 1 });
   * const future = pool.submit('square', 3);
   * await pool.close();
   * [future.state, await future]; // → ['finished', 9]
   * ```
   */
  close(): Promise<void>;
  /**
   * Ends its processes at once: open calls reject with `E_CANCELLED`, later ones with `E_CLOSED`.
   * Resolves when the processes can do nothing more. `Symbol.dispose` calls it.
   *
   * @example
   * ```ts
   * const pool = pg.pool({ workers: 1 });
   * const future = pool.submit('sleep', 10_000);
   * await Promise.all([pool.terminate(), future]).catch((error) => error.code); // → 'E_CANCELLED'
   * ```
   */
  terminate(): Promise<void>;
}
