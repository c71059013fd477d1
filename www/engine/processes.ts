/**
 * Makes processes: workers with a wasm instance and a memory of their own, from the same build on every tier.
 */
import { spinRate } from '../../pkg/parallel_playground.js';
import { Link } from '../common/link';
import type { EngineConfig, ProcessRealm, TaskPorts } from '../common/protocol';
import type { Objects } from './objects';

/** A process, and the agent that it is for the objects. */
export interface Process {
  link: Link<ProcessRealm>;
  agent: number;
  /** Resolves when it can change nothing any more that others see. */
  ended: Promise<void>;
}

/** A process that has begun to load. */
export interface Made extends Process {
  /** Settles within the start deadline. */
  ready: Promise<void>;
  /** The slot for small calls from the window, where memory is shared. */
  slot: number | null;
}

export class ProcessFactory {
  readonly #config: EngineConfig;
  readonly #module: WebAssembly.Module;
  readonly #objects: Objects;
  #made = 0;

  constructor(config: EngineConfig, module: WebAssembly.Module, objects: Objects) {
    this.#config = config;
    this.#module = module;
    this.#objects = objects;
  }

  get sharesMemory(): boolean {
    return this.#config.sharedMemory;
  }

  /** Tasks come to the process through the ports. */
  make(label: string, tasks: TaskPorts | null = null): Made {
    this.#made += 1;
    const name = `${this.#config.name}:${label}:${this.#made}`;
    const worker = new Worker(new URL('../process/process.worker.ts', import.meta.url), {
      type: 'module',
      name: label,
    });
    const link = new Link<ProcessRealm>(worker, name);
    const { agent, slot, config: objects, port } = this.#objects.admit();
    const config = { name, module: this.#module, objects, tasks, spinRate: spinRate() };
    const moved = tasks ? [port, tasks.engine, tasks.window] : [port];
    const ready = link.start('start', [config], this.#config.startTimeoutMs, moved);
    const dead = link.dead.then(() => this.#objects.agentGone(agent));
    // Where it cannot be fenced off, it may do harm as long as it runs.
    const ended = link.gone
      .then(() => this.#objects.fence(agent))
      .then((isFenced) => (isFenced ? undefined : dead));
    return { link, agent, slot, ready, ended };
  }
}
