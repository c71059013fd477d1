/**
 * An open playground: checks arguments, passes calls to the engine, and gives the results their
 * public form.
 */
import type { EngineClient } from './engine-client';
import type { Generation } from './generation';
import { benchmark } from './benchmark';
import { elements, integer, MAX_PARTS, oneOf, refused } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import type { Measured } from '../common/protocol';
import { makeBarrier } from '../objects/kinds/barrier';
import { makeCondition } from '../objects/kinds/condition';
import { makePipe } from '../objects/kinds/connection';
import { makeDict } from '../objects/kinds/dict';
import { makeEvent } from '../objects/kinds/event';
import { makeList } from '../objects/kinds/list';
import { makeLock } from '../objects/kinds/lock';
import { makeQueue } from '../objects/kinds/queue';
import { makeRLock } from '../objects/kinds/rlock';
import { makeBoundedSemaphore, makeSemaphore } from '../objects/kinds/semaphore';
import { makeSharedArray } from '../objects/kinds/shared-array';
import { makeValue } from '../objects/kinds/value';
import { ASYNC_DISPOSE } from '../objects/rules';
import { Matrices } from './matrices';
import { multiply } from './matmul';
import { OwnPoolHandle } from './own-pool';
import { ProcessPoolHandle } from './process-pool-handle';
import { PythonHandle } from './python';
import { productFor } from './python-product';
import { ThreadPoolHandle } from './thread-pool-handle';
import { WindowObjects } from './window-objects';
import { schedule } from './schedule';
import { SpawnedProcess } from './spawned-process';
import { speedup } from './speedup';
import type {
  Barrier,
  BenchmarkOptions,
  BenchmarkResult,
  Condition,
  Connection,
  DictKey,
  Dimensions,
  Environment,
  Event,
  Lock,
  ManagedDict,
  ManagedList,
  MatmulOptions,
  MatmulResult,
  Matrix,
  Mode,
  OwnPool,
  PackedMatrix,
  PartitionStrategy,
  PipeOptions,
  Playground,
  PoolOptions,
  Process,
  Queue,
  QueueOptions,
  RLock,
  Semaphore,
  SharedArray,
  SharedArrayOptions,
  SharedValue,
  ScheduleOptions,
  SpeedupOptions,
  SpeedupResult,
  Statistics,
  ThreadPool,
  Timeline,
  Typecode,
  Unchecked,
} from '../common/types';

export class OpenPlayground implements Playground {
  readonly environment: Environment;
  readonly mode: Mode;
  readonly workers: number;
  readonly processes: ProcessPoolHandle;
  readonly threads: ThreadPool;
  readonly python: PythonHandle;
  readonly #engine: EngineClient;
  readonly #matrices: Matrices;
  #measuring: Promise<Measured> | undefined;
  #objectsOf: { generation: Generation; objects: WindowObjects } | undefined;
  #nextId = 1;
  #pools = 0;

