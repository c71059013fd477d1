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
import type { Blueprint, ObjectCall, ObjectReply } from '../common/handles';
import { holdLifeLock } from '../common/link';
import { transferList } from '../common/items';
import { outcomeOf, type Failure, type Outcome } from '../common/outcome';
import type {
  CallId,
  EngineConfig,
  EngineEvents,
  EngineRealm,
  EngineReport,
  Exit,
  Grant,
  LeaseId,
  MapReply,
  MapRequest,
  MatmulReply,
  MatmulRequest,
  SpawnRequest,
  ThreadTask,
} from '../common/protocol';
import { buffersOf, type ScheduleReply, type ScheduleRequest } from '../common/schedule';
import { reportedCores } from '../lib/environment';
import { PlaygroundError } from '../lib/errors';
import type { Kernels, Mode, PoolStats, SpeedupFigures, Statistics } from '../lib/types';
import { compileHeap, compileModule, instantiate } from '../wasm/instance';
import { CallTable } from './calls';
import { LeaseTable } from './leases';
import { mapOnProcesses, mapOnThreads, tasksOnThreads, ThreadStats } from './map';
import { multiplyHere, multiplyOnProcesses } from './matmul';
import { Objects } from './objects';
import { ProcessPool } from './process-pool';
import { ProcessFactory } from './processes';
import { runOnThreads, simulate } from './schedule';
import { runOnProcesses } from './schedule-processes';
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
  leases: LeaseTable;
  objects: Objects;
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
      const threads = config.mode === 'threads' ? Math.min(config.workers, reportedCores()) : 1;
      const objects = new Objects(await compileHeap(), config.heap);
      const factory = new ProcessFactory(config, module, objects);
      const pool = new ProcessPool(new PoolMachine(config.workers), factory);
      this.#started = {
        config,
        calls: new CallTable(events),
        kernels,
        factory,
        pool,
        leases: new LeaseTable(pool),
        objects,
        spawned: new SpawnTable(factory, objects),
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

  async map(request: MapRequest): Promise<Outcome<MapReply>> {
    const outcome = await outcomeOf(() =>
      this.#parts.calls.run<MapReply>(request.call, (call) =>
        request.on === 'processes'
          ? mapOnProcesses(request, call, this.#parts.pool)
          : mapOnThreads(request, call, this.#parts.threadStats),
      ),
    );
    if (!outcome.ok) return outcome;
    const { pieces, spans } = outcome.value;
    const moved = pieces.flatMap((piece) => transferList(piece));
    return Comlink.transfer(outcome, spans ? [...moved, spans.buffer] : moved);
  }

  async schedule(request: ScheduleRequest): Promise<Outcome<ScheduleReply>> {
    const { calls, pool, objects, threadStats } = this.#parts;
    const outcome = await outcomeOf(() =>
      calls.run(request.call, (call) => {
        if (request.load === 'simulate') return simulate(request, call);
        if (request.on === 'threads') return runOnThreads(request, call, threadStats);
        return runOnProcesses(request, call, pool, objects.areas);
      }),
    );
    return outcome.ok ? Comlink.transfer(outcome, buffersOf(outcome.value)) : outcome;
  }

  threadTasks(tasks: ThreadTask[]): Promise<Outcome<Outcome<number>[]>> {
    const { calls, threadStats } = this.#parts;
    return outcomeOf(() => tasksOnThreads(tasks, calls.unnamed(), threadStats));
  }

  async lease(id: LeaseId): Promise<Outcome<Grant>> {
    const outcome = await outcomeOf(() => this.#parts.leases.ask(id));
    const port = outcome.ok ? outcome.value.way?.port : undefined;
    return port ? Comlink.transfer(outcome, [port]) : outcome;
  }

  leaseOver(id: LeaseId): Promise<Outcome<void>> {
    return outcomeOf(() => this.#parts.leases.over(id));
  }

  release(id: LeaseId, failure?: Failure): Promise<Outcome<void>> {
    return outcomeOf(() => this.#parts.leases.release(id, failure));
  }

  shutdown(cancelPending: boolean): Promise<Outcome<void>> {
    return outcomeOf(() => this.#parts.pool.shutdown(cancelPending));
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

  speedup(
    workers: number[],
    mediansMs: number[],
  ): Promise<Outcome<{ points: SpeedupFigures[]; serialFraction: number | null }>> {
    return outcomeOf(() => speedup(Uint32Array.from(workers), Float64Array.from(mediansMs)));
  }

  objectsOpen(blueprints: Blueprint[]): Promise<Outcome<void>> {
    return outcomeOf(() => this.#parts.objects.open(blueprints));
  }

  objectsOperate(call: ObjectCall): Promise<Outcome<ObjectReply>> {
    return this.#parts.objects.operate(call);
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
