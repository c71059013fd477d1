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
  /**
   * Takes no more work: later calls are `E_CLOSED`. Open work is completed, then the processes end.
   */
  shutdown(options?: ShutdownOptions): Promise<void>;
  stats(): Promise<PoolStats>;
}
