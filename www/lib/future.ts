/**
 * The future of a submitted task: a promise with the state of the task, which can be cancelled
 * while it waits. Source: CPython, `Lib/concurrent/futures/_base.py`.
 */
import { PlaygroundError } from '../common/errors';
import type { Future, FutureState } from '../common/types';

export class TaskFuture<T> extends Promise<T> implements Future<T> {
  /** `then` gives an ordinary promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  #state: FutureState = 'pending';
  /** Called once, when the future is settled, before its handlers. */
  onOver: () => void = () => undefined;
  readonly #resolve: (value: T) => void;
  readonly #reject: (error: Error) => void;

  readonly #read: (value: T) => T;

  /** `read` converts the result of the task; it is called once. */
  constructor(read: (value: T) => T = (value) => value) {
    let settle!: [(value: T) => void, (error: Error) => void];
    super((resolve, reject) => {
      settle = [resolve, reject];
    });
    [this.#resolve, this.#reject] = settle;
    this.#read = read;
  }

  get state(): FutureState {
    return this.#state;
  }

  /** `reason` is what it rejects with. */
  cancel(reason = neverBegan()): boolean {
    if (this.#state === 'cancelled') return true;
    if (this.#state !== 'pending') return false;
    this.#state = 'cancelled';
    // The caller of `cancel` needs not handle the rejection.
    this.catch(() => undefined);
    this.#reject(reason);
    this.onOver();
    return true;
  }

  /** To be called when the task is handed out. False if it was cancelled and must not be. */
  begin(): boolean {
    if (this.#state !== 'pending') return false;
    this.#state = 'running';
    return true;
  }

  succeed(value: T): void {
    if (this.#over) return;
    this.#state = 'finished';
    this.#resolve(this.#read(value));
    this.onOver();
  }

  fail(error: Error): void {
    if (this.#over) return;
    this.#state = 'finished';
    this.#reject(error);
    this.onOver();
  }

  get #over(): boolean {
    return this.#state === 'finished' || this.#state === 'cancelled';
  }
}

function neverBegan(): PlaygroundError {
  return new PlaygroundError('E_CANCELLED', 'The task was cancelled before it began.');
}

/** A future that has failed before there was a task. */
export function failed<T>(error: unknown): TaskFuture<T> {
  const future = new TaskFuture<T>();
  future.fail(asError(error));
  return future;
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
