/**
 * Makes processes: workers with a wasm instance and a memory of their own, from the same build on every tier.
 */
import { Link } from '../common/link';
import type { EngineConfig, ProcessRealm } from '../common/protocol';
import type { Queues } from './queues';

/** A process, and the agent that it is for the queues. */
export interface Process {
  link: Link<ProcessRealm>;
  agent: number;
}

export class ProcessFactory {
  readonly #config: EngineConfig;
  readonly #module: WebAssembly.Module;
  readonly #queues: Queues;
  #made = 0;

  constructor(config: EngineConfig, module: WebAssembly.Module, queues: Queues) {
    this.#config = config;
    this.#module = module;
    this.#queues = queues;
  }

  /** The process, which has begun to load; `ready` settles within the start deadline. */
  make(label: string): Process & { ready: Promise<void> } {
    this.#made += 1;
    const name = `${this.#config.name}:${label}:${this.#made}`;
    const worker = new Worker(new URL('../process/process.worker.ts', import.meta.url), {
      type: 'module',
      name: label,
    });
    const link = new Link<ProcessRealm>(worker, name);
    const agent = this.#queues.newAgent();
    // Without shared memory the queues live here, and the process asks for them by messages.
    const port = this.#config.sharedMemory ? null : this.#queues.offer();
    const config = { name, module: this.#module, agent };
    const ready = link.start(
      'start',
      [port ? { ...config, queues: port } : config],
      this.#config.startTimeoutMs,
      port ? [port] : [],
    );
    void link.gone.then(() => this.#queues.agentGone(agent));
    return { link, agent, ready };
  }
}
