/**
 * The public types of the library: what `open` gives, what every call takes and returns.
 * Times are milliseconds. Matrices are row-major. Every promise settles: with a value, or with a `PlaygroundError`.
 */

/** Where a playground runs its work: rayon threads in one memory, or processes with a memory each. */
export type Mode = 'threads' | 'processes';

/** The code of a `PlaygroundError`. */
export type ErrorCode =
  | 'E_ARGUMENT'
  | 'E_SHAPE'
  | 'E_MEMORY'
  | 'E_NOT_ISOLATED'
  | 'E_UNSUPPORTED'
  | 'E_WASM'
  | 'E_WORKER_LOAD'
  | 'E_WORKER_LOST'
  | 'E_BROKEN_POOL'
  | 'E_TASK'
  | 'E_CLONE'
  | 'E_TIMEOUT'
  | 'E_CANCELLED'
  | 'E_CLOSED'
  | 'E_FULL'
  | 'E_EMPTY'
  | 'E_EOF';

/** What `open` takes. */
export interface OpenOptions {
  /** Threads, or processes: an integer 1…64. Default: the reported cores, at most 16. */
  workers?: number;
  /** `'threads'` rejects with `E_NOT_ISOLATED` where threads cannot run; `'auto'` falls back to processes and says why. */
  mode?: 'auto' | Mode;
  /** Deadline for each stage of starting, in ms, perhaps infinite. What the page itself is busy hardly counts. Default 10 000. */
  startTimeoutMs?: number;
  /** Aborting rejects `open` with `E_CANCELLED` and leaves no worker behind. */
  signal?: AbortSignal;
}

/** Why something is missing, as a code a page can translate. */
export type ReasonCode =
  | 'not-isolated'
  | 'no-shared-memory'
  | 'threads-failed'
  | 'threads-timeout'
  | 'processes-chosen'
  | 'coarse-clock';

/** A micro-kernel of the fast matrix product, and its rate on operands in the first-level cache. */
export interface KernelRate {
  /** Instruction set and tile, e.g. `simd128 6×8`. */
  name: string;
  gflops: number;
  /** The rate of the same multiply-adds without loads: what no kernel of these instructions can pass. */
  limitGflops: number;
}

/** The kernels for each precision as they were measured when the engine started; the first one is used. */
export interface Kernels {
  f32: KernelRate[];
  f64: KernelRate[];
}

/** What this page's browser and headers allow, found by trying. */
export interface Environment {
  /** The page's own `crossOriginIsolated`. */
  crossOriginIsolated: boolean;
  /** A SharedArrayBuffer could really be posted to another context. */
  sharedMemory: boolean;
  /** The thread pool really started. */
  threads: boolean;
  /** The SIMD instructions of the artefact that is running. */
  simd: 'relaxed' | 'fixed';
  /** The reported number of logical cores; a hint, not a promise. */
  cores: number;
  /** The smallest step of the clock that was observed, in ms. */
  clockResolutionMs: number;
  kernels: Kernels;
  /** What it costs to hand a job to all threads and to hear that it is done, while they are awake, in µs, at best. Null without threads. */
  dispatchUs: number | null;
  /** A sentence for each thing that is missing. */
  reasons: string[];
  /** The same reasons as codes, in the same order. */
  reasonCodes: ReasonCode[];
}

/** A measured interval on one worker. Times count from the start of the call, on one clock. */
export interface Span {
  /** Index of the worker, from 0. */
  worker: number;
  /** What was done, e.g. `rows 0–15`. */
  label: string;
  startMs: number;
  endMs: number;
}

/** What one worker ran of a map in one go. */
export interface ChunkSpan extends Span {
  /** The chunk: its first item and how many. */
  chunk: { first: number; length: number };
}

/** What one worker computed of C in one go. */
export interface TileSpan extends Span {
  /** The part of C: first row and how many, first column and how many. */
  tile: { row: number; rows: number; col: number; cols: number };
}

