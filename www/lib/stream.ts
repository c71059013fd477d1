/**
 * Results as a stream: items are taken from an iterable when there is room for them, run in chunks,
 * and given in their order or as they come. Source: CPython, `Pool.imap` and the `buffersize` of
 * `Executor.map`.
 *
 * Invariants: at most `buffersize` chunks have been started whose results nobody has asked for; no
 * item is taken before it can be started; when the stream is over nothing of it runs.
 */
import { cancelled, throwIfAborted } from '../common/cancelled';
import { Fifo } from '../common/fifo';
import type { ResultStream } from '../common/types';
import { ASYNC_DISPOSE } from '../objects/rules';

export interface StreamPlan<I, O> {
  items: Iterable<I> | AsyncIterable<I>;
  chunksize: number;
  buffersize: number;
  /** In the order of the items, not of completion. */
  ordered: boolean;
  signal: AbortSignal | undefined;
  /** Runs a chunk whose first item is that of all items; ends it when the signal is aborted. */
  run: (chunk: I[], first: number, signal: AbortSignal) => Promise<O[]>;
}

/** A chunk that was started. */
interface Chunk<O> {
  outcome?: { values: O[] } | { error: unknown };
  settled: Promise<void>;
}

export class ItemStream<I, O> implements ResultStream<O> {
  readonly #plan: StreamPlan<I, O>;
  #source: Iterator<I> | AsyncIterator<I> | undefined;
  /** Ends the chunks that run. */
  readonly #stop = new AbortController();
  /** The chunks whose results were not asked for, in the order of their items. */
  #open: Chunk<O>[] = [];
  #ready = new Fifo<O>();
  #taken = 0;
  #isTaking = false;
  /** No more items: there are none, or the iterable has thrown. */
  #isDry = false;
  #thrown: { error: unknown } | undefined;
  #isOver = false;
  #aborted: Error | undefined;
  #ended: Promise<void> | undefined;
  /** Calls of `next` are answered one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #changed: () => void = () => undefined;

  constructor(plan: StreamPlan<I, O>) {
    this.#plan = plan;
  }

  next(): Promise<IteratorResult<O, undefined>> {
    const next = this.#last.then(() => this.#next());
    this.#last = next.catch(() => undefined);
    return next;
  }

  async return(): Promise<IteratorResult<O, undefined>> {
    await this.#end();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<never> {
    await this.#end();
    throw error;
  }

  async [ASYNC_DISPOSE](): Promise<void> {
    await this.#end();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #next(): Promise<IteratorResult<O, undefined>> {
    try {
      for (;;) {
        if (this.#ready.length > 0) return { done: false, value: this.#ready.shift() as O };
        if (this.#isOver) return this.#over();
        this.#begin();
        throwIfAborted(this.#plan.signal);
        this.#fill();
        const chunk = this.#takeSettled();
        if (chunk) this.#give(chunk);
        else if (this.#open.length > 0 || this.#isTaking || !this.#isDry) await this.#change();
        else if (this.#thrown) throw this.#thrown.error;
        else await this.#end();
      }
    } catch (error) {
      await this.#end();
      throw error;
    }
  }

  /** The end; after an abort a failure first, which also ends a loop that was not waiting. */
  #over(): IteratorResult<O, undefined> {
    const error = this.#aborted;
    this.#aborted = undefined;
    if (error) throw error;
    return { done: true, value: undefined };
  }

  /** On the first call: nothing is taken before. */
  #begin(): void {
    if (this.#source) return;
    const { items, signal } = this.#plan;
    this.#source =
      Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    const until = { signal: this.#stop.signal };
    const abort = (): void => {
      this.#aborted = cancelled(signal);
      void this.#end();
    };
    signal?.addEventListener('abort', abort, until);
  }

  /** The results are the caller's now, so there is room for another chunk. */
  #give({ outcome }: Chunk<O>): void {
    if (!outcome) return;
    if ('error' in outcome) throw outcome.error;
    for (const value of outcome.values) this.#ready.push(value);
    this.#fill();
  }

  #takeSettled(): Chunk<O> | undefined {
    const { ordered } = this.#plan;
    const at = ordered ? 0 : this.#open.findIndex(({ outcome }) => outcome !== undefined);
    if (!this.#open[at]?.outcome) return undefined;
    return this.#open.splice(at, 1)[0];
  }

  #fill(): void {
    if (!this.#isTaking) void this.#take();
  }

  /** Takes and starts chunks while there is room. */
  async #take(): Promise<void> {
    this.#isTaking = true;
    while (!this.#isDry && !this.#isOver && this.#open.length < this.#plan.buffersize) {
      const first = this.#taken;
      const chunk = await this.#takeChunk();
      if (chunk.length > 0) this.#start(chunk, first);
    }
    this.#isTaking = false;
    this.#changed();
  }

  /** The next items; fewer at the end, or before the iterable throws. */
  async #takeChunk(): Promise<I[]> {
    const chunk: I[] = [];
    try {
      while (chunk.length < this.#plan.chunksize && !this.#isOver) {
        const step = this.#source?.next();
        // Only what is asynchronous is awaited.
        const result = step && 'then' in step ? await step : step;
        if (!result || result.done) {
          this.#isDry = true;
          break;
        }
        chunk.push(result.value);
      }
    } catch (error) {
      this.#isDry = true;
      this.#thrown = { error };
    }
    this.#taken += chunk.length;
    return chunk;
  }

  #start(items: I[], first: number): void {
    if (this.#isOver) return;
    const chunk: Chunk<O> = { settled: Promise.resolve() };
    chunk.settled = this.#plan
      .run(items, first, this.#stop.signal)
      .then(
        (values) => {
          chunk.outcome = { values };
        },
        (error: unknown) => {
          chunk.outcome = { error };
        },
      )
      .then(() => this.#changed());
    this.#open.push(chunk);
  }

  /** Resolves when a chunk has settled, items have been taken, or the stream is over. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }

  /** Ends what runs, and lets the iterable go; resolves when nothing runs any more. */
  #end(): Promise<void> {
    this.#ended ??= this.#stopAll();
    return this.#ended;
  }

  async #stopAll(): Promise<void> {
    this.#isOver = true;
    this.#ready = new Fifo();
    this.#stop.abort();
    this.#letGo();
    const open = this.#open.splice(0);
    await Promise.all(open.map(({ settled }) => settled));
    this.#changed();
  }

  /** Not waited for: an iterable that waits itself may never answer. */
  #letGo(): void {
    if (this.#isDry) return;
    this.#isDry = true;
    try {
      const left: unknown = this.#source?.return?.();
      if (left instanceof Promise) left.catch(() => undefined);
    } catch {
      // The caller has left, or has another error.
    }
  }
}
