/**
 * The window's side of the engine: starts it, passes calls on, and replaces it when it is lost.
 * Then all open calls reject with a code, and the next call starts a new engine. That is rare,
 * since the engine computes nothing and replaces lost workers itself.
 */
import * as Comlink from 'comlink';

import { deadline } from '../common/deadline';
import { later } from '../common/later';
import { Link, type Arguments, type Value } from '../common/link';
import type { CallId } from '../common/call-id';
import type { EngineConfig, EngineRealm, EngineReport, Measured } from '../common/protocol';
import { allocateMemory } from '../common/memory';
import { HeapMemory } from '../heap/heap-memory';
import { randomName, tabName } from '../common/names';
import { report } from '../common/report';
import { cancelled, throwIfAborted } from '../common/cancelled';
import { PlaygroundError } from '../common/errors';
import { Generation } from './generation';
import { startWorker, type Places } from './places';

/**
 * The time that an engine has for its shutdown, in ms: in some browsers a busy process runs on for
 * 2 s.
 */
const END_MS = 5000;
/** The same for an engine that has not started yet. */
const END_EARLY_MS = 500;
/** The time that workers of a lost engine may run on, in ms; their end cannot be observed. */
const LINGER_MS = 2000;

export interface CallOptions {
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

type Config = Omit<EngineConfig, 'name' | 'heap' | 'owner'>;
export type EngineLink = Link<EngineRealm>;

export class EngineClient {
  readonly #config: Config;
  /** Where the library's files lie. */
  readonly places: Places;
  readonly #progress = new Map<CallId, (done: number, total: number) => void>();
  /** Engines that are gone, with workers that may still run. */
  readonly #dying = new Set<Promise<void>>();
  #nextCall = 0;
  #generation: Generation | undefined;
  #starting: Promise<EngineLink> | undefined;
  #link: EngineLink | undefined;
  /** The engine, once it has started. */
  #started: EngineLink | undefined;
  /** The number of calls that wait for it. */
  #waiting = 0;
  readonly #closes = new AbortController();
  #closed: PlaygroundError | undefined;
  #closing: Promise<void> | undefined;
  report: EngineReport | undefined;
  /** What the engine has measured, once it has. */
  measured: Measured | undefined;

  constructor(config: Config, places: Places) {
    this.#config = config;
    this.places = places;
  }

