/** The supervisor's realm: it owns the interpreters, and never blocks. */
import { PYTHON_VERSION } from '../../pkg/python/manifest';
import { holdLifeLock } from '../common/link';
import { outcomeOf, type Outcome } from '../common/outcome';
import { PlaygroundError } from '../common/errors';
import type {
  RunEvent,
  RunReply,
  RunRequest,
  SupervisorConfig,
  SupervisorRealm,
  SupervisorReport,
} from '../common/python-messages';
import { keepSnapshot, loadFiles } from './files';
import { Heaps } from './heaps';
import { Run } from './run';
import { Spares } from './spares';
import { fetchWheels } from './wheels';

export class Supervisor implements SupervisorRealm {
  #config: SupervisorConfig | undefined;
  #spares: Spares | undefined;
  readonly #runs = new Map<number, Run>();
  readonly #heaps = new Heaps();

  start(config: SupervisorConfig): Promise<Outcome<SupervisorReport>> {
    return outcomeOf(async () => {
      const startMs = performance.now();
      await holdLifeLock(config.name);
      this.#config = config;
      const { name, startTimeoutMs: timeoutMs, nSpares: most, sharedMemory: isShared } = config;
      const spares = { name: `${name}:python`, timeoutMs, most, isShared };
      let files = await loadFiles();
      if (!files.snapshot) {
        const snapshot = await new Spares(files, spares).makeSnapshot();
        files = { ...files, snapshot };
        void keepSnapshot(snapshot);
      }
      this.#spares = new Spares(files, spares);
      const first = await this.#spares.take();
      await this.#spares.giveBack(first);
      this.#spares.fill();
      return { version: PYTHON_VERSION, readyMs: performance.now() - startMs };
    });
  }

  run(request: RunRequest & { events: MessagePort }): Promise<Outcome<RunReply>> {
    return outcomeOf(async () => {
      if (!this.#spares || !this.#config) throw new Error('the supervisor was not started');
      const { sharedMemory: isShared } = this.#config;
      const { events, ...program } = request;
      const wheels = await fetchWheels(request.wheels);
      const memory = await this.#heaps.take();
      const run = new Run({ spares: this.#spares, memory, isShared, events, wheels }, program);
      this.#runs.set(request.run, run);
      try {
        return await run.result();
      } finally {
        this.#runs.delete(request.run);
        if (run.isOver) this.#heaps.giveBack(memory);
        events.postMessage({ kind: 'over' } satisfies RunEvent);
        events.close();
        this.#spares.fill();
      }
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

  end(): Promise<Outcome<string[]>> {
    return outcomeOf(() => {
      const reason = new PlaygroundError('E_CLOSED', 'The playground is closed.');
      return this.#spares?.close(reason) ?? [];
    });
  }
}
