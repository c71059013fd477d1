/** The pools of threads and of processes. */
import type { ChunkSpan } from './spans';

/** The tasks compiled into the wasm module; they run on threads and on processes. */
export type TaskName =
  'square' | 'isPrime' | 'countPrimes' | 'fibonacci' | 'monteCarloPi' | 'spin' | 'sleep';

/** The result of a compiled task: a boolean of a predicate, otherwise a number. */
export type TaskResult<T extends TaskName> = T extends 'isPrime' ? boolean : number;

/** Options of `map`. */
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
   */
  cancel(): boolean;
}

/** Options of `imap` and `imapUnordered`. */
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
  next(): Promise<IteratorResult<T, undefined>>;
  /** Ends the stream; resolves when nothing of it runs any more. */
  return(): Promise<IteratorResult<T, undefined>>;
  [Symbol.asyncIterator](): ResultStream<T>;
}

/** What items are taken from, one by one. */
export type ItemSource<I> = Iterable<I> | AsyncIterable<I>;

/** Options of `apply`. */
export interface ApplyOptions {
  /**
   * Limit in ms, from the call on: then the future rejects with `E_TIMEOUT`. If the task runs, its
   * process is ended before that, and replaced when needed. Other tasks continue.
   */
  timeoutMs?: number;
  /** Aborting rejects with `E_CANCELLED`, in the same way. */
  signal?: AbortSignal;
}

/** Options of `asCompleted`. */
export interface CompletionOptions {
  /** Limit for all futures, in ms. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Options of `wait`. */
export interface WaitForOptions extends CompletionOptions {
  /** Default `'all'`. */
  until?: 'all' | 'first' | 'firstError';
}

/** What `wait` gives. */
export interface WaitedFutures<F> {
  done: Set<F>;
  notDone: Set<F>;
}

/** An async iterator over the futures themselves, not over their results. */
export interface CompletedFutures<F> {
  next(): Promise<{ done: false; value: F } | { done: true; value: undefined }>;
  return(): Promise<{ done: true; value: undefined }>;
  [Symbol.asyncIterator](): CompletedFutures<F>;
}

/** Options of `shutdown`. */
export interface ShutdownOptions {
  /** Resolve only when all work and all processes have ended. Default true. */
  wait?: boolean;
  /** Cancel futures that have not been handed out, and maps with waiting items. Default false. */
  cancelPending?: boolean;
}

/** The state of a pool. */
export interface PoolStats {
  workers: number;
  busy: number;
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
   * list.
   */
  map<T extends TaskName>(
    task: T,
    items: Iterable<number | readonly number[]>,
    options?: MapOptions,
  ): Promise<TaskResult<T>[]>;
  /**
   * Runs the task once. Tasks run in groups of as many as there are threads; the next group follows
   * when all are done.
   */
  submit<T extends TaskName>(task: T, ...args: number[]): Future<TaskResult<T>>;
  /** As `submit`, with the arguments in an array, and an end. It is handed out at once. */
  apply<T extends TaskName>(
    task: T,
    args?: readonly number[],
    options?: ApplyOptions,
  ): Future<TaskResult<T>>;
  /** Runs the task for each item, as `map`, and gives the results one by one in input order. */
  imap<T extends TaskName>(
    task: T,
    items: ItemSource<number | readonly number[]>,
    options?: StreamOptions,
  ): ResultStream<TaskResult<T>>;
  /** The same, as the results come. */
  imapUnordered<T extends TaskName>(
    task: T,
    items: ItemSource<number | readonly number[]>,
    options?: StreamOptions,
  ): ResultStream<TaskResult<T>>;
  /** Takes no more work: later calls are `E_CLOSED`. */
  shutdown(options?: ShutdownOptions): Promise<void>;
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
   * list. The first failure in input order rejects; the pool stays usable.
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
  /** Runs the task once. Tasks are handed out in the order of submission. */
  submit<T extends TaskName>(task: T, ...args: number[]): Future<TaskResult<T>>;
  /** Calls the function with the arguments. */
  submit<A extends unknown[], O>(task: (...args: A) => O | Promise<O>, ...args: A): Future<O>;
  /** As `submit`, with the arguments in an array, and an end. */
  apply<T extends TaskName>(
    task: T,
    args?: readonly number[],
    options?: ApplyOptions,
  ): Future<TaskResult<T>>;
  apply<A extends unknown[], O>(
    task: (...args: A) => O | Promise<O>,
    args: readonly [...A],
    options?: ApplyOptions,
  ): Future<O>;
  apply<O>(task: () => O | Promise<O>, args?: readonly [], options?: ApplyOptions): Future<O>;
  /**
   * Runs the task for each item, as `map`, and gives the results one by one in input order:
   *
   *     for await (const y of pg.processes.imap((x: number) => x * x, numbers())) use(y);
   *
   * Items come from an iterable or async iterable, which may be endless. Bad arguments throw
   * `E_ARGUMENT` at the call; what the iterable throws, the stream rejects with in its place.
   */
  imap<T extends TaskName>(
    task: T,
    items: ItemSource<number | readonly number[]>,
    options?: StreamOptions,
  ): ResultStream<TaskResult<T>>;
  imap<I, O>(
    task: (item: I) => O | Promise<O>,
    items: ItemSource<I>,
    options?: StreamOptions,
  ): ResultStream<O>;
  /** The same, as the results come. */
  imapUnordered<T extends TaskName>(
    task: T,
    items: ItemSource<number | readonly number[]>,
    options?: StreamOptions,
  ): ResultStream<TaskResult<T>>;
  imapUnordered<I, O>(
    task: (item: I) => O | Promise<O>,
    items: ItemSource<I>,
    options?: StreamOptions,
  ): ResultStream<O>;
  /**
   * Takes no more work: later calls are `E_CLOSED`. Open work is completed, then the processes end.
   */
  shutdown(options?: ShutdownOptions): Promise<void>;
  stats(): Promise<PoolStats>;
}

/** Options of `pool`. */
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
  /** As `shutdown()`: resolves when open work is done and the processes have ended. */
  close(): Promise<void>;
  /**
   * Ends its processes at once: open calls reject with `E_CANCELLED`, later ones with `E_CLOSED`.
   * Resolves when the processes can do nothing more. `Symbol.dispose` calls it.
   */
  terminate(): Promise<void>;
}
