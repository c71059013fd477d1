/** `pg.python`. What it needs is a part of the library that is loaded on first use. */
import { PlaygroundError } from '../common/errors';
import type {
  Python,
  PythonProgram,
  PythonReadyOptions,
  PythonResult,
  PythonRun,
  PythonRunOptions,
} from '../common/types';
import type { PythonClient } from './python/client';
import type { PythonConfig } from './python/config';
import type { RunningProgram } from './python/running-program';

const NEITHER =
  'Python needs shared memory (a cross-origin isolated page) or stack switching (JSPI); ' +
  'this browser has neither here.';

export class PythonHandle implements Python {
  readonly #config: PythonConfig;
  #client: Promise<PythonClient> | undefined;
  #loaded: PythonClient | undefined;

  constructor(config: PythonConfig) {
    this.#config = config;
  }

  get available(): string | null {
    return this.#config.sharedMemory || 'Suspending' in WebAssembly ? null : NEITHER;
  }

  async ready(options?: PythonReadyOptions): Promise<{ version: string; readyMs: number }> {
    return (await this.#load()).ready(options);
  }

  run(program: string | PythonProgram, options?: PythonRunOptions): PythonRun {
    return new Run(this.#load(), program, options);
  }

  /** Ends the supervisor before it can end anything itself. */
  terminate(reason: PlaygroundError): void {
    this.#loaded?.terminate(reason);
  }

  /** Resolves when all interpreters have ended. */
  async close(): Promise<void> {
    // Where loading has failed there is nothing to close.
    await this.#client?.then(
      (client) => client.close(),
      () => undefined,
    );
  }

  async #load(): Promise<PythonClient> {
    const { closing } = this.#config;
    if (closing.aborted) throw closing.reason as Error;
    if (this.available !== null) throw new PlaygroundError('E_UNSUPPORTED', this.available);
    return (this.#client ??= this.#connect());
  }

  async #connect(): Promise<PythonClient> {
    try {
      const { PythonClient: Client } = await import('./python/client');
      return (this.#loaded = new Client(this.#config));
    } catch (error) {
      this.#client = undefined;
      const message = `Python's part of the library could not be loaded: ${String(error)}`;
      throw new PlaygroundError('E_WORKER_LOST', message, { cause: error });
    }
  }
}

/** A run; what is asked of it before its program has started is kept until then. */
class Run extends Promise<PythonResult> implements PythonRun {
  /** `then` gives an ordinary promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #running: Promise<RunningProgram>;

  constructor(
    client: Promise<PythonClient>,
    program: string | PythonProgram,
    options: PythonRunOptions | undefined,
  ) {
    let settle!: [(result: PythonResult) => void, (error: unknown) => void];
    super((resolve, reject) => {
      settle = [resolve, reject];
    });
    this.#running = client.then((loaded) => loaded.run(program, options));
    void this.#running.then(({ result }) => result).then(...settle);
  }

  stop(): void {
    this.#do((running) => running.stop());
  }

  write(text: string): void {
    this.#do((running) => running.write(text));
  }

  #do(what: (running: RunningProgram) => void): void {
    // Whoever waits for the run hears why there is none.
    void this.#running.then(what, () => undefined);
  }
}
