/**
 * The engine: answers the window's calls. It owns the compute worker, the processes and the
 * objects. It computes nothing itself, so its event loop is never blocked. If it is lost, all that
 * it owns is lost; a lost compute worker is replaced alone.
 */
import * as Comlink from 'comlink';

import {
  guardInstance,
  partition,
  setSpinRate,
  speedup,
  statistics,
} from '../../pkg/parallel_playground.js';
import type { CallId } from '../common/call-id';
import { clockResolutionMs } from '../common/clock';
import type { Holding, ObjectCall, ObjectReply, Opening } from '../common/handles';
import { holdLifeLock, tornDown } from '../common/link';
import { count, transferList } from '../common/items';
import { allocateInWorker } from '../common/memory';
import { outcomeOf, type Failure, type Outcome } from '../common/outcome';
import type {
  CheckReply,
  CheckRequest,
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
  MatrixRequest,
  Measured,
  PoolRequest,
  SpawnRequest,
  ThreadTask,
} from '../common/protocol';
import { buffersOf, type ScheduleReply, type ScheduleRequest } from '../common/schedule-messages';
import { PlaygroundError } from '../common/errors';
import type { Matrix, Mode, PoolStats, SpeedupFigures, Statistics } from '../common/types';
import { compileHeap, compileModule, instantiate } from '../wasm/module';
import { CallTable, type OpenCall } from './calls';
import { ComputeClient } from './compute-client';
import { mapOnProcesses } from './map-processes';
import { multiplyOnProcesses } from './matmul-processes';
import { MatrixTable } from './matrix-table';
import { ObjectServer } from './object-server';
import { PoolTable } from './pool-table';
import { ProcessFactory } from './process-factory';
import { runOnProcesses } from './schedule-processes';
import { SpawnTable } from './spawn-table';
import { ThreadStats } from './thread-stats';

/** What exists once the engine has started. */
interface EngineComponents {
  config: EngineConfig;
  calls: CallTable;
  compute: ComputeClient;
  factory: ProcessFactory;
  matrices: MatrixTable;
  pools: PoolTable;
  objects: ObjectServer;
  spawned: SpawnTable;
  threadStats: ThreadStats;
}

export class Engine implements EngineRealm {
  readonly #compiling = compileModule();
  #compute: ComputeClient | undefined;
  #measured: Promise<Measured> | undefined;
  /** The names of the kernels to use: the default ones until they are measured. */
  #kernels = { f32: '', f64: '' };
  #started: EngineComponents | undefined;

  constructor() {
    // The error is the start's.
    this.#compiling.catch(() => undefined);
  }

  async start(config: EngineConfig, events: EngineEvents): Promise<Outcome<EngineReport>> {
    const outcome = await outcomeOf(() => this.#start(config, events));
    // Who hears of a failure ends this realm at once.
    if (!outcome.ok) await this.end();
    return outcome;
  }

  async matmul(request: MatmulRequest): Promise<Outcome<MatmulReply>> {
    const outcome = await outcomeOf(() =>
      this.#components.calls.run(request.call, (call) =>
        request.on === 'processes'
          ? this.#multiplyOnProcesses(request, call)
          : this.#multiplyHere(request, call),
      ),
    );
    // C moves to the window instead of being copied.
    return outcome.ok ? Comlink.transfer(outcome, [outcome.value.c.buffer]) : outcome;
  }

