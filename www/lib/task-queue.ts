/**
 * The tasks that were submitted to a pool of processes. The window itself decides when a task is
 * handed out, so it always knows whether a task waits or runs, and `cancel` has an immediate and
 * correct answer: a cancelled task is never handed out, and one that was handed out settles with
 * its own outcome.
 *
 * Processes belong to the engine; the queue leases them. It asks for a lease for each waiting task,
 * up to the number of workers, keeps a lease as long as it has tasks for it, and gives it back when
 * it was idle for a moment or when something else needs the pool.
 *
 * Tasks are in batches: tasks that are submitted after a map wait behind the map, so earlier ones
 * are a batch of their own, whose leases are given back when it is done. Invariants: a task is
 * handed out at most once, in the order of submission within its batch; a batch has at most as many
 * leases as there are workers; an idle lease gets the next task before another lease is asked for;
 * when leases are lost, all open tasks fail, each with an error of its own.
 */
import type { Items } from '../common/items';
import { errorOf, type Failure } from '../common/outcome';
import { unpack, type Marker } from '../common/packed';
import type { TaskReply, TaskRequest } from '../common/protocol';
import { PlaygroundError } from '../common/errors';
import { Fifo } from '../common/fifo';
import type { TaskFuture } from './future';

/** How long a lease may be idle before it is given back, in ms: another one takes two messages. */
const IDLE_MS = 10_000;

/** A leased process. */
export interface Lease {
  /**
   * Runs one request at a time. Rejects if the request cannot be sent; never settles if the process
   * is lost.
   */
  run(request: TaskRequest): Promise<TaskReply>;
  /** Gives the process back, with a failure if it cannot be used any more. */
  release(failure?: Failure): void;
  /** Rejects when the process is lost. */
  readonly over: Promise<void>;
  /** Whether the process has run as many tasks as it may before it is given back. */
  isSpent(): boolean;
  /** Ends the process alone; resolves when it has no more effect. `over` rejects. */
  cancel(): Promise<void>;
}

/** The source of leases. */
export interface Lender {
  /** Resolves with a lease; requests are served in order. */
  ask(): Promise<Lease>;
}

/** A task with its future. */
export interface Task {
  /** Null once the task was handed out, so that the arguments are not retained. */
  request: TaskRequest | null;
  future: TaskFuture<unknown>;
}

interface LeaseUse {
  lease: Lease;
  task: Task | null;
  /** It has had a task since the last tick. */
  wasUsed: boolean;
}

interface Batch {
  pending: Fifo<Task>;
  /** The number of leases that were asked for and not granted yet. */
  asked: number;
  leases: Set<LeaseUse>;
  idle: LeaseUse[];
  /** No more tasks are added; idle leases are given back at once. */
  sealed: boolean;
}

export class TaskQueue {
  readonly #lender: Lender;
  readonly #workers: number;
  readonly #revive: (marker: Marker) => unknown;
  #batches = new Set<Batch>();
  #last: Batch | undefined;
  #open = 0;
  #done = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drained: (() => void)[] = [];

  constructor(
    lender: Lender,
    workers: number,
    revive: (marker: Marker) => unknown = (marker) => marker,
  ) {
    this.#lender = lender;
    this.#workers = workers;
    this.#revive = revive;
  }