/** Shapes of a product: C[m×n] = A[m×k]·B[k×n]. */
export interface Dimensions {
  m: number;
  k: number;
  n: number;
}

export type Matrix = Float32Array | Float64Array;

/**
 * How a product is computed: `naive`, the chapter's three loops, one task per row; `blocked`, the same sums in an order that
 * the caches like; `simd`, a micro-kernel on operands as they lie; `fast`, the micro-kernel on packed blocks; `strassen`, seven
 * fast products of half the size instead of eight, and a larger error.
 */
export type Algorithm = 'naive' | 'blocked' | 'simd' | 'fast' | 'strassen';

export interface MatmulOptions {
  /** Default `'fast'`. */
  algorithm?: Algorithm;
  /** Default: the playground's mode. */
  on?: 'one' | Mode;
  /** At most the playground's workers; its default. */
  workers?: number;
  /** Compare with the reference. Default: yes up to 512³ multiply-adds. */
  check?: boolean;
  signal?: AbortSignal;
  /** Called now and then with the rows of C that are done, and all rows. What it throws ends the call, which rejects with just that. */
  onProgress?: (done: number, total: number) => void;
}

export interface MatmulResult<T extends Matrix = Matrix> {
  /** C, row-major, m×n, of the operands' kind. */
  c: T;
  algorithm: Algorithm;
  /** The inner kernel that ran, e.g. `scalar`, `simd128`. */
  kernel: string;
  /** Workers asked to take part. */
  workers: number;
  /** From operands in place to C complete, as the engine sees it. */
  computeMs: number;
  /** The whole call without the check: copying in, computing, copying out. */
  totalMs: number;
  /**
   * Of `totalMs`, what went into the product itself, on average over the processes; elsewhere this is `computeMs`, which on processes
   * has bands on their way in it.
   */
  arithmeticMs: number;
  /**
   * Of `totalMs`, what went into moving matrices inside the engine: into the module's memory and out of it; with processes also into
   * shared memory, and to a process and back, on average over the workers.
   */
  copyMs: number;
  /** Tile after tile; a tile of the fast product appears once for each panel that was added to it. */
  spans: TileSpan[];
  /** Null where no check was asked for. The error is max |c − r| / (‖row of A‖·‖column of B‖). */
  checked: { maxRelativeError: number } | null;
}

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

/** A process of its own that runs one function. */
export interface Process {
  pid: number;
  /** Settles with the exit code: 0, 1 after an uncaught error, −15 after `terminate`. Never rejects but with `E_WORKER_LOST`/`E_CLOSED`. */
  join(): Promise<number>;
  /** Ends the process. When `join` has settled it does nothing more: it takes nothing from a queue, and writes nowhere. */
  terminate(): void;
  /** Null while it runs. */
  readonly exitCode: number | null;
  /** The uncaught error, where there was one, as the `cause` of an `E_TASK`. If nobody asks, nor joins, it is warned of in the console. */
  readonly error: Error | null;
}

export interface QueueOptions {
  /** Items it may hold; 0 means as many as memory holds. */
  maxsize?: number;
}

/** How long a call may wait. */
export interface WaitOptions {
  /** False does not wait at all. Default true. */
  block?: boolean;
  /** At most so many milliseconds. Default: as long as it takes. */
  timeoutMs?: number;
}

export interface RecvOptions {
  /**
   * An array of the caller's. What is received is written there and not into a new one, if it is a typed array of the same kind and no
   * longer; the result is then `into`, or a view of its beginning. Every other value comes as always. In a process that waits on
   * shared memory this saves the making of an array for each message. When the call fails, `into` may have been written to.
   */
  into?:
    | Int8Array
    | Uint8Array
    | Uint8ClampedArray
    | Int16Array
    | Uint16Array
    | Int32Array
    | Uint32Array
    | Float32Array
    | Float64Array
    | BigInt64Array
    | BigUint64Array;
}

export interface GetOptions extends WaitOptions, RecvOptions {}

