/** The window's side of a spawned process. */
import { milliseconds } from '../common/checks';
import { deadline } from '../common/deadline';
import { restoreError } from '../common/outcome';
import { uncloneableArguments } from '../common/items';
import { kept, pack } from '../common/packed';
import type { SpawnRequest } from '../common/protocol';
import { report } from '../common/report';
import type { EngineClient } from './engine-client';
import type { Generation } from './generation';
import type { ObjectTravel } from './process-pool-handle';
import { PlaygroundError } from '../common/errors';
import { sourceOf } from './task-source';
import type { Process } from '../common/types';

/** Exit codes, as of Python's signals. */
const TERMINATED = -15;
const KILLED = -9;

/** The time after which the failure of an unobserved process is reported, in ms. */
const UNOBSERVED_MS = 200;

export class SpawnedProcess implements Process {
  readonly pid: number;
  name: string;
  readonly #engine: EngineClient;
  readonly #joined: Promise<number>;
  #generation: Generation | undefined;
  #exitCode: number | null = null;
  #error: Error | null = null;
  #isOver = false;
  /** Its outcome was asked for. */
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
    this.name = `Process-${pid}`;
    this.#joined = objects.lending((lend) => this.#run({ pid, source, args: pack(args, lend) }));
    const over = (): void => {
      this.#isOver = true;
    };
    // The rejection is for callers of `join`, and there may be none.
    this.#joined.then(over, over);
  }

  get exitCode(): number | null {
    return this.#exitCode;
  }

  get error(): Error | null {
    this.#observed = true;
    return this.#error;
  }

  join(): Promise<number>;
  join(timeoutMs: number | undefined): Promise<number | null>;
  async join(timeoutMs?: number): Promise<number | null> {
    const ms = timeoutMs === undefined ? Infinity : milliseconds('timeoutMs', timeoutMs);
    this.#observed = true;
    let callOff: (() => void) | undefined;
    const late = new Promise<null>((resolve) => {
      callOff = deadline(ms, () => resolve(null));
    });
    try {
      return await Promise.race([this.#joined, late]);
    } finally {
      callOff?.();
    }
  }

  isAlive(): boolean {
    return !this.#isOver;
  }

  terminate(): void {
    this.#end(TERMINATED);
  }

  kill(): void {
    this.#end(KILLED);
  }

  #end(exitCode: number): void {
    // A lost engine has no processes, and a newer one is not called.
    if (!this.#generation) return;
    this.#engine.askIn(this.#generation, 'terminate', [this.pid, exitCode]).catch(() => undefined);
  }

  /** Reports a failure once if the outcome is not asked for in time, as Python's processes do. */
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
      const given = this.#engine.postsAtOnce ? request : requestSnapshot(request);
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

/** The request with a snapshot of the arguments. */
function requestSnapshot(request: SpawnRequest): SpawnRequest {
  try {
    return { ...request, args: kept(request.args) };
  } catch (error) {
    throw uncloneableArguments(request.args, error);
  }
}
