/** The window's side of Python: starts the supervisor, and replaces it when it is lost. */
import { Link } from '../../common/link';
import { PlaygroundError } from '../../common/errors';
import { tabName } from '../../common/names';
import type { SupervisorRealm, SupervisorReport } from '../../common/python-messages';
import type {
  PythonLoading,
  PythonProgram,
  PythonReadyOptions,
  PythonRunOptions,
} from '../../common/types';
import { startWorker } from '../places';
import type { PythonConfig } from './config';
import { readyOptionsOf, requestOf } from './options';
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
  #link: Link<SupervisorRealm> | undefined;
  #runs = 0;
  /** Who hears how far loading is. */
  readonly #listeners = new Set<(loading: PythonLoading) => void>();

  constructor(config: PythonConfig) {
    this.#config = config;
  }

  async ready(options?: PythonReadyOptions): Promise<SupervisorReport> {
    const { onProgress } = readyOptionsOf(options);
    if (!onProgress) return (await this.#supervisor()).report;
    let thrown: { error: unknown } | undefined;
    const hear = (loading: PythonLoading): void => {
      try {
        onProgress(loading);
      } catch (error) {
        this.#listeners.delete(hear);
        thrown = { error };
      }
    };
    this.#listeners.add(hear);
    const { report } = await this.#supervisor().finally(() => this.#listeners.delete(hear));
    if (thrown) throw thrown.error;
    return report;
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

  terminate(reason: PlaygroundError): void {
    this.#link?.terminate(reason);
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
    const { closing, workers, sharedMemory, places } = this.#config;
    const { worker, address } = startWorker(
      'supervisor.worker.js',
      () =>
        new Worker(new URL('../../python/supervisor.worker.ts', import.meta.url), {
          type: 'module',
          name: 'python-supervisor',
        }),
      places,
    );
    const name = tabName('python');
    const link = new Link<SupervisorRealm>(worker, name, address);
    this.#link = link;
    const close = (): void => link.terminate(closing.reason as PlaygroundError);
    closing.addEventListener('abort', close);
    void link.gone.then(() => {
      this.#starting = undefined;
      this.#link = undefined;
    });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<PythonLoading>) => {
      for (const hear of this.#listeners) hear({ ...data });
    };
    try {
      const config = {
        name,
        nSpares: workers + 1,
        startTimeoutMs: START_TIMEOUT_MS,
        sharedMemory,
        folder: places.python,
        progress: port2,
      };
      const report = await link.start('start', [config], START_TIMEOUT_MS, [port2]);
      return { link, report };
    } catch (error) {
      link.terminate(error as PlaygroundError);
      throw error;
    } finally {
      port1.close();
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
