/** The pools of threads and of processes. */
import type { ChunkSpan } from './spans';

/** The tasks compiled into the wasm module; they run on threads and on processes. */
export type TaskName =
  'square' | 'isPrime' | 'countPrimes' | 'fibonacci' | 'monteCarloPi' | 'spin' | 'sleep';

/** What a compiled task gives: a boolean where it is a question, else a number. */
export type TaskResult<T extends TaskName> = T extends 'isPrime' ? boolean : number;

export interface MapOptions {
  /**
   * Items that one worker runs in a row: an integer 1…2³¹ − 1. Default 1; larger chunks make small tasks cheap. Of chunks that were
   * short so far a process is sent several at once, and gives back those that it has not begun after 4 ms; they are taken back from
   * one that is long at a chunk as soon as another process is idle (on pages that share no memory: if that chunk lets its process's
   * event loop turn). Items marked by `transfer` are sent one chunk at a time.
   */
  chunksize?: number;
  /**
   * Rejects with `E_TIMEOUT` when the whole map has taken longer. Processes that are at it are ended, and replaced when needed; it
   * rejects when they can do nothing more. Other calls go on.
   */
  timeoutMs?: number;
  /** Aborting rejects with `E_CANCELLED`, in the same way. */
  signal?: AbortSignal;
  /** Called now and then with the items that are done, and all items. What it throws ends the map, which rejects with just that. */
  onProgress?: (done: number, total: number) => void;
  /**
   * Called once, just before the map resolves: who ran which chunk when, measured where it ran, chunk after chunk. Workers are
   * numbered among those that took part. Where it is left out nothing is kept. What it throws is what the map rejects with.
   */
  onSpans?: (spans: ChunkSpan[]) => void;
}

export type FutureState = 'pending' | 'running' | 'cancelled' | 'finished';

/**
 * The outcome of a task that was submitted. Handlers of `then`, `catch` and `finally` are its callbacks: each runs once, also when
 * it is added afterwards, and one that throws does not keep the others from running.
 */
export interface Future<T> extends Promise<T> {
  /** `running` from the moment when the task is handed to a worker; `finished` when it has returned, thrown or been lost. */
  readonly state: FutureState;
  /**
   * True when the task has not been handed out: then it never runs, and the future rejects with `E_CANCELLED`. True again when it is
   * already cancelled. False when it runs or is done: then the future settles with the task's own outcome.
   */
  cancel(): boolean;
}

export interface ShutdownOptions {
  /** Resolve only when everything has ended. Default true. */
  wait?: boolean;
  /** Cancel what has not been handed out: futures, and maps of which an item waits. Default false. */
  cancelPending?: boolean;
}

export interface PoolStats {
  workers: number;
  busy: number;
  idle: number;
  /** Items and tasks that wait or are being worked on. */
  pending: number;
  /** Items and tasks that have returned, ever. */
  done: number;
}

/** The pool of threads: compiled tasks only, since a thread has no JavaScript of its own. */
export interface ThreadPool {
  /** Runs the task for each item; results in input order. An item that is an array is the task's argument list. */
  map<T extends TaskName>(
    task: T,
    items: Iterable<number | readonly number[]>,
    options?: MapOptions,
  ): Promise<TaskResult<T>[]>;
  /** Runs the task once. As many as there are threads run at the same time; the next ones wait for all of those. */
  submit<T extends TaskName>(task: T, ...args: number[]): Future<TaskResult<T>>;
  /** Takes no more work: later calls are `E_CLOSED`. */
  shutdown(options?: ShutdownOptions): Promise<void>;
  stats(): Promise<PoolStats>;
}

/**
 * The pool of processes: compiled tasks, and JavaScript functions. A function travels as its source text: it closes over nothing.
 * Beside its arguments it may use what is global in a worker, and `transfer`. It may be async, and a method. Bound functions, the
 * browser's own, classes and generators have no source that could run elsewhere: `E_ARGUMENT`.
 *
 * Whatever it throws is `E_TASK`. The error's `cause` is an error with the name, message and stack of what was thrown, of the same
 * class among the language's own, with its own properties as far as they can be cloned; of what was no error `cause.thrown` is a copy.
 * What throws when the task is over, a timer or a promise, is warned of in the console and fails nothing.
 *
 * Arguments, items and results are structured-cloned, as they are at the call; what `transfer` has marked moves. Beside what structured
 * clone keeps, errors keep class, cause and properties, objects without a prototype have none, and objects of the library pass
 * wherever they are in a value. A view of a part of a buffer brings its own bytes; views of one buffer that touch or overlap go on
 * sharing memory.
 */
export interface ProcessPool {
  /**
   * Runs the task for each item; results in input order. An item that is an array is the task's argument list. The first failure
   * in input order rejects; the pool stays usable.
   */
  map<T extends TaskName>(
    task: T,
    items: Iterable<number | readonly number[]>,
    options?: MapOptions,
  ): Promise<TaskResult<T>[]>;
  /** Calls the function with each item, an array too. */
  map<I, O>(
    task: (item: I) => O | Promise<O>,
    items: Iterable<I>,
    options?: MapOptions,
  ): Promise<O[]>;
  /** Runs the task once. Tasks are handed out in the order of submission; arguments are cloned when that happens. */
  submit<T extends TaskName>(task: T, ...args: number[]): Future<TaskResult<T>>;
  /** Calls the function with the arguments. */
  submit<A extends unknown[], O>(task: (...args: A) => O | Promise<O>, ...args: A): Future<O>;
  /** Takes no more work: later calls are `E_CLOSED`. What there is comes to its end, then the processes end. */
  shutdown(options?: ShutdownOptions): Promise<void>;
  stats(): Promise<PoolStats>;
}