  constructor(engine: EngineClient, environment: Environment, mode: Mode, workers: number) {
    this.#engine = engine;
    this.#matrices = new Matrices(engine);
    this.environment = environment;
    this.mode = mode;
    this.workers = workers;
    this.processes = new ProcessPoolHandle(engine, workers, () => this.#objects);
    this.threads = new ThreadPoolHandle(engine, mode, environment, workers);
    const { sharedMemory } = environment;
    const multiply = productFor(this);
    const { closing, places } = engine;
    this.python = new PythonHandle({ workers, sharedMemory, places, closing, multiply });
  }

  async matmul<T extends Matrix>(
    a: T,
    b: T | PackedMatrix<T>,
    dims: Partial<Dimensions>,
    options: MatmulOptions = {},
  ): Promise<MatmulResult<T>> {
    // Leased processes may be needed for the product.
    this.processes.yield();
    const result = await multiply(this.#engine, this.#matrices, this, a, b, dims, options);
    // The first one is not delayed by that; the next ones have the fastest kernel. If the engine is
    // lost meanwhile, the product after this one tries again.
    if (!this.#engine.measured) this.measured().catch(() => undefined);
    return result;
  }

  async matrix<T extends Matrix>(
    b: T,
    dims: Pick<Dimensions, 'k' | 'n'>,
  ): Promise<PackedMatrix<T>> {
    return this.#matrices.open(b, dims);
  }

  async measured(): Promise<Environment> {
    if (!this.#engine.measured) {
      this.#measuring ??= this.#engine.ask('measured').finally(() => {
        this.#measuring = undefined;
      });
      const measured = await this.#measuring;
      this.#engine.measured = measured;
      Object.assign(this.environment, measured);
    }
    return this.environment;
  }

  spawn<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): Process {
    return new SpawnedProcess(this.#engine, this.#id(), this.#objects, fn, args);
  }

  pool<A extends unknown[]>(options?: PoolOptions<A>): OwnPool {
    this.#pools += 1;
    const { workers } = this;
    const given = options as PoolOptions | undefined;
    return new OwnPoolHandle(this.#engine, this.#pools, workers, () => this.#objects, given);
  }

  queue<T = Unchecked>(options?: QueueOptions): Queue<T> {
    return makeQueue(this.#objects, options) as Queue as Queue<T>;
  }

  pipe<T = Unchecked>(options?: PipeOptions): [Connection<T>, Connection<T>] {
    return makePipe(this.#objects, options) as [Connection<T>, Connection<T>];
  }

  list<T = Unchecked>(): ManagedList<T> {
    return makeList(this.#objects) as ManagedList as ManagedList<T>;
  }

  lock(): Lock {
    return makeLock(this.#objects);
  }

  rlock(): RLock {
    return makeRLock(this.#objects);
  }

  condition(lock?: Lock | RLock): Condition {
    return makeCondition(this.#objects, lock);
  }

  semaphore(value?: number): Semaphore {
    return makeSemaphore(this.#objects, value);
  }

  boundedSemaphore(value?: number): Semaphore {
    return makeBoundedSemaphore(this.#objects, value);
  }

  event(): Event {
    return makeEvent(this.#objects);
  }

  barrier(parties: number): Barrier {
    return makeBarrier(this.#objects, parties);
  }

  sharedArray<C extends Typecode>(
    typecode: C,
    lengthOrValues: number | Iterable<number | bigint>,
    options?: SharedArrayOptions,
  ): SharedArray<C> {
    const array: SharedArray = makeSharedArray(this.#objects, typecode, lengthOrValues, options);
    return array as SharedArray<C>;
  }

  value(typecode: Typecode, initial?: number | bigint, options?: SharedArrayOptions): SharedValue {
    return makeValue(this.#objects, typecode, initial, options);
  }

  dict<K extends DictKey = DictKey, V = Unchecked>(): ManagedDict<K, V> {
    return makeDict(this.#objects) as ManagedDict as ManagedDict<K, V>;
  }

  async partition<T>(
    items: Iterable<T>,
    parts: number,
    strategy: PartitionStrategy,
  ): Promise<T[][]> {
    integer('parts', parts, 1, MAX_PARTS);
    oneOf('strategy', strategy, ['chunk', 'roundRobin'] as const);
    const list = elements('items', items) as T[];
    const { order, lengths } = await this.#engine.ask('partition', list.length, parts, strategy);
    let end = 0;
    return Array.from(lengths, (length) => {
      end += length;
      return Array.from(order.subarray(end - length, end), (index) => list[index] as T);
    });
  }

  schedule(options: ScheduleOptions): Promise<Timeline> {
    // Leased processes may be needed for the run.
    this.processes.yield();
    return schedule(this.#engine, this, options);
  }

  benchmark<T>(
    fn: () => T | Promise<T>,
    options: BenchmarkOptions = {},
  ): Promise<BenchmarkResult<Awaited<T>>> {
    return benchmark(fn, options, (samplesMs) => this.statistics(samplesMs), this.#engine.closing);
  }

  speedup(options: SpeedupOptions): Promise<SpeedupResult> {
    const reader = {
      closing: this.#engine.closing,
      statistics: (samplesMs: number[]) => this.statistics(samplesMs),
      speedup: (workers: number[], mediansMs: number[]) =>
        this.#engine.ask('speedup', workers, mediansMs),
    };
    return speedup(options, reader, this.environment.cores);
  }

  async statistics(samplesMs: number[]): Promise<Statistics> {
    const samples = elements('samplesMs', samplesMs, 'an array of numbers');
    samples.forEach((sample, i) => {
      if (typeof sample !== 'number') throw refused(`samplesMs[${i}]`, sample, 'a number');
    });
    return this.#engine.ask('statistics', samples as number[], this.environment.clockResolutionMs);
  }

  async close(): Promise<void> {
    await Promise.all([this.#engine.close(closedError()), this.python.close()]);
  }

  terminate(): void {
    const reason = closedError();
    this.python.terminate(reason);
    this.#engine.terminate(reason);
  }

  [ASYNC_DISPOSE](): Promise<void> {
    return this.close();
  }

  settled(): Promise<void> {
    return this.#engine.settled();
  }

  heapUsed(): Promise<number> {
    return this.#engine.ask('heapUsed');
  }

  /** The objects of the present engine, or of the next one. */
  get #objects(): WindowObjects {
    const { generation } = this.#engine;
    if (this.#objectsOf?.generation !== generation) {
      const reason = (): string => this.environment.reasons[0] ?? 'This page cannot share memory.';
      const objects = new WindowObjects(this.#engine, generation, reason);
      this.#objectsOf = { generation, objects };
    }
    return this.#objectsOf.objects;
  }

  #id(): number {
    const id = this.#nextId;
    this.#nextId += 1;
    return id;
  }
}

function closedError(): PlaygroundError {
  return new PlaygroundError('E_CLOSED', 'The playground is closed.');
}
