/** The window's side of Python: starts the supervisor, and replaces it when it is lost. */
import { Link } from '../../common/link';
import { PlaygroundError } from '../../common/errors';
import { tabName } from '../../common/names';
import type { SupervisorRealm, SupervisorReport } from '../../common/python-messages';
import type { PythonProgram, PythonRunOptions } from '../../common/types';
import type { PythonConfig } from './config';
import { requestOf } from './options';
import { RunningProgram } from './running-program';

/** Loading takes about 8 MB; on a slow line that is a while. */
const START_TIMEOUT_MS = 300_000;
/** The time that the supervisor has for its end, in ms. */
const END_MS = 2000;

interface Supervisor {
  link: Link<SupervisorRealm>;
  report: SupervisorReport;
}

export class PythonClient {
  readonly #config: PythonConfig;
  #starting: Promise<Supervisor> | undefined;
  #runs = 0;

  constructor(config: PythonConfig) {
    this.#config = config;
  }

  async ready(): Promise<SupervisorReport> {
    return (await this.#supervisor()).report;
  }

  async run(
    program: string | PythonProgram,
    options: PythonRunOptions = {},
  ): Promise<RunningProgram> {
    const request = requestOf(program, options, this.#config.workers);
    let link: Link<SupervisorRealm>;
    try {
      ({ link } = await this.#supervisor());
    } catch (error) {
      throw lost(error);
    }
    this.#runs += 1;
    return new RunningProgram(
      link,
      { ...request, run: this.#runs },
      options,
      this.#config.multiply,
    );
  }

  async close(): Promise<void> {
    const supervisor = await this.#starting?.catch(() => undefined);
    if (!supervisor) return;
    const { link } = supervisor;
    await link.end('end', this.#config.closing.reason as PlaygroundError, END_MS);
    await link.dead;
  }

  #supervisor(): Promise<Supervisor> {
    const { closing } = this.#config;
    if (closing.aborted) return Promise.reject(closing.reason as Error);
    this.#starting ??= this.#start();
    return this.#starting;
  }

  async #start(): Promise<Supervisor> {
    const worker = new Worker(new URL('../../python/supervisor.worker.ts', import.meta.url), {
      type: 'module',
      name: 'python supervisor',
    });
    const name = tabName('python');
    const link = new Link<SupervisorRealm>(worker, name);
    const { closing, workers, sharedMemory } = this.#config;
    const close = (): void => link.terminate(closing.reason as PlaygroundError);
    closing.addEventListener('abort', close);
    void link.gone.then(() => {
      this.#starting = undefined;
    });
    try {
      const config = {
        name,
        nSpares: workers + 1,
        startTimeoutMs: START_TIMEOUT_MS,
        sharedMemory,
      };
      const report = await link.start('start', [config], START_TIMEOUT_MS);
      return { link, report };
    } catch (error) {
      link.terminate(error as PlaygroundError);
      throw error;
    } finally {
      closing.removeEventListener('abort', close);
    }
  }
}

/** What a run rejects with where the interpreter cannot be loaded. */
function lost(error: unknown): unknown {
  const { code, message } = error as PlaygroundError;
  if (code !== 'E_WORKER_LOAD' && code !== 'E_WASM') return error;
  return new PlaygroundError('E_WORKER_LOST', message, { cause: error });
}