  matrixOpen(request: MatrixRequest): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.matrices.open(request));
  }

  matrixClose(id: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.matrices.close(id));
  }

  measured(): Promise<Outcome<Measured>> {
    return outcomeOf(() => {
      const { compute } = this.#components;
      this.#measured ??= compute.ask('measure').then(
        (measured) => this.#choose(measured),
        (error: unknown) => {
          // The worker was lost; the next one can be measured.
          this.#measured = undefined;
          throw error;
        },
      );
      return this.#measured;
    });
  }

  async map(request: MapRequest): Promise<Outcome<MapReply>> {
    const outcome = await outcomeOf(() =>
      this.#components.calls.run<MapReply>(request.call, (call) =>
        request.on === 'processes'
          ? mapOnProcesses(request, call, this.#components.pools.driver(request.pool))
          : this.#mapOnThreads(request, call),
      ),
    );
    if (!outcome.ok) return outcome;
    const { pieces, spans } = outcome.value;
    const moved = pieces.flatMap((piece) => transferList(piece));
    return Comlink.transfer(outcome, spans ? [...moved, spans.buffer] : moved);
  }

  async schedule(request: ScheduleRequest): Promise<Outcome<ScheduleReply>> {
    const { calls, pools, objects, compute, threadStats } = this.#components;
    const outcome = await outcomeOf(() =>
      calls.run(request.call, (call) => {
        const there = (): Promise<ScheduleReply> =>
          compute.run(
            call,
            call.progress,
            'schedule',
            [request],
            [request.tasks.buffer as ArrayBuffer],
          );
        if (request.load === 'simulate') return there();
        if (request.on === 'threads') return threadStats.during(0, there);
        return runOnProcesses(request, call, pools.driver(), objects.areas);
      }),
    );
    return outcome.ok ? Comlink.transfer(outcome, buffersOf(outcome.value)) : outcome;
  }

  threadTasks(tasks: ThreadTask[]): Promise<Outcome<Outcome<number>[]>> {
    const { compute, threadStats } = this.#components;
    return outcomeOf(() =>
      threadStats.during(tasks.length, async (tell) => {
        const outcomes = await compute.ask('threadTasks', tasks);
        tell(outcomes.filter(({ ok }) => ok).length);
        return outcomes;
      }),
    );
  }

  async lease(id: LeaseId, pool?: number): Promise<Outcome<Grant>> {
    const outcome = await outcomeOf(() => this.#components.pools.leases(pool).ask(id));
    const port = outcome.ok ? outcome.value.way?.port : undefined;
    return port ? Comlink.transfer(outcome, [port]) : outcome;
  }

  leaseOver(id: LeaseId, pool?: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.pools.leases(pool).over(id));
  }

  leaseCancel(id: LeaseId, pool?: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.pools.leases(pool).cancel(id));
  }

  release(id: LeaseId, failure?: Failure, pool?: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.pools.leases(pool).release(id, failure));
  }

  shutdown(cancelPending: boolean, pool?: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.pools.shutdown(cancelPending, pool));
  }

  poolOpen(request: PoolRequest): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.pools.open(request));
  }

  poolTerminate(pool: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.pools.terminate(pool));
  }

  stats(on: Mode, pool?: number): Promise<Outcome<PoolStats>> {
    return outcomeOf(() =>
      on === 'threads'
        ? this.#components.threadStats.stats()
        : this.#components.pools.driver(pool).stats(),
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

  objectsOpen(openings: Opening[]): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.objects.open(openings));
  }

  objectsHolding(holding: Holding): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.objects.holding(holding));
  }

  heapUsed(): Promise<Outcome<number>> {
    return outcomeOf(() => this.#components.objects.usedBytes);
  }

  objectsOperate(call: ObjectCall): Promise<Outcome<ObjectReply>> {
    return this.#components.objects.operate(call);
  }

  objectsGiveUp(id: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.objects.giveUp(id));
  }

  spawn(request: SpawnRequest): Promise<Outcome<Exit>> {
    return outcomeOf(() => this.#components.spawned.run(request));
  }

  terminate(pid: number, exitCode: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.spawned.terminate(pid, exitCode));
  }

  cancel(call: CallId): Promise<Outcome<void>> {
    return outcomeOf(() => this.#components.calls.cancel(call));
  }

  settled(): Promise<Outcome<void>> {
    return outcomeOf(async () => {
      const { compute, factory } = this.#components;
      await Promise.all([compute.settled(), factory.settled()]);
    });
  }

  end(): Promise<Outcome<true>> {
    return outcomeOf(async () => {
      const reason = new PlaygroundError('E_CLOSED', 'The playground is closed.');
      const { factory } = this.#started ?? {};
      factory?.close(reason);
      await this.#compute?.close(reason);
      await Promise.all([factory?.settled(), this.#compute?.settled()]);
      await tornDown();
      return true as const;
    });
  }

  async #start(config: EngineConfig, events: EngineEvents): Promise<EngineReport> {
    // The module is compiled once, from the moment this worker has its script; both instances
    // start concurrently.
    const compiling = this.#compiling;
    if (config.measured) this.#measured = Promise.resolve(this.#choose(config.measured));
    const compute = new ComputeClient(config, compiling);
    this.#compute = compute;
    const [{ simd, spinRate }, heapModule, module] = await Promise.all([
      compute.start(),
      compileHeap(),
      compiling.then(async (module) => {
        await instantiate(module);
        guardInstance(config.name);
        return module;
      }),
      holdLifeLock(config.name),
    ]);
    setSpinRate(spinRate);
    // A shared wasm memory can be made on every page, but not posted everywhere: so waiting for a
    // word works the same on every tier.
    const memory = config.heap ?? (await allocateInWorker());
    const objects = new ObjectServer(heapModule, memory, config.heap !== null, config.owner);
    const factory = new ProcessFactory(config, module, objects);
    this.#started = {
      config,
      calls: new CallTable(events),
      compute,
      factory,
      matrices: new MatrixTable(compute, config.sharedMemory),
      pools: new PoolTable(factory, config.workers),
      objects,
      spawned: new SpawnTable(factory, objects),
      threadStats: new ThreadStats(config.workers),
    };
    return {
      heapModule: config.heap && heapModule,
      simd,
      clockResolutionMs: clockResolutionMs(),
    };
  }

  #multiplyHere(request: MatmulRequest, call: OpenCall): Promise<MatmulReply> {
    const { compute, matrices } = this.#components;
    const { a, b } = request;
    const multiply = (...operands: Matrix[]): Promise<MatmulReply> => {
      const args = [request, this.#kernelFor(request)] as [MatmulRequest, string];
      return compute.run(call, call.progress, 'matmul', args, buffersIn(...operands));
    };
    if (!('kept' in b)) return multiply(a, b);
    return matrices.use(b.kept, async (kept) => {
      await matrices.place(kept);
      return multiply(a);
    });
  }

  #multiplyOnProcesses(request: MatmulRequest, call: OpenCall): Promise<MatmulReply> {
    const { compute, config, matrices, pools } = this.#components;
    const { b } = request;
    const multiply = (
      elements: Matrix,
      check: (product: CheckRequest) => Promise<CheckReply>,
    ): Promise<MatmulReply> => {
      const [pool, kernel] = [pools.driver(), this.#kernelFor(request)];
      const whole = { ...request, b: elements };
      return multiplyOnProcesses(whole, kernel, call, pool, config.sharedMemory, check);
    };
    const check = (product: CheckRequest, ...operands: Matrix[]): Promise<CheckReply> => {
      const moved = buffersIn(product.a, product.c, ...operands);
      return compute.run(call, call.progress, 'check', [product], moved);
    };
    if (!('kept' in b)) return multiply(b, (product) => check(product, product.b as Matrix));
    return matrices.use(b.kept, (kept) =>
      multiply(kept.b, async (product) => {
        await matrices.place(kept);
        return check({ ...product, b });
      }),
    );
  }

  /** From now on the fastest kernels are used. */
  #choose(measured: Measured): Measured {
    const { f32, f64 } = measured.kernels;
    this.#kernels = { f32: f32[0]?.name ?? '', f64: f64[0]?.name ?? '' };
    return measured;
  }

  #kernelFor({ a }: MatmulRequest): string {
    return a instanceof Float32Array ? this.#kernels.f32 : this.#kernels.f64;
  }

  #mapOnThreads(request: MapRequest, call: OpenCall): Promise<MapReply> {
    const { compute, threadStats } = this.#components;
    const { items } = request;
    return threadStats.during(count(items), async (tell) => {
      const told = (done: number, total: number): void => {
        tell(done);
        call.progress(done, total);
      };
      const total = count(items);
      const reply = await compute.run(call, told, 'map', [request], transferList(items));
      tell(total);
      return reply;
    });
  }

  get #components(): EngineComponents {
    if (!this.#started) throw new PlaygroundError('E_CLOSED', 'The engine has not started.');
    return this.#started;
  }
}

/** The buffers of the matrices, each once, without shared ones, which do not move. */
function buffersIn(...matrices: { buffer: ArrayBufferLike }[]): ArrayBuffer[] {
  const buffers = new Set(matrices.map(({ buffer }) => buffer));
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}