/**
 * What queues, connections, locks, events, barriers, lists and shared arrays have in common. They may be arguments of `spawn`, `map`
 * and `submit`, anywhere inside of values, and pass through queues, pipes and lists. Every call gives a promise, in the window and in
 * processes, with shared memory and without: a call that waits keeps its realm from nothing else. They belong to their playground, and
 * are lost with its engine: with another one they are `E_ARGUMENT`. Their memory comes back when no realm has them any more: because
 * they were closed there, or are garbage, or their process has ended; and no message that somebody may still get has them in it.
 */
export interface SharedObject<S> extends Disposable {
  /**
   * The blocking form, where memory is shared and the realm may block: in a process of a page that is cross-origin isolated. Its calls
   * return values. `E_NOT_ISOLATED` where memory cannot be shared; `E_UNSUPPORTED` in the window, which must never block.
   */
  readonly sync: S;
  /**
   * This realm uses it no more: its calls that wait, and later ones, are `E_CLOSED`. Other realms go on, but with a queue. May be called
   * again.
   */
  close(): Promise<void>;
}

/** The blocking form of a queue. */
export interface SyncQueue<T = unknown> {
  put(value: T, options?: WaitOptions): void;
  get(options?: GetOptions): T;
  size(): number;
  empty(): boolean;
  full(): boolean;
  taskDone(): void;
  join(): void;
  close(): void;
}

/** The blocking form of one end of a pipe. */
export interface SyncConnection<T = unknown> {
  send(value: T): void;
  recv(options?: RecvOptions): T;
  poll(timeoutMs?: number): boolean;
  close(): void;
}

/** The blocking form of a lock or a semaphore. */
export interface SyncLock {
  acquire(options?: WaitOptions): boolean;
  release(): void;
  /** Runs the function with the lock held; it must not be asynchronous. */
  withLock<T>(work: () => T): T;
}

/** The blocking form of an event. */
export interface SyncEvent {
  set(): void;
  clear(): void;
  isSet(): boolean;
  wait(timeoutMs?: number): boolean;
}

/** The blocking form of a barrier. */
export interface SyncBarrier {
  wait(timeoutMs?: number): number;
  abort(): void;
  reset(): void;
  broken(): boolean;
}

/** The blocking form of a list. */
export interface SyncManagedList<T = unknown> {
  append(value: T): void;
  get(i: number): T;
  length(): number;
  toArray(): T[];
}

/** The blocking form of a shared array. */
export interface SyncSharedArray {
  readonly length: number;
  get(i: number): number | bigint;
  set(i: number, value: number | bigint): void;
  add(i: number, value: number | bigint): number | bigint;
  /** Runs the function with the array's lock held; it must not be asynchronous. */
  withLock<T>(work: () => T): T;
  toArray(): (number | bigint)[];
}

/** A first-in first-out queue, with any number of producers and consumers; each item is got once. */
export interface Queue<T = unknown> extends SharedObject<SyncQueue<T>> {
  /**
   * Waits while there are `maxsize` items in the queue: `E_FULL` at once with `block: false`, else after `timeoutMs`. Without `maxsize`
   * it never waits; `E_MEMORY` when the playground's memory is used up.
   */
  put(value: T, options?: WaitOptions): Promise<void>;
  /** `E_EMPTY` when nothing came: at once with `block: false`, else after `timeoutMs`. */
  get(options?: GetOptions): Promise<T>;
  size(): Promise<number>;
  empty(): Promise<boolean>;
  full(): Promise<boolean>;
  /** Says that an item which was got has been dealt with. `E_ARGUMENT` when called more often than items were put. */
  taskDone(): Promise<void>;
  /** Waits until `taskDone` has been called for every item that was put. */
  join(): Promise<void>;
  /**
   * Closes the queue for everybody: `put`, `get` and `join` are `E_CLOSED` from now on, those that wait included, whatever is left in it.
   * `size`, `empty`, `full`, `taskDone` and `close` go on answering, as in Python.
   */
  close(): Promise<void>;
}

export interface PipeOptions {
  /** False: the first end only receives, the second only sends. Default true. */
  duplex?: boolean;
}

