/**
 * A process: a wasm instance and a memory of its own. It runs tasks, bands of products, and spawned
 * functions.
 */
import * as Comlink from 'comlink';

import { Matmul, RightMatrix, performTasks, setSpinRate } from '../../pkg/parallel_playground.js';
import { Claims } from '../common/claims';
import { nowMs } from '../common/clock';
import { holdLifeLock } from '../common/link';
import { describe, errorOf, outcomeOf, taskFailure, type Outcome } from '../common/outcome';
import { unpack, type Marked, type Marker, type Packed } from '../common/packed';
import type {
  BandReply,
  BandRequest,
  Exit,
  Initializer,
  ProcessConfig,
  ProcessRealm,
  SpawnRequest,
} from '../common/protocol';
import type { ChunkRequest, LaneRequest } from '../common/schedule-messages';
import { report } from '../common/report';
import { transfer } from '../common/transfer';
import { instantiate } from '../wasm/module';
import { release } from '../wasm/release';
import { functionOf } from './function';
import { ProcessObjects } from './process-objects';
import { serveTasks } from './task-server';

// Functions from source text have no imports: what they may use of the library is global here.
Object.assign(globalThis, { transfer });

export class ProcessHost implements ProcessRealm {
  /** Products in progress, by id. */
  readonly #products = new Map<number, Matmul>();
  #objects: ProcessObjects | undefined;
  #claims: Claims | undefined;
  /** Ends the running spawned function with an error. */
  #endWith: ((thrown: unknown) => void) | undefined;

  constructor() {
    watchErrors((thrown) => {
      const endWith = this.#endWith;
      endWith?.(thrown);
      return endWith !== undefined;
    });
  }

  start(config: ProcessConfig): Promise<Outcome<void>> {
    return outcomeOf(async () => {
      await holdLifeLock(config.name);
      await instantiate(config.module);
      setSpinRate(config.spinRate);
      this.#objects = new ProcessObjects(config.objects);
      if (!config.tasks) return;
      const objects = this.#objects;
      const travel = {
        unpack: (value: Packed): unknown => this.#unpack(value),
        mark: (object: Marked): Marker => objects.send(object),
        beforeSharing: (): void => objects.beforeSharing(),
        isDead: (): boolean => objects.isDead,
      };
      const { engine, window, claims } = config.tasks;
      this.#claims = new Claims(claims ?? undefined);
      serveTasks(engine, travel, null, { claims: this.#claims, isShared: claims !== null });
      serveTasks(window, travel, objects.slot);
    });
  }

  initialize({ source, args }: Initializer): Promise<Outcome<void>> {
    return outcomeOf(async () => {
      try {
        await functionOf(source)(...(this.#unpack(args) as unknown[]));
      } catch (thrown) {
        throw errorOf(taskFailure(thrown));
      }
    });
  }

  async band(request: BandRequest): Promise<Outcome<BandReply>> {
    const outcome = await outcomeOf<BandReply>(() => {
      const band = this.#bandProduct(request);
      band.nextBand(request.dims.m, request.a);
      const startMs = nowMs();
      while (band.step(Infinity, 0));
      const computeMs = nowMs() - startMs;
      return { c: band.c(), kernel: band.kernel, spans: band.spans(), computeMs };
    });
    return outcome.ok ? Comlink.transfer(outcome, [outcome.value.c.buffer]) : outcome;
  }

  forget(product: number): Promise<Outcome<void>> {
    return outcomeOf(() => {
      const known = this.#products.get(product);
      if (known) release(known);
      this.#products.delete(product);
    });
  }

  /** The product with its B, which comes with the first band, and without rows of A. */
  #bandProduct({ product, b, a, dims, algorithm, kernel, originMs }: BandRequest): Matmul {
    const known = this.#products.get(product);
    if (known) return known;
    const { k, n } = dims;
    const right = new RightMatrix(k, n, b, false);
    try {
      const made = new Matmul(0, algorithm, a.subarray(0, 0), right, kernel, originMs);
      this.#products.set(product, made);
      return made;
    } finally {
      release(right);
    }
  }

  lane(request: LaneRequest): Promise<Outcome<void>> {
    return outcomeOf(() => this.#objects?.runLane(request));
  }

  async chunk({ durationsMs, spin, startMs }: ChunkRequest): Promise<Outcome<Float64Array>> {
    const outcome = await outcomeOf(() => performTasks(durationsMs, spin, startMs));
    return outcome.ok ? Comlink.transfer(outcome, [outcome.value.buffer]) : outcome;
  }

  recall(): Promise<Outcome<number>> {
    return outcomeOf(() => this.#claims?.recall() ?? 0);
  }

  clock(): Promise<Outcome<number>> {
    return outcomeOf(nowMs);
  }

  spawn({ source, args }: SpawnRequest): Promise<Outcome<Exit>> {
    return outcomeOf(async () => {
      const uncaught = new Promise<never>((_, reject) => {
        this.#endWith = reject;
      });
      try {
        const task = functionOf(source);
        const running = task(...(this.#unpack(args) as unknown[]));
        await Promise.race([running, uncaught]);
        return { exitCode: 0, error: null };
      } catch (thrown) {
        return { exitCode: 1, error: describe(thrown) };
      } finally {
        this.#endWith = undefined;
      }
    });
  }

  #unpack(value: Packed): unknown {
    if (value.shares) this.#objects?.beforeSharing();
    return unpack(value, (marker) => {
      if (!this.#objects) throw new Error('the process has not started');
      return this.#objects.receive(marker);
    });
  }
}

/**
 * Handles uncaught errors of timers, event handlers and promises. `end` may end the running
 * function with an error; otherwise it is only logged, because the task it came from may have ended
 * long ago.
 */
function watchErrors(end: (thrown: unknown) => boolean): void {
  addEventListener('error', (event) => {
    // Otherwise the engine would take the worker for dead.
    event.preventDefault();
    if (!end(event.error)) report(`${self.name} threw outside of any task`, event.error);
  });
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    report(`${self.name} rejected a promise that nobody waited for`, event.reason);
  });
}
