/**
 * The pool of processes: does what the state machine in Rust says. Here are the workers, the jobs' promises and nothing else;
 * which worker gets what, and what a failure means, is decided there.
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

/** What a process has done of what it was handed. */
export interface RunResult {
  items: number;
  /** In less than a moment: it may be handed more at once. */
  quick: boolean;
}

/** What jobs say that hand out their items one by one. */
export const ONE_ITEM: RunResult = { items: 1, quick: false };

export interface Job {
  chunksize: number;
  /** Handing items out moves them: they cannot be given back, so no more than one chunk goes out at once. */
  oneByOne?: boolean;
  /** Processes that may be at it at once. */
  maxWorkers: number;
  signal: AbortSignal;
  /**
   * Runs items `first … first + len − 1` on a process, all or as many whole chunks as it likes, and says what it did. Throws
   * `ItemFailed` for a failure of the job's own.
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

/** A process of the pool, and the ways to hand tasks to it. */
interface PoolProcess extends ProcessWorker {
  /** For tasks from here. */
  line: TaskLine;
  /** For tasks from the window, until that has it. */
  way: WindowWay | undefined;
  loaded: boolean;
  /** The chunks that it has, where memory is shared. */
  claims: Claims | null;
  /** Counts what it was handed. */
  runs: number;
}

/** A process that could not be made. */
interface NotMade {
  worker: number;
  reason: PlaygroundError;
}

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
  readonly #processes = new Map<number, PoolProcess>();
  readonly #jobs = new Map<number, OpenJob>();
  #nextJob = 0;
  /** Why a process was lost, while the actions of that are carried out. */
  #lost: PlaygroundError | undefined;
  /** Processes that have been stopped and may still do something. */
  readonly #ending = new Set<Promise<void>>();
  /** Processes that have ended, of those to which the window has a way; until it hears of it. */
  #ended: number[] = [];
  #closed!: () => void;
  readonly #end = new Promise<void>((resolve) => {
    this.#closed = resolve;
  });

  constructor(machine: PoolMachine, factory: ProcessFactory) {
    this.#machine = machine;
    this.#factory = factory;
  }

  /** Resolves when all items have been run; rejects with the first failure in input order, or when the pool breaks. */
  job(items: number, job: Job): Promise<void> {
    return this.#enter(job, (machine, id) => {
      const { chunksize, maxWorkers, oneByOne = false } = job;
      return machine.submit(id, items, chunksize, maxWorkers, oneByOne);
    });
  }

  /** A process for as long as `use` lasts. Settles with `use`; rejects when the process is lost or none can be had. */
  lease(use: (worker: number) => Promise<void>): Promise<void> {
    const { signal } = new AbortController();
    const run = (_process: unknown, worker: number): Promise<RunResult> =>
      use(worker).then(() => ONE_ITEM);
    const job: Job = { chunksize: 1, maxWorkers: 1, signal, run };
    return this.#enter(job, (machine, id) => machine.lease(id));
  }

  /** Takes no more jobs; settles when those that there are have ended, and all processes. */
  shutdown(cancelPending: boolean): Promise<void> {
    void this.#act(this.#machine.shutdown(cancelPending));
    return this.#end;
  }

  /** The line to a process that has a chunk. */
  line(worker: number): TaskLine {
    const member = this.#processes.get(worker);
    if (!member) throw new PlaygroundError('E_WORKER_LOST', 'The process is gone.');
    return member.line;
  }

  /** The window's way to the process, the first time. */
  takeWay(worker: number): WindowWay | undefined {
    const member = this.#processes.get(worker);
    const way = member?.way;
    if (member) member.way = undefined;
    return way;
  }

  /** The processes that have ended since this was asked last. */
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
        // Not before those that were at it can do nothing more.
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

  /** For tests: ends a process that has loaded, behind everybody's back. One that never loads is another fault. */
  killOne(): boolean {
    const process = [...this.#processes.values()].find(({ loaded }) => loaded);
    process?.link.kill();
    return process !== undefined;
  }

  /** Does what the machine says; resolves when the processes that it stopped have ended. Failures wait for that. */
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
          failLater(this.#settle(action.job), brokenPool(lost, action.atIt));
          break;
        case 'closed':
          void Promise.all(this.#ending).then(this.#closed);
          break;
      }
    }
    // Only now: what the machine says of it comes after what it has said before.
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
    ready.then(
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

  /** The worker is gone or never came: the machine breaks the pool. Told twice, it answers with nothing. */
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
    // Where it dies instead of answering, the pool hears of that elsewhere.
    const begun = await (claims ? claims.recall() : link.call('recall', []).catch(() => 0));
    const isAtIt = this.#processes.get(worker) === process && process.runs === runs;
    if (begun > 0 && isAtIt) void this.#act(this.#machine.recalled(worker, begun));
  }

  /** The call itself failed: the instance behind it is lost, or what was sent or returned cannot be cloned. */
  #callFailed(worker: number, job: OpenJob, item: number, error: PlaygroundError): void {
    if (error.code === 'E_WORKER_LOST') {
      this.#lose(worker, error);
    } else {
      job.failures.set(item, error);
      void this.#act(this.#machine.chunkFailed(worker, item));
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

/** Why an open job failed when a process was lost, in an error of its own. */
function brokenPool(lost: PlaygroundError | undefined, atIt: boolean): PlaygroundError {
  if (!lost) return cancelled();
  // One that loaded and then died broke the pool; one that could not be loaded says so itself.
  if (lost.code !== 'E_WORKER_LOST') {
    return new PlaygroundError(lost.code, lost.message, { cause: lost.cause });
  }
  if (!atIt) return new PlaygroundError('E_BROKEN_POOL', BROKEN_POOL);
  const message = `The process that ran this task died: ${lost.message}`;
  return new PlaygroundError('E_BROKEN_POOL', message, { cause: lost });
}
