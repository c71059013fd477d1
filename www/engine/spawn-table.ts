/**
 * Spawned processes: each runs one function and ends. Exit codes are Python's: 0, 1 after an
 * uncaught error, −15 when terminated, −9 when killed.
 */
import type { Handle } from '../common/handles';
import { markersIn, type Packed } from '../common/packed';
import type { Exit, SpawnRequest } from '../common/protocol';
import { PlaygroundError } from '../common/errors';
import type { ObjectServer } from './object-server';
import { isAbandoned } from '../objects/kinds/index';
import type { ProcessWorker, ProcessFactory } from './process-factory';

export class SpawnTable {
  readonly #factory: ProcessFactory;
  readonly #objects: ObjectServer;
  readonly #running = new Map<number, ProcessWorker>();
  /** The exit codes of those that were ended. */
  readonly #codes = new Map<number, number>();

  constructor(factory: ProcessFactory, objects: ObjectServer) {
    this.#factory = factory;
    this.#objects = objects;
  }

  /** Resolves with how the process ended; rejects when it could not load or died. */
  async run(request: SpawnRequest): Promise<Exit> {
    const { ready, ended, ...process } = this.#factory.make(`process-${request.pid}`);
    this.#running.set(request.pid, { ...process, ended });
    this.#objects.give(process.agent, abandonedWith(request.args));
    try {
      await ready;
      return await process.link.call('spawn', [request], [...(request.args.transfer ?? [])]);
    } catch (error) {
      const exitCode = this.#codes.get(request.pid);
      const wasEnded = (error as PlaygroundError).code === 'E_CANCELLED';
      if (wasEnded && exitCode !== undefined) return { exitCode, error: null };
      throw error;
    } finally {
      this.#running.delete(request.pid);
      this.#codes.delete(request.pid);
      process.link.terminate(new PlaygroundError('E_CLOSED', 'The process has ended.'));
      // `join` settles only when the process has no more effects.
      await ended;
    }
  }

  /** Does nothing for a process that has ended. */
  terminate(pid: number, exitCode: number): void {
    if (this.#running.has(pid) && !this.#codes.has(pid)) this.#codes.set(pid, exitCode);
    const reason = new PlaygroundError('E_CANCELLED', 'The process was terminated.');
    this.#running.get(pid)?.link.terminate(reason);
  }
}

/** The objects among the arguments that are closed when the process ends: ends of pipes. */
function abandonedWith(args: Packed): Handle[] {
  return (
    markersIn(args)
      .map((marker) => marker['@parallel-playground'] as Handle | null)
      // Plain data may look like a marker: the process refuses it.
      .filter((handle): handle is Handle => isAbandoned(handle?.kind))
  );
}
