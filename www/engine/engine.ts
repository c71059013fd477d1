/**
 * The engine: the leader wasm instance, and what the window may ask of it. It owns the threads and the processes, and is the
 * unit of recovery: whatever goes wrong inside a thread, the window ends this worker, and all below it, and makes a new one.
 */
import * as Comlink from 'comlink';

import {
  PoolMachine,
  guardInstance,
  joinThreads,
  measureDispatch,
  measureKernels,
  initThreadPool,
  panicForTest,
  partition,
  simd,
  speedup,
  statistics,
} from '../../pkg/parallel_playground.js';
import { clockResolutionMs } from '../common/clock';
import { holdLifeLock } from '../common/link';
import { outcomeOf, type Outcome } from '../common/outcome';
import type {
  CallId,
  EngineConfig,
  EngineEvents,
  EngineRealm,
  EngineReport,
  Exit,
  MapRequest,
  MatmulReply,
  MatmulRequest,
  QueueCall,
  QueueHandle,
  SpawnRequest,
} from '../common/protocol';
import type { Packed } from '../common/packed';
import { PlaygroundError } from '../lib/errors';
import type { SpeedupFigures } from '../lib/speedup';
import type { Kernels, Mode, PoolStats, Statistics } from '../lib/types';
import { compileModule, instantiate } from '../wasm/instance';
import { CallTable } from './calls';
import { mapOnProcesses, mapOnThreads, ThreadStats } from './map';
import { multiplyHere, multiplyOnProcesses } from './matmul';
import { ProcessPool } from './process-pool';
import { ProcessFactory } from './processes';
import { Queues } from './queues';
import { SpawnTable } from './spawn';

/** How long each kernel is measured in each turn, in ms: together some tens of milliseconds. */
const KERNEL_TURN_MS = 1;

/** What there is once the engine has started. */
interface Parts {
  config: EngineConfig;
  calls: CallTable;
  kernels: Kernels;
  factory: ProcessFactory;
  pool: ProcessPool;
  queues: Queues;
  spawned: SpawnTable;
  threadStats: ThreadStats;
}

export class Engine implements EngineRealm {
  #started: Parts | undefined;

  start(config: EngineConfig, events: EngineEvents): Promise<Outcome<EngineReport>> {
    return outcomeOf(async () => {
      await holdLifeLock(config.name);
      const module = await compileModule();
      await instantiate(module);
      guardInstance(config.name);
      if (config.mode === 'threads') {
        // It listens for one message only and may never settle: the window's deadline covers it.
        // The engine works as well: one thread less than workers.
        await initThreadPool(Math.max(1, config.workers - 1));
        joinThreads();
      }
      const kernels = config.kernels ?? {
        f32: measureKernels(32, KERNEL_TURN_MS),
        f64: measureKernels(64, KERNEL_TURN_MS),
      };
      // More than there are cores would wait for each other's turns.
      const threads =
        config.mode === 'threads' ? Math.min(config.workers, navigator.hardwareConcurrency) : 1;
      const queues = new Queues(config.sharedMemory);
      const factory = new ProcessFactory(config, module, queues);
      this.#started = {
        config,
        calls: new CallTable(events),
        kernels,
        factory,
        pool: new ProcessPool(new PoolMachine(config.workers), factory),
        queues,
        spawned: new SpawnTable(factory),
        threadStats: new ThreadStats(config.workers),
      };
      return {
        simd: simd() === 'relaxed' ? 'relaxed' : 'fixed',
        clockResolutionMs: clockResolutionMs(),
        kernels,
        dispatchUs: threads > 1 ? measureDispatch(threads) : null,
      };
    });
  }

  async matmul(request: MatmulRequest): Promise<Outcome<MatmulReply>> {
    const outcome = await outcomeOf(() =>
      this.#parts.calls.run(request.call, (call) =>
        request.on === 'processes'
          ? multiplyOnProcesses(
              request,
              this.#kernelFor(request),
              call,
              this.#parts.pool,
              this.#parts.config.sharedMemory,
            )
          : multiplyHere(request, this.#kernelFor(request), call),
      ),
    );
    // C moves to the window, which would have to copy it otherwise.
    return outcome.ok ? Comlink.transfer(outcome, [outcome.value.c.buffer]) : outcome;
  }

  map(request: MapRequest): Promise<Outcome<number[] | Packed[]>> {
    return outcomeOf(() =>
      this.#parts.calls.run<number[] | Packed[]>(request.call, (call) =>
        request.on === 'processes'
          ? mapOnProcesses(request, call, this.#parts.pool)
          : mapOnThreads(request, call, this.#parts.threadStats),
      ),
    );
  }

  stats(on: Mode): Promise<Outcome<PoolStats>> {
    return outcomeOf(() =>
      on === 'threads' ? this.#parts.threadStats.stats() : this.#parts.pool.stats(),
    );
  }

  partition(
    items: number,
    parts: number,
    strategy: string,
  ): Promise<Outcome<{ order: Uint32Array; lengths: Uint32Array }>> {
    return outcomeOf(() => partition(items, parts, strategy));
  }

  statistics(samplesMs: number[], resolutionMs: number): Promise<Outcome<Statistics>> {
    return outcomeOf(() => {
      const figures = statistics(Float64Array.from(samplesMs), resolutionMs);
      return { ...figures, samplesMs, clockResolutionMs: resolutionMs };
    });
  }

  speedup(workers: number[], mediansMs: number[]): Promise<Outcome<SpeedupFigures>> {
    return outcomeOf(() => speedup(Uint32Array.from(workers), Float64Array.from(mediansMs)));
  }

  queueOpen(handle: QueueHandle): Promise<Outcome<void>> {
    return outcomeOf(() => this.#parts.queues.open(handle));
  }

  queuePut(call: QueueCall & { message: Uint8Array }): Promise<Outcome<void>> {
    return this.#parts.queues.queuePut(call);
  }

  queueGet(call: QueueCall): Promise<Outcome<Uint8Array>> {
    return this.#parts.queues.queueGet(call);
  }

  queueSize(queue: number): Promise<Outcome<number>> {
    return this.#parts.queues.queueSize(queue);
  }

  queueClose(queue: number): Promise<Outcome<void>> {
    return this.#parts.queues.queueClose(queue);
  }

  spawn(request: SpawnRequest): Promise<Outcome<Exit>> {
    return outcomeOf(() => this.#parts.spawned.run(request));
  }

  terminate(pid: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#parts.spawned.terminate(pid));
  }

  cancel(call: CallId): Promise<Outcome<void>> {
    return outcomeOf(() => this.#parts.calls.cancel(call));
  }

  killProcess(): Promise<Outcome<boolean>> {
    return outcomeOf(() => this.#parts.pool.killOne());
  }

  panicThread(): Promise<Outcome<void>> {
    return outcomeOf(() => panicForTest(this.#parts.config.mode === 'threads'));
  }

  /** The fastest kernel here for the operands. */
  #kernelFor({ a }: MatmulRequest): string {
    const { kernels } = this.#parts;
    return (a instanceof Float32Array ? kernels.f32 : kernels.f64)[0]?.name ?? '';
  }

  get #parts(): Parts {
    if (!this.#started) throw new PlaygroundError('E_CLOSED', 'The engine has not started.');
    return this.#started;
  }
}