  /** The number of tasks that wait or run, and of those that have returned. */
  get figures(): { pending: number; done: number } {
    return { pending: this.#open, done: this.#done };
  }

  submit(task: Task): void {
    let batch = this.#last;
    if (!batch || batch.sealed) {
      batch = { pending: new Fifo(), asked: 0, leases: new Set(), idle: [], sealed: false };
      this.#last = batch;
      this.#batches.add(batch);
    }
    this.#open += 1;
    task.future.onOver = () => {
      task.request = null;
      this.#open -= 1;
      if (this.#open > 0) return;
      for (const resolve of this.#drained.splice(0)) resolve();
    };
    batch.pending.push(task);
    const held = batch.idle.pop();
    if (held) this.#next(batch, held);
    else if (
      batch.asked + batch.leases.size < this.#workers &&
      batch.asked < batch.pending.length
    ) {
      this.#ask(batch);
    }
  }

  /**
   * To be called before another use of the pool: tasks that are submitted from now on come after
   * it.
   */
  seal(): void {
    const batch = this.#last;
    if (!batch) return;
    this.#last = undefined;
    batch.sealed = true;
    this.#giveBack(batch);
  }

  /** Gives idle leases back. */
  giveBack(): void {
    for (const batch of this.#batches) this.#giveBack(batch);
  }

  /** Cancels waiting tasks. */
  cancelPending(): void {
    for (const { pending } of this.#batches) {
      for (let task = pending.shift(); task; task = pending.shift()) task.future.cancel();
    }
  }

  /** Resolves when no task is open. */
  drained(): Promise<void> {
    if (this.#open === 0) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  #ask(batch: Batch): void {
    batch.asked += 1;
    this.#lender.ask().then(
      (lease) => {
        batch.asked -= 1;
        const held: LeaseUse = { lease, task: null, wasUsed: false };
        batch.leases.add(held);
        lease.over.catch((reason: unknown) => this.#lost(batch, held, reason as PlaygroundError));
        this.#next(batch, held);
      },
      (reason: unknown) => {
        batch.asked -= 1;
        // None of these tasks was at the process: the reason is that of all.
        this.#fail(batch, reason as PlaygroundError);
      },
    );
  }

  /** Gives the lease its next task, or makes it idle. */
  #next(batch: Batch, held: LeaseUse): void {
    if (held.lease.isSpent()) {
      batch.leases.delete(held);
      held.lease.release();
      this.#goOn(batch);
      return;
    }
    for (let task = batch.pending.shift(); task; task = batch.pending.shift()) {
      const { request } = task;
      if (!request || !task.future.begin()) continue;
      held.task = task;
      held.wasUsed = true;
      task.request = null;
      held.lease.run(request).then(
        (reply) => this.#answered(batch, held, reply),
        (error: unknown) => {
          held.task?.future.fail(error as Error);
          held.task = null;
          this.#next(batch, held);
        },
      );
      return;
    }
    batch.idle.push(held);
    if (batch.sealed) this.#giveBack(batch);
    else this.#wind();
  }

  #answered(batch: Batch, held: LeaseUse, reply: TaskReply): void {
    const { task } = held;
    // The task of a lost lease has failed already.
    if (!task) return;
    if ('failure' in reply && reply.failure.fatal) {
      // The loss of the lease settles the task.
      held.lease.release(reply.failure);
      return;
    }
    held.task = null;
    if ('values' in reply) {
      this.#done += 1;
      try {
        task.future.succeed(onlyValue(reply.values, this.#revive));
      } catch (error) {
        // The result cannot be decoded here.
        task.future.fail(error as Error);
      }
    } else {
      task.future.fail(errorOf(reply.failure));
    }
    this.#next(batch, held);
  }

  #wind(): void {
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#tick(), IDLE_MS);
  }

  /** Leases that have been idle since the last tick are given back. */
  #tick(): void {
    this.#timer = undefined;
    for (const batch of this.#batches) {
      this.#giveBack(batch, ({ wasUsed }) => !wasUsed);
      for (const held of batch.leases) held.wasUsed = false;
      if (batch.idle.length > 0) this.#wind();
    }
  }

  #giveBack(batch: Batch, which: (held: LeaseUse) => boolean = () => true): void {
    const given = batch.idle.filter(which);
    batch.idle = batch.idle.filter((held) => !which(held));
    for (const held of given) {
      batch.leases.delete(held);
      held.lease.release();
    }
    if (batch.sealed && batch.leases.size + batch.asked === 0) this.#batches.delete(batch);
  }

  #lost(batch: Batch, held: LeaseUse, reason: PlaygroundError): void {
    // One that was cancelled is gone already, and takes nothing with it.
    if (!batch.leases.delete(held)) return;
    batch.idle = batch.idle.filter((other) => other !== held);
    held.task?.future.fail(copyOf(reason));
    held.task = null;
    this.#fail(batch, reason.code === 'E_BROKEN_POOL' ? brokenPool() : reason);
  }

  /**
   * A lease was lost or refused: all waiting tasks fail. Other lost leases of the batch report
   * themselves. Tasks that are submitted from now on are a new batch.
   */
  #fail(batch: Batch, reason: PlaygroundError): void {
    if (!this.#batches.has(batch)) return;
    this.#last = undefined;
    const batches = [...this.#batches];
    this.#batches.clear();
    for (const { pending } of batches) {
      for (let task = pending.shift(); task; task = pending.shift()) {
        task.future.fail(copyOf(reason));
      }
    }
    for (const other of batches) {
      other.sealed = true;
      this.#giveBack(other);
    }
  }

  /**
   * Ends one task with the error: at once if it waits, otherwise when its process has ended. Other
   * tasks go on.
   */
  abort(task: Task, error: PlaygroundError): void {
    const { future } = task;
    if (error.code === 'E_CANCELLED') future.cancel(error);
    else if (future.state === 'pending') future.fail(error);
    for (const batch of this.#batches) {
      for (const held of batch.leases) {
        if (held.task?.future !== future) continue;
        held.task = null;
        batch.leases.delete(held);
        const end = (): void => future.fail(error);
        held.lease.cancel().then(end, end);
        this.#goOn(batch);
        return;
      }
    }
  }

  /** A lease is gone: asks for another one if tasks wait for it. */
  #goOn(batch: Batch): void {
    const { pending, leases } = batch;
    if (batch.asked + leases.size < this.#workers && batch.asked < pending.length) this.#ask(batch);
    if (batch.sealed && leases.size + batch.asked === 0) this.#batches.delete(batch);
  }
}

function brokenPool(): PlaygroundError {
  const message = 'A process of the pool died, and with it all that the pool had to do.';
  return new PlaygroundError('E_BROKEN_POOL', message);
}

/** A copy of the error, since every future fails with one of its own. */
function copyOf({ code, message, cause }: PlaygroundError): PlaygroundError {
  return new PlaygroundError(code, message, cause === undefined ? {} : { cause });
}

function onlyValue(values: Items, revive: (marker: Marker) => unknown): unknown {
  const [value] = values;
  return typeof value === 'object' ? unpack(value, revive) : value;
}