/**
 * One end of a pipe. An end that was an argument of `spawn` is closed when its process ends, unless another process was given it as
 * well.
 */
export interface Connection<T = unknown> extends SharedObject<SyncConnection<T>> {
  /** Waits while the pipe is full. `E_CLOSED` when either end is closed, `E_UNSUPPORTED` where this end only receives. */
  send(value: T): Promise<void>;
  /** `E_EOF` when the other end is closed and everything has been received; `E_CLOSED` when this one is. */
  recv(options?: RecvOptions): Promise<T>;
  /** Whether `recv` would not wait: there is a message, or the end. Waits up to `timeoutMs` for it; default 0. */
  poll(timeoutMs?: number): Promise<boolean>;
  close(): Promise<void>;
}

/** A mutual exclusion lock. One whose holder dies is released. */
export interface Lock extends SharedObject<SyncLock> {
  /** False when it was not to be had at once (`block: false`) or in time. */
  acquire(options?: WaitOptions): Promise<boolean>;
  /** As in Python, whoever holds it may be another. `E_ARGUMENT` when nobody does. */
  release(): Promise<void>;
  /** Runs the function with the lock held, and releases it whatever happens. */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}

/** A counter that is acquired as often as it has units, and given back by anybody. */
export interface Semaphore extends SharedObject<SyncLock> {
  /** False when there was no unit at once (`block: false`) or in time. */
  acquire(options?: WaitOptions): Promise<boolean>;
  /** `E_ARGUMENT` where 2³¹ − 1 units are free already. */
  release(): Promise<void>;
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
}

/** A flag to wait for. */
export interface Event extends SharedObject<SyncEvent> {
  set(): Promise<void>;
  clear(): Promise<void>;
  isSet(): Promise<boolean>;
  /** False when it was not set in time. */
  wait(timeoutMs?: number): Promise<boolean>;
}

/** A meeting point for a fixed number of parties, again and again. */
export interface Barrier extends SharedObject<SyncBarrier> {
  /**
   * Waits for the others, and gives how many were there before: exactly one gets 0. When the time is over the barrier is broken:
   * `E_TIMEOUT` here, `E_CANCELLED` for all others, until it is reset.
   */
  wait(timeoutMs?: number): Promise<number>;
  /** Breaks it: whoever waits or comes fails with `E_CANCELLED`. */
  abort(): Promise<void>;
  /** Makes it whole again; whoever waits fails with `E_CANCELLED`. */
  reset(): Promise<void>;
  broken(): Promise<boolean>;
}

/** A list that lives in the engine, as Python's managed lists live in a process of their own. */
export interface ManagedList<T = unknown> extends SharedObject<SyncManagedList<T>> {
  append(value: T): Promise<void>;
  /** From the end with a negative index. `E_ARGUMENT` where there is none. */
  get(i: number): Promise<T>;
  length(): Promise<number>;
  toArray(): Promise<T[]>;
}

/** Types of elements, named as in Python's `array`: signed and unsigned integers of 8, 16, 32 and 64 bits, floats of 32 and 64. */
export type Typecode = 'b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'q' | 'Q' | 'f' | 'd';

export interface SharedArrayOptions {
  /** False: no lock, and `withLock` is `E_UNSUPPORTED`. Default true. */
  lock?: boolean;
}

/**
 * Numbers in memory that the window and all processes share. Integers of 64 bits are numbers as long as those are exact, else bigints.
 * Negative indices count from the end. What is no index, no number or out of the type's range is `E_ARGUMENT`: of an array of typecode
 * `f`, finite numbers that are not finite with 32 bits.
 */
export interface SharedArray extends SharedObject<SyncSharedArray> {
  readonly length: number;
  get(i: number): Promise<number | bigint>;
  set(i: number, value: number | bigint): Promise<void>;
  /**
   * Adds in one step that nobody can come between, and gives what was there before; what leaves the type's range comes round. Integers
   * only: else `E_UNSUPPORTED`.
   */
  add(i: number, value: number | bigint): Promise<number | bigint>;
  /**
   * Runs the function with the array's lock held. The other calls do not ask for the lock. It is recursive, as Python's: what the realm
   * begins while its function runs has the lock as well.
   */
  withLock<T>(work: () => T | Promise<T>): Promise<T>;
  toArray(): Promise<(number | bigint)[]>;
}

