/** An open playground. */
import type { Environment, Mode } from './environment';
import type { Dimensions, MatmulOptions, MatmulResult, Matrix } from './matmul';
import type {
  BenchmarkOptions,
  BenchmarkResult,
  SpeedupOptions,
  SpeedupResult,
  Statistics,
} from './measuring';
import type { Barrier } from './ipc/barrier';
import type { Event } from './ipc/event';
import type { ManagedList } from './ipc/list';
import type { Lock } from './ipc/lock';
import type { Connection, PipeOptions } from './ipc/pipe';
import type { Queue, QueueOptions } from './ipc/queue';
import type { Semaphore } from './ipc/semaphore';
import type { SharedArray, SharedArrayOptions, Typecode } from './ipc/shared-array';
import type { ProcessPool, ThreadPool } from './pools';
import type { Process } from './process';
import type { ScheduleOptions, Timeline } from './schedule';

export type PartitionStrategy = 'chunk' | 'roundRobin';

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
