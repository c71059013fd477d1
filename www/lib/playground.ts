/**
 * An open playground: checks arguments, passes calls to the engine, gives the answers their public shape.
 */
import type { EngineClient } from './engine-client';
import { benchmark } from './benchmark';
import { integer, MAX_COUNT, oneOf } from './checks';
import { PlaygroundError } from './errors';
import { multiply } from './matmul';
import { ProcessPoolHandle, ThreadPoolHandle } from './pools';
import { QueueInWindow } from './queue';
import { SpawnedProcess } from './spawn';
import { speedup } from './speedup';
import type {
  BenchmarkOptions,
  BenchmarkResult,
  Dimensions,
  Environment,
  MatmulOptions,
  MatmulResult,
  Matrix,
  Mode,
  PartitionStrategy,
  Playground,
  Process,
  ProcessPool,
  Queue,
  QueueOptions,
  SpeedupOptions,
  SpeedupResult,
  Statistics,
  ThreadPool,
} from './types';

/** Beside the contract: how tests make a worker die. */
export interface TestHooks {
  /** Ends a process of the pool behind everybody's back; true if there was one. */
  killProcessForTest(): Promise<boolean>;
  /** Panics in a thread of the pool, or in the engine where there are none. */
  panicForTest(): Promise<void>;
}

export class OpenPlayground implements Playground, TestHooks {
  readonly environment: Environment;
  readonly mode: Mode;
  readonly workers: number;
  readonly processes: ProcessPool;
  readonly threads: ThreadPool;
  readonly #engine: EngineClient;
  readonly #queues = new Set<QueueInWindow>();
  #nextId = 1;

  constructor(engine: EngineClient, environment: Environment, mode: Mode, workers: number) {
    this.#engine = engine;
    this.environment = environment;
    this.mode = mode;
    this.workers = workers;
    this.processes = new ProcessPoolHandle(engine);
    this.threads = new ThreadPoolHandle(engine, mode, environment);
    // Queues live in the engine: they end with it, and whoever holds one is told.
    engine.onLost = (reason) => {
      for (const queue of this.#queues) queue.lose(reason);
      this.#queues.clear();
    };
  }

  matmul<T extends Matrix>(
    a: T,
    b: T,
    dims: Dimensions,
    options: MatmulOptions = {},
  ): Promise<MatmulResult<T>> {
    return multiply(this.#engine, this, a, b, dims, options);
  }

  spawn<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): Process {
    return new SpawnedProcess(this.#engine, this.#id(), fn, args);
  }

  queue<T = unknown>(options: QueueOptions = {}): Queue<T> {
    const maxsize = integer('maxsize', options.maxsize ?? 0, 0, MAX_COUNT);
    const queue = new QueueInWindow(
      this.#engine,
      this.#id(),
      maxsize,
      this.environment.sharedMemory,
    );
    this.#queues.add(queue);
    return queue as Queue<T>;
  }

  async partition<T>(
    items: Iterable<T>,
    parts: number,
    strategy: PartitionStrategy,
  ): Promise<T[][]> {
    integer('parts', parts, 1, MAX_COUNT);
    oneOf('strategy', strategy, ['chunk', 'roundRobin'] as const);
    const list = [...items];
    const { order, lengths } = await this.#engine.ask('partition', list.length, parts, strategy);
    let end = 0;
    return Array.from(lengths, (length) => {
      end += length;
      return Array.from(order.subarray(end - length, end), (index) => list[index] as T);
    });
  }

  benchmark<T>(
    fn: () => T | Promise<T>,
    options: BenchmarkOptions = {},
  ): Promise<BenchmarkResult<Awaited<T>>> {
    return benchmark(fn, options, (samplesMs) => this.statistics(samplesMs));
  }

  speedup(options: SpeedupOptions): Promise<SpeedupResult> {
    return speedup(options, {
      statistics: (samplesMs) => this.statistics(samplesMs),
      speedup: (workers, mediansMs) => this.#engine.ask('speedup', workers, mediansMs),
    });
  }

  statistics(samplesMs: number[]): Promise<Statistics> {
    return this.#engine.ask('statistics', samplesMs, this.environment.clockResolutionMs);
  }

  close(): Promise<void> {
    this.#engine.close(new PlaygroundError('E_CLOSED', 'The playground is closed.'));
    return Promise.resolve();
  }

  killProcessForTest(): Promise<boolean> {
    return this.#engine.ask('killProcess');
  }

  panicForTest(): Promise<void> {
    return this.#engine.ask('panicThread');
  }

  #id(): number {
    const id = this.#nextId;
    this.#nextId += 1;
    return id;
  }
}
