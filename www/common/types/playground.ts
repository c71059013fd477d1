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
 *
 * @example
 * ```ts
 * await using pg = await open({ workers: 2 });
 * await pg.processes.map((x) => x * x, [1, 2, 3]); // → [1, 4, 9]
 * ```
 */
export interface Playground extends AsyncDisposable {
  /** What the page's browser and headers allow. */
  readonly environment: Environment;
  /** Where it runs its work by default. */
  readonly mode: Mode;
  /** The number of its threads, or of its processes: 1…64. */
  readonly workers: number;
  /** The pool of processes, of `workers` processes. */
  readonly processes: ProcessPool;
  /**
   * The pool of threads. Only in mode `threads`; elsewhere every call rejects with
   * `E_NOT_ISOLATED`.
   */
  readonly threads: ThreadPool;
  /**
   * A pool of processes of its own; they start with its first task. Source: CPython,
   * `multiprocessing.Pool`. `E_ARGUMENT` for an option that is not allowed.
   *
   * @example
   * ```ts
   * await using pool = pg.pool({
   *   workers: 2,
   *   initializer: (name: string) => Object.assign(globalThis, { name: name.toUpperCase() }),
   *   initargs: ['fern'],
   * });
   * await pool.submit(() => name); // → 'FERN'
   * ```
   */
  pool<A extends unknown[]>(options?: PoolOptions<A>): OwnPool;
  /** Python programs, with processes of their own. */
  readonly python: Python;
  /**
   * Measures the kernels and the dispatch, some 40 ms in short turns between those of other calls,
   * unless that has been done: it is after the first product. Resolves with the environment, which
   * then has them. `E_CLOSED`, `E_WORKER_LOST`.
   *
   * @example
   * ```ts
   * const { kernels, dispatchUs } = await pg.measured();
   * kernels.f32[0]!.gflops > 0 && dispatchUs !== 0; // → true
   * ```
   */
  measured(): Promise<Environment>;
  /**
   * The matrix product C[m×n] = A[m×k]·B[k×n], row-major. Sizes may be 0. The fast algorithm blocks
   * as BLIS does (Van Zee & van de Geijn 2015). `E_ARGUMENT`; `E_SHAPE` where an operand has
   * another length than its sizes; `E_MEMORY`; `E_NOT_ISOLATED` on threads where there are none;
   * `E_CANCELLED`.
   *
   * @example
   * ```ts
   * const a = Float64Array.of(1, 2, 3, 4);
   * const b = Float64Array.of(5, 6, 7, 8);
   * const { c } = await pg.matmul(a, b, { m: 2, k: 2, n: 2 });
   * [...c]; // → [19, 22, 43, 50]
   * ```
   */
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
   * Prepares B[k×n], row-major, as the right operand of any number of products.
   *
   * `b` is copied, and can be changed afterwards. What it saves: `one` and `threads` neither copy B
   * to the engine again nor pack it; for `processes` it is in shared memory already, but each packs
   * it anew for each product. The other algorithms read the elements as they are. It takes twice
   * the bytes of `b`, and those of `b` once more in the engine, for processes and for a worker that
   * replaces a lost one. Sizes may be 0. `E_ARGUMENT`, `E_SHAPE`, `E_MEMORY`.
   *
   * @example
   * ```ts
   * using b = await pg.matrix(Float32Array.of(1, 2, 3, 4, 5, 6), { k: 2, n: 3 });
   * const { c } = await pg.matmul(Float32Array.of(1, 10), b, { m: 1 });
   * [...c]; // → [41, 52, 63]
   * ```
   */
  matrix<T extends Matrix>(b: T, dims: Pick<Dimensions, 'k' | 'n'>): Promise<PackedMatrix<T>>;
  /**
   * Starts a process that runs the function, sent as source text, with the arguments. Source:
   * CPython, `multiprocessing.Process`. Throws `E_ARGUMENT` for what is no function of its
   * arguments alone.
   *
   * @example
   * ```ts
   * const queue = pg.queue<number>();
   * const process = pg.spawn((queue, x) => queue.put(x * x), queue, 7);
   * await process.join(); // → 0
   * await queue.get(); // → 49
   * ```
   */
  spawn<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): Process;
  /**
   * A queue shared by the window and all processes. Nothing tells the compiler what will be put
   * into it, so without a type argument its items are not checked: `pg.queue<number>()`.
   * `E_ARGUMENT`, `E_MEMORY`, as all that makes objects.
   *
   * @example
   * ```ts
   * const queue = pg.queue<string>({ maxsize: 2 });
   * await queue.put('fern');
   * await queue.get(); // → 'fern'
   * ```
   */
  queue<T = Unchecked>(options?: QueueOptions): Queue<T>;
  /**
   * The two ends of a pipe; messages as with `queue`.
   *
   * @example
   * ```ts
   * const [near, far] = pg.pipe<string>();
   * pg.spawn((far) => far.send('fern'), far);
   * await near.recv(); // → 'fern'
   * ```
   */
  pipe<T = Unchecked>(options?: PipeOptions): [Connection<T>, Connection<T>];
  /**
   * A lock shared by the window and all processes.
   *
   * @example
   * ```ts
   * const lock = pg.lock();
   * await lock.withLock(() => lock.acquire({ block: false })); // → false
   * ```
   */
  lock(): Lock;
  /**
   * A recursive lock shared by the window and all processes.
   *
   * @example
   * ```ts
   * const lock = pg.rlock();
   * await lock.withLock(() => lock.acquire({ block: false })); // → true
   * ```
   */
  rlock(): RLock;
  /**
   * A condition over that lock; default: a recursive lock of its own. `E_ARGUMENT` for what is no
   * lock of this playground.
   *
   * @example
   * ```ts
   * const lock = pg.lock();
   * const [full, empty] = [pg.condition(lock), pg.condition(lock)];
   * await full.acquire();
   * await empty.acquire({ block: false }); // → false
   * ```
   */
  condition(lock?: Lock | RLock): Condition;
  /**
   * A semaphore with that many units, an integer 0…2³¹ − 1. Default 1.
   *
   * @example
   * ```ts
   * const semaphore = pg.semaphore(0);
   * await semaphore.release();
   * await semaphore.acquire(); // → true
   * ```
   */
  semaphore(value?: number): Semaphore;
  /**
   * A semaphore that never has more free units than at the beginning, an integer 0…2³¹ − 1. Default
   * 1.
   *
   * @example
   * ```ts
   * const semaphore = pg.boundedSemaphore(2);
   * await semaphore.release().catch((error) => error.code); // → 'E_ARGUMENT'
   * ```
   */
  boundedSemaphore(value?: number): Semaphore;
  /**
   * An event, not set.
   *
   * @example
   * ```ts
   * const event = pg.event();
   * await event.wait(5); // → false
   * ```
   */
  event(): Event;
  /**
   * A barrier for that many parties, an integer 1…2047.
   *
   * @example
   * ```ts
   * const barrier = pg.barrier(2);
   * pg.spawn((barrier) => barrier.wait(), barrier);
   * (await barrier.wait()) < 2; // → true
   * ```
   */
  barrier(parties: number): Barrier;
  /**
   * An empty list that lives in the engine; items as with `queue`.
   *
   * @example
   * ```ts
   * const list = pg.list<number>();
   * await list.extend([3, 5]);
   * await list.get(-1); // → 5
   * ```
   */
  list<T = Unchecked>(): ManagedList<T>;
  /**
   * An empty dictionary that lives in the engine; values as with `queue`.
   *
   * @example
   * ```ts
   * const ages = pg.dict<string, number>();
   * await ages.set('fern', 3);
   * await ages.get('fern'); // → 3
   * ```
   */
  dict<K extends DictKey = DictKey, V = Unchecked>(): ManagedDict<K, V>;
  /**
   * An array of that length, filled with zeros, or of those values. `E_NOT_ISOLATED` without shared
   * memory, `E_MEMORY` where it is full.
   *
   * @example Where memory is shared
   * ```ts
   * const counts = pg.sharedArray('i', 3);
   * await pg.processes.submit((counts) => counts.add(2, 5), counts);
   * await counts.toArray(); // → [0, 0, 5]
   * ```
   */
  sharedArray<C extends Typecode>(
    typecode: C,
    lengthOrValues: number | Iterable<number | bigint>,
    options?: SharedArrayOptions,
  ): SharedArray<C>;
  /**
   * One shared number; default 0. With and without shared memory.
   *
   * @example
   * ```ts
   * const counter = pg.value('i', 3);
   * await counter.add(1); // → 3
   * await counter.get(); // → 4
   * ```
   */
  value(typecode: Typecode, initial?: number | bigint, options?: SharedArrayOptions): SharedValue;
  /**
   * Distributes items over parts. `chunk`: contiguous, ⌈len/parts⌉ each, so there may be fewer
   * parts. `roundRobin`: item i to part i mod parts. `parts` is an integer 1…10⁶. `E_ARGUMENT`.
   *
   * @example
   * ```ts
   * await pg.partition([1, 2, 3, 4, 5], 2, 'chunk'); // → [[1, 2, 3], [4, 5]]
   * await pg.partition([1, 2, 3, 4, 5], 2, 'roundRobin'); // → [[1, 3, 5], [2, 4]]
   * ```
   */
  partition<T>(items: Iterable<T>, parts: number, strategy: PartitionStrategy): Promise<T[][]>;
  /**
   * Runs the tasks under the policy, on real workers or in virtual time, and gives the timeline.
   * Simulations are deterministic. `E_ARGUMENT`; `E_NOT_ISOLATED` for `on: 'threads'` where there
   * are none; `E_MEMORY`, `E_CANCELLED`.
   *
   * @example
   * ```ts
   * const tasks = [3, 1, 2, 2]; // ms
   * const policy = { name: 'dynamic' } as const;
   * const timeline = await pg.schedule({ tasks, policy, workers: 2, load: 'simulate' });
   * timeline.makespanMs; // → 5
   * timeline.busyMs; // → [5, 3]
   * ```
   */
  schedule(options: ScheduleOptions): Promise<Timeline>;
  /**
   * Runs the function repeatedly and times it. `value` and `medianMs` are the chapter's pair.
   * `E_ARGUMENT`, `E_CANCELLED`; rejects with what the function throws.
   *
   * @example
   * ```ts
   * const { value, samplesMs, medianMs } = await pg.benchmark(() => 6 * 7);
   * [value, samplesMs.length]; // → [42, 5]
   * medianMs >= 0; // → true
   * ```
   */
  benchmark<T>(
    fn: () => T | Promise<T>,
    options?: BenchmarkOptions,
  ): Promise<BenchmarkResult<Awaited<T>>>;
  /**
   * Runs the same work on several numbers of workers, in turns, and computes speed-up, efficiency,
   * the serial fraction of Karp & Flatt (1990) and that of Amdahl's law (1967). `E_ARGUMENT`,
   * `E_CANCELLED`; rejects with what `run` throws.
   *
   * @example
   * ```ts
   * const run = (workers: number) => 2 + 8 / workers; // as if measured, in ms
   * const { points } = await pg.speedup({ run, workers: [1, 2, 4] });
   * points.map(({ speedup }) => speedup); // → [1, 10 / 6, 2.5]
   * ```
   */
  speedup(options: SpeedupOptions): Promise<SpeedupResult>;
  /**
   * The statistics of samples in ms that were measured elsewhere. `E_ARGUMENT` for what is no
   * number, and for no samples.
   *
   * @example
   * ```ts
   * const { medianMs, minMs, maxMs, meanMs } = await pg.statistics([1, 2, 6]);
   * [medianMs, minMs, maxMs, meanMs]; // → [2, 1, 6, 3]
   * ```
   */
  statistics(samplesMs: number[]): Promise<Statistics>;
  /**
   * Resolves when all ended workers of this playground have stopped: in some browsers a busy
   * process runs on for up to 2 s. To be used before measurements.
   *
   * @example
   * ```ts
   * const process = pg.spawn(() => { for (;;); });
   * process.terminate();
   * await process.join(); // → -15
   * await pg.settled(); // → undefined
   * ```
   */
  settled(): Promise<void>;
  /**
   * How many bytes are in use of the heap in which the playground's objects lie: queues, locks,
   * arrays and the messages in them. What is closed, or let go by all, is free again.
   *
   * @example
   * ```ts
   * const queue = pg.queue();
   * await queue.put('x'.repeat(8000));
   * (await pg.heapUsed()) >= 8000; // → true
   * ```
   */
  heapUsed(): Promise<number>;
  /**
   * Ends every worker. Open calls reject with `E_CLOSED` at once, and so do later ones. Resolves
   * when all workers have ended. May be called again.
   *
   * @example
   * ```ts
   * const pg = await open({ workers: 1 });
   * const sleeps = pg.processes.submit('sleep', 10_000);
   * await Promise.all([pg.close(), sleeps]).catch((error) => error.code); // → 'E_CLOSED'
   * ```
   */
  close(): Promise<void>;
  /**
   * As `close`, but ends the workers at once, as a page has to that is being left: browsers may
   * keep a worker that ends just after its own workers.
   *
   * @example
   * ```ts
   * const pg = await open({ workers: 1 });
   * addEventListener('pagehide', () => pg.terminate());
   * pg.terminate(); // → undefined
   * await pg.processes.map('square', [2]).catch((error) => error.code); // → 'E_CLOSED'
   * ```
   */
  terminate(): void;
}