export type PartitionStrategy = 'chunk' | 'roundRobin';

export interface BenchmarkOptions {
  /** Calls before measuring. Default 1. */
  warmup?: number;
  /** Samples. Default 5. */
  repeats?: number;
  /** Each sample repeats the call until it lasts this long, and is divided. Default 0: one call a sample. */
  minSampleMs?: number;
  signal?: AbortSignal;
}

export type BenchmarkWarning = 'coarse-clock' | 'hidden-tab' | 'outliers' | 'few-samples';

/** All samples of a measurement and the figures read off them. */
export interface Statistics {
  samplesMs: number[];
  medianMs: number;
  minMs: number;
  maxMs: number;
  meanMs: number;
  stddevMs: number;
  clockResolutionMs: number;
  warnings: BenchmarkWarning[];
}

export interface BenchmarkResult<T> extends Statistics {
  /** The function's last result. */
  value: T;
}

export interface SpeedupOptions {
  /**
   * Does the same work on that many workers. Where it resolves to a number, that is taken for the milliseconds that it measured
   * itself; else the whole call is timed.
   */
  run: (workers: number) => unknown;
  /** The numbers of workers, all different, 1 among them: the baseline. */
  workers: number[];
  /** Calls for each number of workers before measuring. Default 1. */
  warmup?: number;
  /** Samples for each number of workers, taken in turns. Default 5. */
  repeats?: number;
  signal?: AbortSignal;
}

/** What the time on one number of workers says; null where that or the baseline is 0: too short for the clock. */
export interface SpeedupFigures {
  workers: number;
  /** The time on one worker over the time on this many. */
  speedup: number | null;
  /** The speedup over the number of workers. */
  efficiency: number | null;
  /** The experimentally determined serial fraction (Karp & Flatt 1990); null for one worker. */
  karpFlatt: number | null;
}

/** What was measured on one number of workers. The figures are taken over the medians. */
export interface SpeedupPoint extends Statistics, SpeedupFigures {}

export interface SpeedupResult {
  /** A point for each number of workers, in the order given. */
  points: SpeedupPoint[];
  /** The serial fraction in 0…1 with which Amdahl's law fits the points best, by least squares; null where only one worker was measured. */
  serialFraction: number | null;
  warnings: WorkersWarning[];
}

/** The rules by which tasks are handed to workers. P workers, N tasks of which R have not been handed out, k the policy's `chunk`. */
export type PolicyName =
  /** Contiguous chunks of ⌈N/P⌉, worker j gets chunk j; there may be fewer chunks than workers. `chunk` has no meaning. */
  | 'chunk'
  /** Static cyclic: chunk j of k tasks goes to worker j mod P. */
  | 'roundRobin'
  /** Self-scheduling: the next k tasks go to whoever asks. */
  | 'dynamic'
  /** Guided self-scheduling: ⌈R/P⌉ tasks, at least k (Polychronopoulos & Kuck 1987). */
  | 'guided'
  /**
   * Trapezoid self-scheduling: f = ⌈N/2P⌉ tasks first, then ⌊(f − k) / (⌈2N / (f + k)⌉ − 1)⌋ fewer each time, which may be none, at
   * least k (Tzen & Ni 1993).
   */
  | 'trapezoid'
  /** Factoring: batches of P equal chunks of ⌈R/2P⌉ tasks, at least k (Hummel, Schonberg & Flynn 1992). */
  | 'factoring'
  /** CPython's `Pool.map`: chunks of ⌈N/4P⌉ tasks, handed out as by `dynamic`. `chunk` has no meaning. */
  | 'poolMap'
  /** Longest processing time: tasks by decreasing duration, each to whoever is free first, k at a time (Graham 1969). */
  | 'longestFirst'
  /** Everyone has a deque, filled as by `chunk`, takes k tasks from its front, and steals half of a victim's from its back. */
  | 'workStealing';

