/** An open playground. */
import type { Environment, Mode } from './environment';
import type { Dimensions, MatmulOptions, MatmulResult, Matrix, PackedMatrix } from './matmul';
import type {
  BenchmarkOptions,
  BenchmarkResult,
  SpeedupOptions,
  SpeedupResult,
  Statistics,
} from './measuring';
import type { Barrier } from './ipc/barrier';
import type { Condition } from './ipc/condition';
import type { DictKey, ManagedDict } from './ipc/dict';
import type { Event } from './ipc/event';
import type { ManagedList } from './ipc/list';
import type { Lock, RLock } from './ipc/lock';
import type { Connection, PipeOptions } from './ipc/pipe';
import type { Queue, QueueOptions } from './ipc/queue';
import type { Semaphore } from './ipc/semaphore';
import type { SharedArray, SharedArrayOptions, Typecode } from './ipc/shared-array';
import type { SharedValue } from './ipc/shared-value';
import type { OwnPool, PoolOptions, ProcessPool, ThreadPool } from './pools';
import type { Process } from './process';
import type { Python } from './python';
import type { ScheduleOptions, Timeline } from './schedule';

/** The type of values of which nothing is known: what is done with them is not checked. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as `JSON.parse`: a reader's program compiles without types of its own
export type Unchecked = any;

/** How `partition` distributes items. */
export type PartitionStrategy = 'chunk' | 'roundRobin';

/**
 * An open playground: an engine with its threads and processes. Several may be open at once. `await
 * using` closes it at the end of its block.
 */
export interface Playground extends AsyncDisposable {
  readonly environment: Environment;
  readonly mode: Mode;
  readonly workers: number;
  /** The pool of processes, of `workers` processes. */
  readonly processes: ProcessPool;
  /**
   * The pool of threads. Only in mode `threads`; elsewhere every call rejects with
   * `E_NOT_ISOLATED`.
   */
  readonly threads: ThreadPool;
  /**
   * A pool of processes of its own:
   *
   *     await using pool = pg.pool({
   *       workers: 2,
   *       initializer: (name: string) => Object.assign(globalThis, { name }),
   *       initargs: ['fern'],
   *     });
   */
  pool<A extends unknown[]>(options?: PoolOptions<A>): OwnPool;
  /** Python programs, with processes of their own. */
  readonly python: Python;
  /**
   * Measures the kernels and the dispatch, some 40 ms in short turns between those of other calls,
   * unless that has been done: it is after the first product. Resolves with the environment, which
   * then has them.
   */
  measured(): Promise<Environment>;
  /** C[m×n] = A[m×k]·B[k×n], row-major. Sizes may be 0. `E_ARGUMENT`, `E_SHAPE`, `E_MEMORY`. */
  matmul<T extends Matrix>(
    a: T,
    b: T,
    dims: Dimensions,
    options?: MatmulOptions,
  ): Promise<MatmulResult<T>>;
  /**
   * The same with a B that `matrix` has made. `k` and `n` may be left out; others than B's are
   * `E_SHAPE`.
   */
  matmul<T extends Matrix>(
    a: T,
    b: PackedMatrix<T>,
    dims: Pick<Dimensions, 'm'> & Partial<Dimensions>,
    options?: MatmulOptions,
  ): Promise<MatmulResult<T>>;
  /**
   * Prepares B[k×n], row-major, as the right operand of any number of products:
   *
   *     using weights = await pg.matrix(b, { k: 1024, n: 1024 });
   *     const { c } = await pg.matmul(a, weights, { m: 1 });
   *
   * `b` is copied, and can be changed afterwards. What it saves: `one` and `threads` neither copy B
   * to the engine again nor pack it; for `processes` it is in shared memory already, but each packs
   * it anew for each product. The other algorithms read the elements as they are. It takes twice
   * the bytes of `b`, and those of `b` once more in the engine, for processes and for a worker that
   * replaces a lost one. Sizes may be 0. `E_ARGUMENT`, `E_SHAPE`, `E_MEMORY`.
   */
  matrix<T extends Matrix>(b: T, dims: Pick<Dimensions, 'k' | 'n'>): Promise<PackedMatrix<T>>;
  /** Starts a process that runs the function, sent as source text, with the arguments. */
  spawn<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): Process;
  /**
   * A queue shared by the window and all processes. Nothing tells the compiler what will be put
   * into it, so without a type argument its items are not checked: `pg.queue<number>()`.
   */
  queue<T = Unchecked>(options?: QueueOptions): Queue<T>;
  /** The two ends of a pipe; messages as with `queue`. */
  pipe<T = Unchecked>(options?: PipeOptions): [Connection<T>, Connection<T>];
  /** A lock shared by the window and all processes. */
  lock(): Lock;
  /** A recursive lock shared by the window and all processes. */
  rlock(): RLock;
  /**
   * A condition over that lock; default: a recursive lock of its own. `E_ARGUMENT` for what is no
   * lock of this playground.
   */
  condition(lock?: Lock | RLock): Condition;
  /** A semaphore with that many units, 0…2³¹ − 1. Default 1. */
  semaphore(value?: number): Semaphore;
  /** A semaphore that never has more free units than at the beginning, 0…2³¹ − 1. Default 1. */
  boundedSemaphore(value?: number): Semaphore;
  /** An event, not set. */
  event(): Event;
  /** A barrier for that many parties, 1…2047. */
  barrier(parties: number): Barrier;
  /** An empty list that lives in the engine; items as with `queue`. */
  list<T = Unchecked>(): ManagedList<T>;
  /** An empty dictionary that lives in the engine; values as with `queue`. */
  dict<K extends DictKey = DictKey, V = Unchecked>(): ManagedDict<K, V>;
  /**
   * An array of that length, filled with zeros, or of those values. `E_NOT_ISOLATED` without shared
   * memory, `E_MEMORY` where it is full.
   */
  sharedArray<C extends Typecode>(
    typecode: C,
    lengthOrValues: number | Iterable<number | bigint>,
    options?: SharedArrayOptions,
  ): SharedArray<C>;
  /** One shared number; default 0. On every tier. */
  value(typecode: Typecode, initial?: number | bigint, options?: SharedArrayOptions): SharedValue;
  /**
   * Distributes items over parts. `chunk`: contiguous, ⌈len/parts⌉ each, so there may be fewer
   * parts. `roundRobin`: item i to part i mod parts. `parts` is an integer 1…10⁶.
   */
  partition<T>(items: Iterable<T>, parts: number, strategy: PartitionStrategy): Promise<T[][]>;
  /**
   * Runs the tasks under the policy, on real workers or in virtual time, and gives the timeline.
   * Simulations are deterministic.
   */
  schedule(options: ScheduleOptions): Promise<Timeline>;
  /** Runs the function repeatedly and times it. `value` and `medianMs` are the chapter's pair. */
  benchmark<T>(
    fn: () => T | Promise<T>,
    options?: BenchmarkOptions,
  ): Promise<BenchmarkResult<Awaited<T>>>;
  /** Runs the same work on several numbers of workers, in turns. */
  speedup(options: SpeedupOptions): Promise<SpeedupResult>;
  /** The statistics of samples in ms that were measured elsewhere. */
  statistics(samplesMs: number[]): Promise<Statistics>;
  /**
   * Resolves when all ended workers of this playground have stopped: in some browsers a busy
   * process runs on for up to 2 s. To be used before measurements.
   */
  settled(): Promise<void>;
  /**
   * Ends every worker. Open calls reject with `E_CLOSED` at once, and so do later ones. Resolves
   * when all workers have ended. May be called again.
   */
  close(): Promise<void>;
}
