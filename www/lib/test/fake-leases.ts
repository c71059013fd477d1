/** Leases that a test controls, in place of the engine's. */
import { PlaygroundError } from '../../common/errors';
import type { Failure } from '../../common/outcome';
import type { TaskReply, TaskRequest } from '../../common/protocol';
import type { Lease, Lender } from '../task-queue';

/** A process that answers when the test tells it to. */
export class FakeLease implements Lease {
  /** The names of its tasks, in order. */
  readonly given: string[] = [];
  readonly released: (Failure | undefined)[] = [];
  readonly over: Promise<void>;
  lose!: (reason: PlaygroundError) => void;
  /** The most tasks that it may have. */
  most = Infinity;
  /** Resolves when its process has ended, after it was cancelled. */
  readonly ended: Promise<void>;
  end!: () => void;
  #settle: [(reply: TaskReply) => void, (error: Error) => void][] = [];

  constructor() {
    this.over = new Promise((_, reject) => {
      this.lose = reject;
    });
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  run({ code }: TaskRequest): Promise<TaskReply> {
    this.given.push('source' in code ? code.source : code.task);
    return new Promise((resolve, reject) => this.#settle.push([resolve, reject]));
  }

  isSpent(): boolean {
    return this.given.length >= this.most;
  }

  cancel(): Promise<void> {
    this.lose(new PlaygroundError('E_CANCELLED', 'The lease was cancelled.'));
    return this.ended;
  }

  release(failure?: Failure): void {
    this.released.push(failure);
  }

  /** Answers the oldest open request. */
  answer(reply: unknown): Promise<void> {
    this.#settle.shift()?.[0](reply as TaskReply);
    return turn();
  }

  succeed(value: number): Promise<void> {
    return this.answer({ values: Float64Array.of(value) });
  }

  refuse(error: Error): Promise<void> {
    this.#settle.shift()?.[1](error);
    return turn();
  }
}

/** Grants leases when the test tells it to. */
export class FakeLender implements Lender {
  #asking: [(lease: Lease) => void, (reason: PlaygroundError) => void][] = [];
  asked = 0;

  ask(): Promise<Lease> {
    this.asked += 1;
    return new Promise((resolve, reject) => this.#asking.push([resolve, reject]));
  }

  async grant(): Promise<FakeLease> {
    const lease = new FakeLease();
    this.#asking.shift()?.[0](lease);
    await turn();
    return lease;
  }

  refuse(reason: PlaygroundError): Promise<void> {
    this.#asking.shift()?.[1](reason);
    return turn();
  }
}

/** Waits until all pending microtasks have run. */
export async function turn(): Promise<void> {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
}