export interface SchedulePolicy {
  name: PolicyName;
  /** k, the tasks taken at a time, or at least: an integer 1…10⁶. Default 1. */
  chunk?: number;
}

/**
 * What the tasks do: nothing, in virtual time; wait on a worker; or compute as much as an idle core does in that time, so that
 * workers that share a core take longer.
 */
export type ScheduleLoad = 'simulate' | 'sleep' | 'spin';

export interface ScheduleOptions {
  /** The tasks' durations in ms: at most 10⁶, each finite and 0 or more; for real loads at most an hour each. */
  tasks: ArrayLike<number>;
  /** Default: the playground's. At most the playground's for real loads, 4096 in a simulation. */
  workers?: number;
  policy: SchedulePolicy;
  load: ScheduleLoad;
  /** For real loads: where. Default: the playground's mode. */
  on?: Mode;
  /** Chooses whom work stealing steals from: an integer 0…2³² − 1. Default 1. */
  seed?: number;
  /** For a simulation: what each task costs beside its duration, in ms. Default 0. */
  taskOverheadMs?: number;
  /** For a simulation: what each dispatch costs the worker that takes it, in ms. Default 0. */
  dispatchOverheadMs?: number;
  /** For a simulation: how fast each worker is, relative to the durations, > 0. Default: all 1. */
  speeds?: ArrayLike<number>;
  /** Aborting rejects with `E_CANCELLED`. */
  signal?: AbortSignal;
  /** Called now and then with the tasks that are done, and all tasks. What it throws ends the call, which rejects with just that. */
  onProgress?: (done: number, total: number) => void;
}

/** One row per task, in the order in which the tasks were begun; of those that began at the same time, that on the lower worker first. */
export interface TimelineColumns {
  /** Which task, by its index in `tasks`. */
  task: Uint32Array;
  worker: Uint32Array;
  startMs: Float64Array;
  endMs: Float64Array;
}

/** One row per dispatch, in the order in which they were taken. */
export interface DispatchColumns {
  worker: Uint32Array;
  /** The first of the tasks that were taken, as an index into the timeline's `order`, or where that is null the task itself. */
  first: Uint32Array;
  /** How many were taken. Every task is in exactly one dispatch: what was stolen counts when its thief takes it to run it. */
  length: Uint32Array;
  /** When they were asked for. */
  atMs: Float64Array;
}

/**
 * What must be said beside the figures: more workers computed than the browser reports cores, so they took turns, and the speed-up
 * is bounded by the cores.
 */
export type WorkersWarning = 'more-workers-than-cores';

/** What happened when the tasks were run by a policy, or would have happened. Times count from the common start, on one clock. */
export interface Timeline {
  readonly policy: SchedulePolicy;
  readonly load: ScheduleLoad;
  readonly workers: number;
  /** The durations that were asked for, by task. */
  readonly tasksMs: Float64Array;
  readonly columns: TimelineColumns;
  readonly dispatchColumns: DispatchColumns;
  /** The order in which tasks are handed out: `order[i]` is the task at place i. Null where that is the order of the tasks. */
  readonly order: Uint32Array | null;
  /** From the common start to the end of the last task. */
  readonly makespanMs: number;
  /** No schedule is shorter: max(Σt / Σspeed, max t / max speed), for equal speeds max(Σt / P, max t). */
  readonly lowerBoundMs: number;
  /** Σt over the makespan: against one worker of speed 1 without overhead. Null where the makespan is 0. */
  readonly speedup: number | null;
  /** The speedup over the number of workers. Null where the makespan is 0. */
  readonly efficiency: number | null;
  /** The mean of `busyMs` over its maximum; 1 is perfect. Null where nobody was busy. */
  readonly loadBalance: number | null;
  /** The makespan less what the worker was busy, overhead included. */
  readonly idleMs: number[];
  /** What each worker spent on tasks. */
  readonly busyMs: number[];
  readonly dispatches: number;
  /** What all workers together spent on dispatching, and a simulation's overhead per task. */
  readonly overheadMs: number;
  /**
   * Real loads: the median time from the end of a chunk, or the start of the run, to the start of the worker's next chunk; where that
   * is less than a step of the clock, the mean of those of at most ten steps. Null in simulations, and where nothing was dispatched.
   */
  readonly overheadPerDispatchMs: number | null;
  readonly warnings: WorkersWarning[];
  /** The columns as objects, made when first asked for: there may be 10⁶. */
  readonly spans: Span[];
  /** The dispatches as objects, made when first asked for. */
  readonly chunks: { worker: number; first: number; length: number }[];
  /** The tasks by id with the durations that were asked for, made when first asked for. */
  readonly results: [id: number, durationMs: number][];
}

