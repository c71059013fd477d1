/**
 * The driver of the pool of processes: carries out the actions of the state machine in Rust. It has
 * the workers and the jobs' promises; the machine decides which worker gets what, and what a
 * failure means.
 */
import type { PoolAction, PoolMachine } from '../../pkg/parallel_playground.js';
import { Claims } from '../common/claims';
import type { Link } from '../common/link';
import type { ProcessRealm, WindowWay } from '../common/protocol';
import { TaskLine } from '../common/task-line';
import { PlaygroundError } from '../common/errors';
import type { PoolStats } from '../common/types';
import { cancelled } from '../common/cancelled';
import type { ProcessWorker, ProcessFactory } from './process-factory';

const BROKEN_POOL = 'A process of the pool died, and with it all that the pool had to do.';

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

/** What a process has completed of the items it was given. */
export interface RunResult {
  items: number;
  /** It took less than a moment, so the process may get more items at once. */
  quick: boolean;
}

/** The result of jobs that hand out their items one by one. */
export const ONE_ITEM: RunResult = { items: 1, quick: false };

export interface Job {
  chunksize: number;
  /**
   * Sending items moves them, so that they cannot be given back: only one chunk is sent at a time.
   */
  oneByOne?: boolean;
  /** Items cost nothing to send, and to take back: each process gets its share of them at once. */
  eager?: boolean;
  /** The most processes that may work on it at the same time. */
  maxWorkers: number;
  signal: AbortSignal;
  /**
   * Runs items `first … first + len − 1` on a process, or only some whole chunks of them. Throws
   * `ItemFailed` for a failure of the job itself.
   */
  run: (
    process: Link<ProcessRealm>,
    worker: number,
    first: number,
    len: number,
  ) => Promise<RunResult>;
  /** Called for each process that had a chunk, when the job has ended. */
  finish?: (process: Link<ProcessRealm>) => Promise<void>;
}

/** A process of the pool, and the ports by which it gets tasks. */
interface PoolProcess extends ProcessWorker {
  /** For tasks from the engine. */
  line: TaskLine;
  /** For tasks from the window; undefined once the window has it. */
  way: WindowWay | undefined;
  loaded: boolean;
  /** The claims on its chunks, where memory is shared. */
  claims: Claims | null;
  /** The number of requests it was given. */
  runs: number;
}

/** A process that could not be made. */
interface NotMade {
  worker: number;
  reason: PlaygroundError;
}

type SetUp = (process: Link<ProcessRealm>) => Promise<void>;

type Submit = (machine: PoolMachine, id: number) => PoolAction[];

interface OpenJob extends Job {
  resolve: () => void;
  reject: (error: Error) => void;
  failures: Map<number, PlaygroundError>;
  used: Set<number>;
}

