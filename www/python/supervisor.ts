/** The supervisor's realm: it owns the interpreters, and never blocks. */
import { PYTHON_VERSION } from '../../pkg/python/manifest';
import { later } from '../common/later';
import { holdLifeLock, tornDown } from '../common/link';
import { outcomeOf, type Outcome } from '../common/outcome';
import { PlaygroundError } from '../common/errors';
import type {
  HostReply,
  HostRequest,
  RunEvent,
  RunReply,
  RunRequest,
  SupervisorConfig,
  SupervisorRealm,
  SupervisorReport,
} from '../common/python-messages';
import { pythonFiles } from './assets';
import { keepSnapshot, loadFiles } from './files';
import { Heaps } from './heaps';
import { Run, type RunParts } from './run';
import { Spares } from './spares';
import { fetchWheels } from './wheels';

/** What a program need not wait for that waits for the first interpreter begins so much later. */
const PROGRAM_FIRST_MS = 50;

export class Supervisor implements SupervisorRealm {
  #spares: Spares | undefined;
  #parts: Pick<RunParts, 'spares' | 'heapModule' | 'isShared'> | undefined;
  readonly #runs = new Map<number, Run>();
  readonly #heaps = new Heaps();

  async start(
    config: SupervisorConfig & { progress: MessagePort },
  ): Promise<Outcome<SupervisorReport>> {
    const outcome = await outcomeOf(() => this.#start(config));
    // Who hears of a failure ends this realm at once.
    if (!outcome.ok) await this.end();
    return outcome;
  }

  run(request: RunRequest & { events: MessagePort }): Promise<Outcome<RunReply>> {
    return outcomeOf(async () => {
      const parts = this.#parts;
      if (!parts) throw new Error('the supervisor was not started');
      const { events, ...program } = request;
      const wheels = await fetchWheels(request.wheels);
      const memory = await this.#heaps.take();
      const run = new Run({ ...parts, memory, events, wheels }, program);
      this.#runs.set(request.run, run);
      try {
        return await run.result();
      } finally {
        this.#runs.delete(request.run);
        void run.released().then((isOver) => isOver && this.#heaps.giveBack(memory));
        events.postMessage({ kind: 'over' } satisfies RunEvent);
        events.close();
        parts.spares.fill();
      }
    });
  }

  host({
    port,
    cpuCount,
    wheels,
  }: HostRequest & { port: MessagePort }): Promise<Outcome<HostReply>> {
    return outcomeOf(async () => {
      const parts = this.#parts;
      if (!parts) throw new Error('the supervisor was not started');
      const fetched = await fetchWheels(wheels, 'wheels');
      const memory = await this.#heaps.take();
      const run = new Run({ ...parts, memory, events: null, wheels: fetched }, hosted(cpuCount));
      return { ...run.host(port), heapModule: parts.heapModule };
    });
  }

  stop(run: number, graceMs: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#runs.get(run)?.stop(graceMs));
  }

  abandon(run: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#runs.get(run)?.abandon());
  }

  write(run: number, text: string): Promise<Outcome<void>> {
    return outcomeOf(() => this.#runs.get(run)?.write(text));
  }

  end(): Promise<Outcome<void>> {
    return outcomeOf(async () => {
      const reason = new PlaygroundError('E_CLOSED', 'The playground is closed.');
      await this.#spares?.close(reason);
      await tornDown();
    });
  }

  async #start(config: SupervisorConfig & { progress: MessagePort }): Promise<SupervisorReport> {
    const startMs = performance.now();
    await holdLifeLock(config.name);
    const { name, startTimeoutMs: timeoutMs, nSpares: most, sharedMemory: isShared } = config;
    const { folder } = config;
    const at = typeof folder === 'object' && folder ? folder : pythonFiles(folder);
    const files = loadFiles(at, isShared, (loading) => config.progress.postMessage(loading));
    const spares = new Spares(files, {
      name: `${name}:python`,
      timeoutMs,
      most,
      isShared,
      at,
      keep: (snapshot) => void later(PROGRAM_FIRST_MS).then(() => keepSnapshot(at, snapshot)),
    });
    this.#spares = spares;
    spares.offer(await spares.take());
    const { heapModule } = await files;
    this.#parts = { spares, heapModule, isShared };
    // To load the others takes all cores.
    void later(PROGRAM_FIRST_MS).then(() => spares.fill());
    return { version: PYTHON_VERSION, readyMs: performance.now() - startMs };
  }
}

/** A run without a program: its first process has one of its own. */
function hosted(cpuCount: number): RunRequest {
  return {
    run: 0,
    files: new Map(),
    main: '',
    args: [],
    wheels: [],
    startMethod: 'spawn',
    cpuCount,
    stdin: null,
    trace: false,
    live: false,
  };
}
