/**
 * The tasks that were submitted to the pool of threads. The threads work on one job at a time, so
 * tasks are handed out in groups of as many as there are threads. A task can be cancelled until its
 * group is handed out.
 */
import { errorOf } from '../common/outcome';
import type { ThreadTask } from '../common/protocol';
import type { EngineClient } from './engine-client';
import { PlaygroundError } from '../common/errors';
import { Fifo } from '../common/fifo';
import { TaskFuture } from './future';
import { resultOf } from './task-results';
import type { TaskName } from '../common/types';

interface Waiting {
  task: ThreadTask;
  future: TaskFuture<number>;
}

export class ThreadTasks {
  readonly #engine: EngineClient;
  readonly #workers: number;
  readonly #pending = new Fifo<Waiting>();
  #open = 0;
  #running = 0;
  #pumping = false;
  #drained: (() => void)[] = [];

  constructor(engine: EngineClient, workers: number) {
    this.#engine = engine;
    this.#workers = workers;
  }

  /** The number of tasks that have not been handed out. */
  get waiting(): number {
    return this.#open - this.#running;
  }

  submit(task: ThreadTask): TaskFuture<number> {
    const read = (value: number): number => resultOf(task.task as TaskName, value) as number;
    const future = new TaskFuture<number>(read);
    this.#open += 1;
    future.onOver = () => {
      this.#open -= 1;
      if (this.#open === 0) for (const resolve of this.#drained.splice(0)) resolve();
    };
    this.#pending.push({ task, future });
    if (!this.#pumping) {
      this.#pumping = true;
      // Tasks of the same turn of the event loop are handed out together.
      queueMicrotask(() => void this.#pump());
    }
    return future;
  }

  cancelPending(): void {
    for (let next = this.#pending.shift(); next; next = this.#pending.shift()) next.future.cancel();
  }

  /** Resolves when no task is open. */
  drained(): Promise<void> {
    if (this.#open === 0) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  async #pump(): Promise<void> {
    for (let batch = this.#take(); batch.length > 0; batch = this.#take()) {
      this.#running = batch.length;
      try {
        const outcomes = await this.#engine.ask(
          'threadTasks',
          batch.map(({ task }) => task),
        );
        // Updated together with the futures, so that settled tasks are not counted as waiting.
        this.#running = 0;
        batch.forEach(({ future }, index) => {
          const outcome = outcomes[index];
          if (outcome?.ok) future.succeed(outcome.value);
          else if (outcome) future.fail(errorOf(outcome.failure));
        });
      } catch (error) {
        this.#running = 0;
        this.#lose(batch, error as PlaygroundError);
      }
    }
    this.#pumping = false;
  }

  /** The next tasks that have not been cancelled, as many as there are threads. */
  #take(): Waiting[] {
    const batch: Waiting[] = [];
    while (batch.length < this.#workers) {
      const next = this.#pending.shift();
      if (!next) break;
      if (next.future.begin()) batch.push(next);
    }
    return batch;
  }

  /** The engine is lost: all open tasks fail. */
  #lose(batch: Waiting[], { code, message, cause }: PlaygroundError): void {
    const lost = [...batch];
    for (let next = this.#pending.shift(); next; next = this.#pending.shift()) lost.push(next);
    for (const { future } of lost) {
      future.fail(new PlaygroundError(code, message, cause === undefined ? {} : { cause }));
    }
  }
}