  /**
   * The generation of the present engine, or of the next one. Throws when the playground is closed.
   */
  get generation(): Generation {
    if (this.#closed) throw this.#closed;
    if (!this.#generation) {
      const heap = this.#config.sharedMemory ? new HeapMemory(allocateMemory()) : null;
      this.#generation = new Generation(randomName(), heap, this.report?.heapModule ?? null);
    }
    return this.#generation;
  }

  /** Aborted with the reason when the playground is closed. */
  get closing(): AbortSignal {
    return this.#closes.signal;
  }

  /** Starts the engine, unless there is one. */
  async start(): Promise<EngineLink> {
    if (this.#closed) throw this.#closed;
    this.#starting ??= this.#launch();
    return this.#starting;
  }

  /** Whether memory can be shared with the workers. */
  get sharesMemory(): boolean {
    return this.#config.sharedMemory;
  }

  /** Whether there is an engine, started or starting. */
  get isThere(): boolean {
    return this.#starting !== undefined && !this.#closed;
  }

  /**
   * Whether a call made now is posted synchronously: not if it has to wait for the engine, or for
   * other calls that wait.
   */
  get postsAtOnce(): boolean {
    return this.#started !== undefined && !this.#closed && this.#waiting === 0;
  }

  /**
   * Calls `use` with the engine, synchronously if possible. Calls reach the engine in the order in
   * which they are made.
   */
  async withLink<T>(use: (link: EngineLink) => T | Promise<T>): Promise<T> {
    if (this.#started && this.postsAtOnce) return use(this.#started);
    this.#waiting += 1;
    let link: EngineLink;
    try {
      link = await this.start();
    } finally {
      this.#waiting -= 1;
    }
    return use(link);
  }

  /** Makes a short call, without progress or cancellation. */
  ask<K extends keyof EngineRealm>(
    method: K,
    ...args: Arguments<EngineRealm[K]>
  ): Promise<Value<EngineRealm[K]>> {
    return this.withLink((link) => link.call(method, args));
  }

  /**
   * The same for an object of one engine: when that is lost, no other engine is called or started.
   */
  async askIn<K extends keyof EngineRealm>(
    generation: Generation,
    method: K,
    args: Arguments<EngineRealm[K]>,
    transfer: Transferable[] = [],
  ): Promise<Value<EngineRealm[K]>> {
    generation.check();
    return this.withLink((link) => {
      // There may be a newer engine by now.
      generation.check();
      return link.call(method, args, transfer);
    });
  }

  /** Makes a long call. `work` gets the call's id. */
  async run<T>(
    { signal, timeoutMs, onProgress }: CallOptions,
    work: (link: EngineLink, call: CallId) => Promise<T>,
  ): Promise<T> {
    throwIfAborted(signal);
    return this.withLink(async (link) => {
      throwIfAborted(signal);
      const call = this.#nextCall;
      this.#nextCall += 1;
      const callback = new AbortController();
      if (onProgress) {
        const isOpen = (): boolean => this.#progress.has(call);
        this.#progress.set(call, guarded(onProgress, callback, isOpen));
      }
      const cancel = (): void => {
        // If the engine is lost there is nothing left to cancel.
        link.call('cancel', [call]).catch(() => undefined);
      };
      try {
        return await untilOver(
          work(link, call),
          { signal, timeoutMs, threw: callback.signal },
          cancel,
        );
      } finally {
        this.#progress.delete(call);
      }
    });
  }

  /** Closes the playground, and ends the engine before it can end anything itself. */
  terminate(reason: PlaygroundError): void {
    this.#closed ??= reason;
    this.#link?.terminate(this.#closed);
    void this.close(this.#closed);
  }

  /**
   * Closes the playground: open calls reject at once. Resolves when the engine and its workers have
   * ended.
   */
  close(reason: PlaygroundError): Promise<void> {
    this.#closed ??= reason;
    this.#closes.abort(this.#closed);
    this.#generation?.lose(this.#closed);
    this.#closing ??= this.#end(reason);
    return this.#closing;
  }

  /**
   * Resolves when all ended workers of this playground have stopped: until then they use the
   * machine.
   */
  async settled(): Promise<void> {
    const engine = this.isThere ? this.ask('settled').catch(() => undefined) : undefined;
    await Promise.all([...this.#dying, engine]);
  }

  async #end(reason: PlaygroundError): Promise<void> {
    const link = this.#link;
    if (link) {
      const allEnded = await link.end('end', reason, this.#started ? END_MS : END_EARLY_MS);
      await link.dead;
      if (!allEnded) await later(LINGER_MS);
    }
    await Promise.all(this.#dying);
  }

  /** The workers of a lost engine end a while later. */
  #watch(link: EngineLink): void {
    const dead = link.dead.then(() => later(LINGER_MS));
    this.#dying.add(dead);
    void dead.then(() => this.#dying.delete(dead));
  }

  async #launch(): Promise<EngineLink> {
    const { generation } = this;
    const name = tabName('engine');
    let started: ReturnType<typeof startWorker>;
    try {
      started = startWorker(
        'engine.worker.js',
        () =>
          new Worker(new URL('../engine/engine.worker.ts', import.meta.url), {
            type: 'module',
            name: 'engine',
          }),
        this.places,
      );
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
    const link = new Link<EngineRealm>(started.worker, name, started.address);
    this.#link = link;
    void link.gone.then((reason) => {
      if (!this.#closed) this.#watch(link);
      this.#link = undefined;
      this.#started = undefined;
      this.#starting = undefined;
      generation.lose(reason);
      if (this.#generation === generation) this.#generation = undefined;
    });
    const events = Comlink.proxy((call: CallId, done: number, total: number) =>
      this.#progress.get(call)?.(done, total),
    );
    try {
      const { owner, heap } = generation;
      const shared = heap && { memory: heap.memory, maximumBytes: heap.maximumBytes };
      const { measured } = this;
      const config = { ...this.#config, name, owner, heap: shared, measured };
      this.report = await link.start('start', [config, events], config.startTimeoutMs);
      generation.heapModule = this.report.heapModule;
    } catch (error) {
      // The worker of an engine that failed to start still runs.
      link.terminate(error as PlaygroundError);
      throw error;
    }
    this.#started = link;
    return link;
  }
}

/** In an object, because an abort with `undefined` gets a reason of its own. */
interface Thrown {
  value: unknown;
}

/**
 * Wraps the caller's callback: an error that it throws, or its promise rejects with, aborts the
 * call.
 */
function guarded(
  onProgress: (done: number, total: number) => unknown,
  threw: AbortController,
  isOpen: () => boolean,
): (done: number, total: number) => void {
  const fail = (value: unknown): void => threw.abort({ value } satisfies Thrown);
  let isReported = false;
  return (done, total) => {
    try {
      const promised = onProgress(done, total);
      if (!(promised instanceof Promise)) return;
      promised.catch((value: unknown) => {
        if (isOpen()) fail(value);
        // A call that is over cannot reject any more.
        else if (!isReported) report('onProgress failed after its call was over', value);
        isReported = true;
      });
    } catch (thrown) {
      fail(thrown);
    }
  };
}

/**
 * The promise's outcome. If it is given up before, `cancel` is called, and this rejects when the
 * promise has settled.
 */
async function untilOver<T>(
  working: Promise<T>,
  { signal, timeoutMs, threw }: CallOptions & { threw: AbortSignal },
  cancel: () => void,
): Promise<T> {
  const given: { up?: Thrown } = {};
  const giveUp = (value: unknown): void => {
    if (given.up) return;
    given.up = { value };
    cancel();
  };
  const over = new AbortController();
  const until = { signal: over.signal };
  signal?.addEventListener('abort', () => giveUp(cancelled(signal)), until);
  threw.addEventListener('abort', () => giveUp((threw.reason as Thrown).value), until);
  if (timeoutMs !== undefined) {
    const callOff = deadline(timeoutMs, () => {
      giveUp(new PlaygroundError('E_TIMEOUT', `The call took longer than ${timeoutMs} ms.`));
    });
    over.signal.addEventListener('abort', callOff);
  }
  const ended = await working.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  over.abort();
  // The callback may throw any value.
  if (given.up) throw given.up.value;
  if ('error' in ended) throw ended.error;
  return ended.value;
}