export class PoolDriver {
  readonly #machine: PoolMachine;
  readonly #factory: ProcessFactory;
  readonly #setUp: SetUp | null;
  readonly #processes = new Map<number, PoolProcess>();
  readonly #jobs = new Map<number, OpenJob>();
  #nextJob = 0;
  /** Why a process was lost, while the resulting actions are carried out. */
  #lost: PlaygroundError | undefined;
  /** Processes that were stopped and may still have effects. */
  readonly #ending = new Set<Promise<void>>();
  /** Ended processes to which the window has a port, until it is informed. */
  #ended: number[] = [];
  #closed!: () => void;
  readonly #end = new Promise<void>((resolve) => {
    this.#closed = resolve;
  });

  /** `setUp` is called for each process before it gets work. */
  constructor(machine: PoolMachine, factory: ProcessFactory, setUp: SetUp | null = null) {
    this.#machine = machine;
    this.#factory = factory;
    this.#setUp = setUp;
  }

  /**
   * Resolves when all items have been run; rejects with the first failure in input order, or when
   * the pool breaks.
   */
  job(items: number, job: Job): Promise<void> {
    return this.#enter(job, (machine, id) => {
      const { chunksize, maxWorkers, oneByOne = false, eager = false } = job;
      if (eager) return machine.submitEagerly(id, items, chunksize, maxWorkers);
      return machine.submit(id, items, chunksize, maxWorkers, oneByOne);
    });
  }

  /**
   * Gives a process to `use` until that settles. Settles with `use`; rejects when the process is
   * lost or none can be started. Aborting ends the process alone.
   */
  lease(use: (worker: number) => Promise<void>, signal: AbortSignal): Promise<void> {
    const run = (_process: unknown, worker: number): Promise<RunResult> =>
      use(worker).then(() => ONE_ITEM);
    const job: Job = { chunksize: 1, maxWorkers: 1, signal, run };
    return this.#enter(job, (machine, id) => machine.lease(id));
  }

  /** Takes no more jobs; settles when the open jobs and all processes have ended. */
  shutdown(cancelPending: boolean): Promise<void> {
    void this.#act(this.#machine.shutdown(cancelPending));
    return this.#end;
  }

  /** Ends all jobs and processes; resolves when these have no more effect. */
  async terminate(): Promise<void> {
    // First, so that nothing more begins.
    const over = this.shutdown(true);
    for (const id of [...this.#jobs.keys()]) {
      const given = this.#settle(id);
      void this.#act(this.#machine.cancel(id)).then(() => given?.reject(cancelled()));
    }
    await over;
  }

  /** The line to a process that has a chunk. */
  line(worker: number): TaskLine {
    const member = this.#processes.get(worker);
    if (!member) throw new PlaygroundError('E_WORKER_LOST', 'The process is gone.');
    return member.line;
  }

  /** The window's port to the process; undefined after the first time. */
  takeWay(worker: number): WindowWay | undefined {
    const member = this.#processes.get(worker);
    const way = member?.way;
    if (member) member.way = undefined;
    return way;
  }

  /** The processes that have ended since the last call. */
  takeEnded(): number[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }

  #enter(job: Job, submit: Submit): Promise<void> {
    const id = this.#nextJob;
    this.#nextJob += 1;
    return new Promise<void>((resolve, reject) => {
      if (job.signal.aborted) {
        reject(cancelled());
        return;
      }
      const cancel = (): void => {
        const given = this.#settle(id);
        // Only when the processes that worked on it have no more effects.
        void this.#act(this.#machine.cancel(id)).then(() => given?.reject(cancelled()));
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
      void this.#act(submit(this.#machine, id));
    });
  }

  stats(): PoolStats {
    return this.#machine.stats();
  }

  /**
   * Carries out the machine's actions; resolves when the processes that were stopped have ended.
   * Jobs that fail reject after that.
   */
  #act(actions: PoolAction[], ending: Promise<void>[] = []): Promise<void> {
    const lost = this.#lost;
    const notMade: NotMade[] = [];
    const stopped = [...ending];
    const failLater = (job: OpenJob | undefined, error: PlaygroundError): void => {
      void Promise.all(stopped).then(() => job?.reject(error));
    };
    for (const action of actions) {
      switch (action.kind) {
        case 'start':
          try {
            this.#start(action.worker);
          } catch (error) {
            notMade.push({ worker: action.worker, reason: error as PlaygroundError });
          }
          break;
        case 'stop':
          stopped.push(this.#stop(action.worker));
          break;
        case 'run':
          void this.#run(action.worker, action.job, action.first, action.len);
          break;
        case 'recall':
          void this.#recall(action.worker);
          break;
        case 'complete':
          this.#settle(action.job)?.resolve();
          break;
        case 'fail': {
          const job = this.#settle(action.job);
          job?.reject(job.failures.get(action.item) ?? cancelled());
          break;
        }
        case 'cancel':
          this.#settle(action.job)?.reject(cancelled());
          break;
        case 'refuse':
          this.#settle(action.job)?.reject(
            new PlaygroundError('E_CLOSED', 'The pool has been shut down.'),
          );
          break;
        case 'break':
          failLater(this.#settle(action.job), reasonOfBreak(lost, action.atIt));
          break;
        case 'closed':
          void Promise.all(this.#ending).then(this.#closed);
          break;
      }
    }
    // Only now: the machine's answer has to be carried out after these actions.
    for (const { worker, reason } of notMade) stopped.push(this.#tellLost(worker, reason));
    return Promise.all(stopped).then(() => undefined);
  }

  #start(worker: number): void {
    const [here, window] = [new MessageChannel(), new MessageChannel()];
    const claims = this.#factory.sharesMemory ? new SharedArrayBuffer(4) : null;
    const ports = { engine: here.port2, window: window.port2, claims };
    const { ready, slot, ...process } = this.#factory.make(`process-${worker}`, ports);
    const member: PoolProcess = {
      ...process,
      line: new TaskLine(here.port1),
      way: { port: window.port1, slot },
      loaded: false,
      claims: claims && new Claims(claims),
      runs: 0,
    };
    this.#processes.set(worker, member);
    const setUp = this.#setUp;
    const begun = setUp ? ready.then(() => setUp(process.link)) : ready;
    begun.then(
      () => {
        member.loaded = true;
        void this.#act(this.#machine.started(worker));
      },
      (error: unknown) => this.#lose(worker, error as PlaygroundError),
    );
    void process.link.gone.then((reason) => this.#lose(worker, reason));
  }

  /** Resolves when the process has ended. */
  #stop(worker: number): Promise<void> {
    const process = this.#processes.get(worker);
    if (!process) return Promise.resolve();
    const { link, line, way, ended } = process;
    this.#processes.delete(worker);
    link.terminate(cancelled());
    line.close();
    if (way) way.port.close();
    else this.#ended.push(worker);
    this.#ending.add(ended);
    void ended.then(() => this.#ending.delete(ended));
    return ended;
  }

  /**
   * The worker is gone or could not start: the machine breaks the pool. A second report has no
   * effect.
   */
  #lose(worker: number, reason: PlaygroundError): void {
    if (!this.#processes.has(worker)) return;
    void this.#tellLost(worker, reason, [this.#stop(worker)]);
  }

  #tellLost(worker: number, reason: PlaygroundError, ending: Promise<void>[] = []): Promise<void> {
    this.#lost = reason;
    const ended = this.#act(this.#machine.lost(worker), ending);
    this.#lost = undefined;
    return ended;
  }

  async #run(worker: number, id: number, first: number, len: number): Promise<void> {
    const process = this.#processes.get(worker);
    const job = this.#jobs.get(id);
    if (!process || !job) return;
    job.used.add(worker);
    process.runs += 1;
    process.claims?.offer(Math.ceil(len / job.chunksize));
    try {
      const { items, quick } = await job.run(process.link, worker, first, len);
      void this.#act(this.#machine.chunkDone(worker, items, quick));
    } catch (error) {
      if (error instanceof ItemFailed) {
        job.failures.set(error.item, error.failure);
        void this.#act(this.#machine.chunkFailed(worker, error.item));
      } else if (this.#processes.get(worker) === process) {
        this.#callFailed(worker, job, first, error as PlaygroundError);
      }
    }
  }

  /** Takes back what the process has not begun, unless it has ended meanwhile. */
  async #recall(worker: number): Promise<void> {
    const process = this.#processes.get(worker);
    if (!process) return;
    const { runs, claims, link } = process;
    // If it dies instead of answering, the pool is informed by its link.
    const begun = await (claims ? claims.recall() : link.call('recall', []).catch(() => 0));
    const isAtIt = this.#processes.get(worker) === process && process.runs === runs;
    if (begun > 0 && isAtIt) void this.#act(this.#machine.recalled(worker, begun));
  }

  /** The call itself failed: its instance is lost, or the items or results cannot be cloned. */
  #callFailed(worker: number, job: OpenJob, item: number, error: PlaygroundError): void {
    if (error.code === 'E_WORKER_LOST') {
      this.#lose(worker, error);
    } else {
      job.failures.set(item, error);
      void this.#act(this.#machine.chunkFailed(worker, item));
    }
  }

  /** Removes the job and returns it, the first time. */
  #settle(id: number): OpenJob | undefined {
    const job = this.#jobs.get(id);
    this.#jobs.delete(id);
    if (job?.finish) {
      for (const worker of job.used) {
        const process = this.#processes.get(worker);
        // A process that is gone has no state left.
        if (process) job.finish(process.link).catch(() => undefined);
      }
    }
    return job;
  }
}

/** A new error for an open job: why it failed when a process was lost. */
function reasonOfBreak(lost: PlaygroundError | undefined, atIt: boolean): PlaygroundError {
  if (!lost) return cancelled();
  // A process that died after loading broke the pool; one that could not load has an error of its
  // own.
  if (lost.code !== 'E_WORKER_LOST') {
    return new PlaygroundError(lost.code, lost.message, { cause: lost.cause });
  }
  if (!atIt) return new PlaygroundError('E_BROKEN_POOL', BROKEN_POOL);
  const message = `The process that ran this task died: ${lost.message}`;
  return new PlaygroundError('E_BROKEN_POOL', message, { cause: lost });
}
