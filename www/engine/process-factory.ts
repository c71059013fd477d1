/**
 * Makes processes: workers with a wasm instance and a memory of their own, from the same build on
 * every tier.
 */
import { spinRate } from '../../pkg/parallel_playground.js';
import { Link } from '../common/link';
import { PlaygroundError } from '../common/errors';
import type { EngineConfig, ProcessRealm, TaskPorts } from '../common/protocol';
import type { ObjectServer } from './object-server';

/** A process, and its identity as an agent. */
export interface ProcessWorker {
  link: Link<ProcessRealm>;
  agent: number;
  /** Resolves when the process has no more effect on shared objects. */
  ended: Promise<void>;
}

/** A process that has begun to load. */
export interface StartingProcess extends ProcessWorker {
  /** Settles within the start deadline. */
  ready: Promise<void>;
  /** The slot for small calls from the window, where memory is shared. */
  slot: number | null;
}

export class ProcessFactory {
  readonly #config: EngineConfig;
  readonly #module: WebAssembly.Module;
  readonly #objects: ObjectServer;
  /** All processes that have not ended. */
  readonly #alive = new Set<ProcessWorker>();
  #made = 0;
  #closed: PlaygroundError | undefined;

  constructor(config: EngineConfig, module: WebAssembly.Module, objects: ObjectServer) {
    this.#config = config;
    this.#module = module;
    this.#objects = objects;
  }

  get sharesMemory(): boolean {
    return this.#config.sharedMemory;
  }

  /** Makes a process; it receives tasks through the ports. */
  make(label: string, tasks: TaskPorts | null = null): StartingProcess {
    if (this.#closed) throw this.#closed;
    this.#made += 1;
    const name = `${this.#config.name}:${label}:${this.#made}`;
    // Before the worker is made, so that a failure here leaves none behind.
    const { agent, slot, config: objects, port } = this.#objects.admit();
    const link = new Link<ProcessRealm>(this.#worker(label, agent), name);
    const config = { name, module: this.#module, objects, tasks, spinRate: spinRate() };
    const moved = tasks ? [port, tasks.engine, tasks.window] : [port];
    const ready = link.start('start', [config], this.#config.startTimeoutMs, moved);
    const dead = link.dead.then(() => this.#objects.agentGone(agent));
    // If it cannot be fenced off, it may have effects as long as it runs.
    const ended = link.gone
      .then(() => this.#objects.fence(agent))
      .then((isFenced) => (isFenced ? undefined : dead));
    const process = { link, agent, ended };
    this.#alive.add(process);
    void link.dead.then(() => this.#alive.delete(process));
    return { ...process, slot, ready };
  }

  /** Resolves when all ended processes have stopped. */
  async settled(): Promise<void> {
    await Promise.all(
      [...this.#alive].filter(({ link }) => link.isGone).map(({ link }) => link.dead),
    );
  }

  /** Makes no more processes, and ends those that exist: see `settled`. */
  close(reason: PlaygroundError): void {
    this.#closed = reason;
    for (const { link } of this.#alive) link.terminate(reason);
  }

  #worker(label: string, agent: number): Worker {
    try {
      return new Worker(new URL('../process/process.worker.ts', import.meta.url), {
        type: 'module',
        name: label,
      });
    } catch (error) {
      this.#objects.agentGone(agent);
      const message = `A process could not be made: ${String(error)}`;
      throw new PlaygroundError('E_WORKER_LOAD', message, { cause: error });
    }
  }
}
