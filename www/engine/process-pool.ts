/**
 * The pool of processes: does what the state machine in Rust says. Here are the workers, the jobs' promises and nothing else;
 * which worker gets what, and what a failure means, is decided there.
 */
import type { PoolAction, PoolMachine } from '../../pkg/parallel_playground.js';
import type { Link } from '../common/link';
import type { ProcessRealm } from '../common/protocol';
import { PlaygroundError } from '../lib/errors';
import type { PoolStats } from '../lib/types';
import { cancelled } from './calls';
import type { Process, ProcessFactory } from './processes';

/** An item failed: the rest of its chunk was not run. */
export class ItemFailed extends Error {
  readonly item: number;
  readonly failure: PlaygroundError;
  constructor(item: number, failure: PlaygroundError) {
    super(failure.message);
    this.item = item;
    this.failure = failure;
  }
}

export interface Job {
  chunksize: number;
  /** Processes that may be at it at once. */
  lanes: number;
  signal: AbortSignal;
  /** Runs items `first … first + len − 1` on a process. Throws `ItemFailed` for a failure of the job's own. */
  run: (process: Link<ProcessRealm>, worker: number, first: number, len: number) => Promise<void>;
  /** Called for each process that had a chunk, when the job has ended. */
  finish?: (process: Link<ProcessRealm>) => Promise<void>;
}

interface OpenJob extends Job {
  resolve: () => void;
  reject: (error: Error) => void;
  failures: Map<number, PlaygroundError>;
  used: Set<number>;
}

export class ProcessPool {
  readonly #machine: PoolMachine;
  readonly #factory: ProcessFactory;
  readonly #processes = new Map<number, Process>();
  readonly #jobs = new Map<number, OpenJob>();
  #nextJob = 0;
  /** Why the pool broke, while the actions of that are carried out. */
  #broken: PlaygroundError | undefined;

  constructor(machine: PoolMachine, factory: ProcessFactory) {
    this.#machine = machine;
    this.#factory = factory;
  }

  /** Resolves when all items have been run; rejects with the first failure in input order, or when the pool breaks. */
  job(items: number, job: Job): Promise<void> {
    const id = this.#nextJob;
    this.#nextJob += 1;
    return new Promise<void>((resolve, reject) => {
      if (job.signal.aborted) {
        reject(cancelled());
        return;
      }
      const cancel = (): void => {
        this.#settle(id)?.reject(cancelled());
        this.#act(this.#machine.cancel(id));
      };
      job.signal.addEventListener('abort', cancel, { once: true });
      const done = (): void => job.signal.removeEventListener('abort', cancel);
      this.#jobs.set(id, {
        ...job,
        resolve: () => {
          done();
          resolve();
        },
        reject: (error) => {
          done();
          reject(error);
        },
        failures: new Map(),
        used: new Set(),
      });
      this.#act(this.#machine.submit(id, items, job.chunksize, job.lanes));
    });
  }

  stats(): PoolStats {
    return this.#machine.stats();
  }

  /** For tests: ends a process behind everybody's back. */
  killOne(): boolean {
    const [process] = this.#processes.values();
    process?.link.kill();
    return process !== undefined;
  }

  #act(actions: PoolAction[]): void {
    for (const action of actions) {
      switch (action.kind) {
        case 'start':
          this.#start(action.worker);
          break;
        case 'stop':
          this.#stop(action.worker);
          break;
        case 'run':
          void this.#run(action.worker, action.job, action.first, action.len);
          break;
        case 'complete':
          this.#settle(action.job)?.resolve();
          break;
        case 'fail': {
          const job = this.#settle(action.job);
          job?.reject(job.failures.get(action.item) ?? cancelled());
          break;
        }
        case 'break':
          this.#settle(action.job)?.reject(this.#broken ?? cancelled());
          break;
      }
    }
  }

  #start(worker: number): void {
    const { ready, ...process } = this.#factory.make(`process-${worker}`);
    this.#processes.set(worker, process);
    ready.then(
      () => this.#act(this.#machine.started(worker)),
      (error: unknown) => this.#lose(worker, error as PlaygroundError),
    );
    void process.link.gone.then((reason) => this.#lose(worker, reason));
  }

  #stop(worker: number): void {
    const process = this.#processes.get(worker);
    this.#processes.delete(worker);
    process?.link.terminate(cancelled());
  }

  /** The worker is gone or never came: the machine breaks the pool. Told twice, it answers with nothing. */
  #lose(worker: number, reason: PlaygroundError): void {
    if (!this.#processes.has(worker)) return;
    // A worker that loaded and then died broke the pool; one that could not be loaded says so itself.
    this.#broken =
      reason.code === 'E_WORKER_LOST'
        ? new PlaygroundError('E_BROKEN_POOL', `A process of the pool died: ${reason.message}`, {
            cause: reason,
          })
        : reason;
    this.#stop(worker);
    this.#act(this.#machine.lost(worker));
    this.#broken = undefined;
  }

  async #run(worker: number, id: number, first: number, len: number): Promise<void> {
    const process = this.#processes.get(worker);
    const job = this.#jobs.get(id);
    if (!process || !job) return;
    job.used.add(worker);
    try {
      await job.run(process.link, worker, first, len);
      this.#act(this.#machine.chunkDone(worker));
    } catch (error) {
      if (error instanceof ItemFailed) {
        job.failures.set(error.item, error.failure);
        this.#act(this.#machine.chunkFailed(worker, error.item));
      } else if (this.#processes.get(worker) === process) {
        this.#callFailed(worker, job, first, error as PlaygroundError);
      }
    }
  }

  /** The call itself failed: the instance behind it is lost, or what was sent or returned cannot be cloned. */
  #callFailed(worker: number, job: OpenJob, item: number, error: PlaygroundError): void {
    if (error.code === 'E_WORKER_LOST') {
      this.#lose(worker, error);
    } else {
      job.failures.set(item, error);
      this.#act(this.#machine.chunkFailed(worker, item));
    }
  }

  /** Forgets the job and returns it, once. */
  #settle(id: number): OpenJob | undefined {
    const job = this.#jobs.get(id);
    this.#jobs.delete(id);
    if (job?.finish) {
      for (const worker of job.used) {
        const process = this.#processes.get(worker);
        // A process that is gone has forgotten everything already.
        if (process) job.finish(process.link).catch(() => undefined);
      }
    }
    return job;
  }
}