/** An open playground: an engine with its threads and processes. Several may be open at once. */
export interface Playground {
  readonly environment: Environment;
  readonly mode: Mode;
  readonly workers: number;
  readonly processes: ProcessPool;
  /** Only in mode `threads`; elsewhere every call rejects with `E_NOT_ISOLATED` and the reason. */
  readonly threads: ThreadPool;
  /** C[m×n] = A[m×k]·B[k×n], row-major. Sizes may be 0. */
  matmul<T extends Matrix>(
    a: T,
    b: T,
    dims: Dimensions,
    options?: MatmulOptions,
  ): Promise<MatmulResult<T>>;
  /** Starts a process that runs the function, shipped as source text, with the arguments; queues and the like may be among them. */
  spawn<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): Process;
  queue<T = unknown>(options?: QueueOptions): Queue<T>;
  /** The two ends of a pipe. */
  pipe<T = unknown>(options?: PipeOptions): [Connection<T>, Connection<T>];
  lock(): Lock;
  /** A semaphore with so many units, 0…2³¹ − 1. Default 1. */
  semaphore(value?: number): Semaphore;
  event(): Event;
  /** A barrier for so many parties, 1…2047. */
  barrier(parties: number): Barrier;
  list<T = unknown>(): ManagedList<T>;
  /**
   * An array of that length, filled with zeros, or of those values. `E_NOT_ISOLATED` where memory cannot be shared, `E_MEMORY` where
   * there is no room.
   */
  sharedArray(
    typecode: Typecode,
    lengthOrValues: number | Iterable<number | bigint>,
    options?: SharedArrayOptions,
  ): SharedArray;
  /**
   * `chunk`: contiguous, ⌈len/parts⌉ each, so there may be fewer parts. `roundRobin`: item i to part i mod parts. `parts` is an
   * integer 1…10⁶.
   */
  partition<T>(items: Iterable<T>, parts: number, strategy: PartitionStrategy): Promise<T[][]>;
  /**
   * Runs the tasks by the policy, on real workers or in virtual time, and tells who did what when. Simulations are the same every
   * time.
   */
  schedule(options: ScheduleOptions): Promise<Timeline>;
  /** Runs the function and times it; `[value, medianMs]` is the chapter's pair. */
  benchmark<T>(
    fn: () => T | Promise<T>,
    options?: BenchmarkOptions,
  ): Promise<BenchmarkResult<Awaited<T>>>;
  /** Runs the same work on several numbers of workers, in turns. */
  speedup(options: SpeedupOptions): Promise<SpeedupResult>;
  /** The figures of samples measured elsewhere. */
  statistics(samplesMs: number[]): Promise<Statistics>;
  /**
   * Resolves when nothing of this playground still runs that was ended: a process that was busy goes on for up to 2 s in some browsers.
   * For callers that are about to measure.
   */
  settled(): Promise<void>;
  /**
   * Ends every worker; open calls reject with `E_CLOSED` at once, and nothing more can be made. Resolves when all have ended. May be
   * called again.
   */
  close(): Promise<void>;
}
