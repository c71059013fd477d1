/**
 * A spawned process, as the window sees it.
 */
import { restoreError } from '../common/outcome';
import { uncloneableArguments } from '../common/items';
import { kept, pack } from '../common/packed';
import type { SpawnRequest } from '../common/protocol';
import { report } from '../common/report';
import type { EngineClient } from './engine-client';
import type { Generation } from './generation';
import type { ObjectTravel } from './pools';
import { PlaygroundError } from '../common/errors';
import { sourceOf } from './task-source';
import type { Process } from '../common/types';

/** How long nobody may ask for the outcome of a process until a failure is reported, in ms. */
const UNOBSERVED_MS = 200;

export class SpawnedProcess implements Process {
  readonly pid: number;
  readonly #engine: EngineClient;
  readonly #joined: Promise<number>;
  #generation: Generation | undefined;
  #exitCode: number | null = null;
  #error: Error | null = null;
  /** Somebody has asked how it ended. */
  #observed = false;

  constructor(
    engine: EngineClient,
    pid: number,
    objects: ObjectTravel,
    fn: (...args: never[]) => unknown,
    args: unknown[],
  ) {
    const source = sourceOf('fn', fn);
    this.#engine = engine;
    this.pid = pid;
    this.#joined = objects.lending((lend) => this.#run({ pid, source, args: pack(args, lend) }));
    // Whoever joins hears of it; nobody has to.
    this.#joined.catch(() => undefined);
  }

  get exitCode(): number | null {
    return this.#exitCode;
  }

  get error(): Error | null {
    this.#observed = true;
    return this.#error;
  }

  join(): Promise<number> {
    this.#observed = true;
    return this.#joined;
  }

  terminate(): void {
    // A lost engine has no process left, and no other is asked.
    if (!this.#generation) return;
    this.#engine.askIn(this.#generation, 'terminate', [this.pid]).catch(() => undefined);
  }

  /** A failure of which nobody asks in time is said once, as Python's processes say theirs. */
  #reportSoon(failure: Error): void {
    setTimeout(() => {
      if (this.#observed) return;
      this.#observed = true;
      report(`process ${this.pid} failed, and nobody asked how it ended`, failure);
    }, UNOBSERVED_MS);
  }

  async #run(request: SpawnRequest): Promise<number> {
    try {
      this.#generation = this.#engine.generation;
      const given = this.#engine.postsAtOnce ? request : snapshot(request);
      const transfer = [...(given.args.transfer ?? [])];
      const spawned = this.#engine.askIn(this.#generation, 'spawn', [given], transfer);
      const { exitCode, error } = await spawned;
      this.#error = error && restoreError(error);
      this.#exitCode = exitCode;
      if (this.#error) this.#reportSoon(this.#error);
      return exitCode;
    } catch (error) {
      this.#error =
        error instanceof Error ? error : new PlaygroundError('E_WORKER_LOST', String(error));
      const { code } = this.#error as Partial<PlaygroundError>;
      if (code !== 'E_CLOSED') this.#reportSoon(this.#error);
      throw error;
    }
  }
}

/** With the arguments as they are now. */
function snapshot(request: SpawnRequest): SpawnRequest {
  try {
    return { ...request, args: kept(request.args) };
  } catch (error) {
    throw uncloneableArguments(request.args, error);
  }
}
