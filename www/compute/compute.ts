/**
 * The compute realm: an instance of the module, the leader of rayon's threads. After a panic, a
 * trap or a task that does not end, the engine ends this worker alone and makes another.
 */
import * as Comlink from 'comlink';

import {
  KernelRace,
  calibrateSpin,
  guardInstance,
  haltWords,
  joinThreads,
  measureDispatch,
  simd,
} from '../../pkg/parallel_playground.js';
import type { CallId } from '../common/call-id';
import { transferList } from '../common/items';
import { later } from '../common/later';
import { holdLifeLock } from '../common/link';
import { outcomeOf, type Outcome } from '../common/outcome';
import type {
  CheckReply,
  CheckRequest,
  ComputeConfig,
  ComputeRealm,
  ComputeReport,
  EngineEvents,
  MapReply,
  MapRequest,
  MatmulReply,
  MatmulRequest,
  MatrixRequest,
  Measured,
  ThreadTask,
} from '../common/protocol';
import { buffersOf, type ScheduleReply, type ScheduleRequest } from '../common/schedule-messages';
import { PlaygroundError } from '../common/errors';
import { reportedCores } from '../common/cores';
import type { KernelRate } from '../common/types';
import { instantiate } from '../wasm/module';
import { release } from '../wasm/release';
import { mapOnThreads, tasksOnThreads } from './map-threads';
import { checkProduct, KeptMatrices, multiplyHere } from './matmul-slices';
import { runOnThreads, simulate } from './schedule-slices';
import { Threads } from './threads';
import { TimeSlices, type SlicedCall } from './time-slices';

/** The time for measuring a kernel in a turn, in ms: 14 turns for each precision. */
const KERNEL_TURN_MS = 1;
/** The time in which the browser optimises the kernels that were run, in ms. */
const OPTIMISE_MS = 30;

interface ComputeComponents {
  config: ComputeConfig;
  slices: TimeSlices;
}

export class Compute implements ComputeRealm {
  readonly #matrices = new KeptMatrices();
  readonly #threads = new Threads();
  #started: ComputeComponents | undefined;

  start(config: ComputeConfig, events: EngineEvents): Promise<Outcome<ComputeReport>> {
    return outcomeOf(async () => {
      await holdLifeLock(config.name);
      const { memory } = await instantiate(config.module);
      guardInstance(config.name);
      const { mode, workers } = config;
      // It waits for one message only and may never settle: the deadline of the start covers that.
      // This thread works as well, so there is one thread less than workers.
      const threads =
        mode === 'threads' ? this.#threads.start(Math.max(1, workers - 1)) : undefined;
      // The threads load meanwhile.
      const spinRate = calibrateSpin();
      if (threads) {
        await threads;
        joinThreads();
      }
      this.#started = { config, slices: new TimeSlices(memory, events) };
      return {
        simd: simd() === 'relaxed' ? 'relaxed' : 'fixed',
        spinRate,
        halt: config.sharedMemory ? { memory, at: haltWords() } : null,
      };
    });
  }

  async matmul(request: MatmulRequest, kernel: string): Promise<Outcome<MatmulReply>> {
    const outcome = await outcomeOf(() =>
      this.#components.slices.run(request.call, (call) =>
        multiplyHere(request, kernel, this.#matrices, call),
      ),
    );
    // C moves instead of being copied.
    return outcome.ok ? Comlink.transfer(outcome, [outcome.value.c.buffer]) : outcome;
  }

  matrixOpen(request: MatrixRequest): Promise<Outcome<void>> {
    return outcomeOf(() => this.#matrices.open(request));
  }

  matrixClose(id: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#matrices.close(id));
  }

  measure(): Promise<Outcome<Measured>> {
    return outcomeOf(() => {
      const { config, slices } = this.#components;
      // More threads than cores would wait for each other's time slices.
      const threads = config.mode === 'threads' ? Math.min(config.workers, reportedCores()) : 1;
      return slices.run(null, async (call) => {
        const kernels = { f32: await raced(32, call), f64: await raced(64, call) };
        const [least = null] = threads > 1 ? measureDispatch(threads) : [];
        return { kernels, dispatchUs: least };
      });
    });
  }

  async check(request: CheckRequest): Promise<Outcome<CheckReply>> {
    const outcome = await outcomeOf(() =>
      this.#components.slices.run(request.call, (call) =>
        checkProduct(request, this.#matrices, call),
      ),
    );
    return outcome.ok ? Comlink.transfer(outcome, [outcome.value.c.buffer]) : outcome;
  }

  async map(request: MapRequest): Promise<Outcome<MapReply>> {
    const outcome = await outcomeOf(() => {
      const { slices, config } = this.#components;
      return slices.run(request.call, (call) => mapOnThreads(request, call, config.workers));
    });
    if (!outcome.ok) return outcome;
    const { pieces, spans } = outcome.value;
    const moved = pieces.flatMap((piece) => transferList(piece));
    return Comlink.transfer(outcome, spans ? [...moved, spans.buffer] : moved);
  }

  async schedule(request: ScheduleRequest): Promise<Outcome<ScheduleReply>> {
    const outcome = await outcomeOf(() =>
      this.#components.slices.run(request.call, (call) =>
        request.load === 'simulate' ? simulate(request, call) : runOnThreads(request, call),
      ),
    );
    return outcome.ok ? Comlink.transfer(outcome, buffersOf(outcome.value)) : outcome;
  }

  threadTasks(tasks: ThreadTask[]): Promise<Outcome<Outcome<number>[]>> {
    return outcomeOf(() => {
      const { slices, config } = this.#components;
      return slices.run(null, (call) => tasksOnThreads(tasks, call, config.workers));
    });
  }

  cancel(call: CallId): Promise<Outcome<void>> {
    return outcomeOf(() => this.#started?.slices.cancel(call));
  }

  leave(): Promise<Outcome<boolean>> {
    return outcomeOf(async () => {
      // Before the start the threads cannot be asked to leave.
      if (!this.#started) return false;
      this.#started.slices.cancelAll();
      await this.#threads.end();
      return true;
    });
  }

  get #components(): ComputeComponents {
    if (!this.#started) throw new PlaygroundError('E_CLOSED', 'This realm has not started.');
    return this.#started;
  }
}

/** The rates of the kernels for elements of so many bits, the fastest first. */
async function raced(bits: number, call: SlicedCall): Promise<KernelRate[]> {
  const race = new KernelRace(bits, KERNEL_TURN_MS);
  try {
    race.warmUp();
    await later(OPTIMISE_MS);
    await call.slices(() => race.step());
    return race.rates();
  } finally {
    release(race);
  }
}
