/**
 * The window's side of the engine: starts it, passes calls on, and replaces it when it is lost: then every open call rejects with a
 * code, and the next one finds a new engine. The engine computes nothing and mends what it owns by itself, so that is rare.
 */
import * as Comlink from 'comlink';

import { deadline } from '../common/deadline';
import { later } from '../common/later';
import { Link, lockReleased, type Arguments, type Value } from '../common/link';
import type { CallId } from '../common/call-id';
import type { EngineConfig, EngineRealm, EngineReport } from '../common/protocol';
import { allocateMemory } from '../common/memory';
import { HeapMemory } from '../heap/heap-memory';
import { report } from '../common/report';
import { cancelled, throwIfAborted } from '../common/cancelled';
import { PlaygroundError } from '../common/errors';
import { Generation } from './generation';

/** How long an engine has for its end, in ms: a busy process goes on for 2 s in some browsers. */
const END_MS = 5000;
/** How long one has that has not started yet. */
const END_EARLY_MS = 500;
/** How long what an engine owns may still run when it has gone without order, in ms: nothing tells. */
const LINGER_MS = 2000;

export interface CallOptions {
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

type Config = Omit<EngineConfig, 'name' | 'heap' | 'owner'>;
export type EngineLink = Link<EngineRealm>;

let engines = 0;

export class EngineClient {
  readonly #config: Config;
  readonly #progress = new Map<CallId, (done: number, total: number) => void>();
  /** Engines that are gone, of which something may still run. */
  readonly #dying = new Set<Promise<void>>();
  #nextCall = 0;
  #generation: Generation | undefined;
  #starting: Promise<EngineLink> | undefined;
  #link: EngineLink | undefined;
  /** The engine, once it has started. */
  #started: EngineLink | undefined;
  /** Calls that wait for it. */
  #waiting = 0;
  readonly #closes = new AbortController();
  #closed: PlaygroundError | undefined;
  #closing: Promise<void> | undefined;
  report: EngineReport | undefined;

  constructor(config: Config) {
    this.#config = config;
  }

  /** The engine that is there, or that will be started next. Throws when the playground is closed. */
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

  /** Starts the engine, unless one is there. */
  async start(): Promise<EngineLink> {
    if (this.#closed) throw this.#closed;
    this.#starting ??= this.#launch();
    return this.#starting;
  }

  /** Whether there is an engine, or one is starting. */
  get isThere(): boolean {
    return this.#starting !== undefined && !this.#closed;
  }

  /** Whether what is asked now is posted at once, as it is: not if it has to wait for the engine, or for calls that do. */
  get postsAtOnce(): boolean {
    return this.#started !== undefined && !this.#closed && this.#waiting === 0;
  }

  /** Calls `use` with the engine, at once where that can be: calls reach the engine in the order in which they were made. */
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

  /** Asks the engine for something short: no progress, not to be cancelled. */
  ask<K extends keyof EngineRealm>(
    method: K,
    ...args: Arguments<EngineRealm[K]>
  ): Promise<Value<EngineRealm[K]>> {
    return this.withLink((link) => link.call(method, args));
  }

  /** The same on behalf of what was made for one engine: no other is asked, nor started, when that is lost. */
  async askIn<K extends keyof EngineRealm>(
    generation: Generation,
    method: K,
    args: Arguments<EngineRealm[K]>,
    transfer: Transferable[] = [],
  ): Promise<Value<EngineRealm[K]>> {
    generation.check();
    return this.withLink((link) => {
      // A newer engine may have been started meanwhile.
      generation.check();
      return link.call(method, args, transfer);
    });
  }

  /** Asks the engine for work that takes a while. `work` gets the call's id. */
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
        // It may be lost meanwhile: then there is nothing left to cancel.
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

  /** Ends the engine for good: open calls reject at once. Resolves when all that it owned has ended. */
  close(reason: PlaygroundError): Promise<void> {
    this.#closed ??= reason;
    this.#closes.abort(this.#closed);
    this.#generation?.lose(this.#closed);
    this.#closing ??= this.#end(reason);
    return this.#closing;
  }

  /** Resolves when nothing that was ended, of this playground's, still runs: until then it takes part of the machine. */
  async settled(): Promise<void> {
    const engine = this.isThere ? this.ask('settled').catch(() => undefined) : undefined;
    await Promise.all([...this.#dying, engine]);
  }

  async #end(reason: PlaygroundError): Promise<void> {
    const link = this.#link;
    if (link) {
      const remaining = await link.end('end', reason, this.#started ? END_MS : END_EARLY_MS);
      await Promise.all([link.dead, ...(remaining?.names ?? []).map(lockReleased)]);
      await later(remaining?.lingerMs ?? LINGER_MS);
    }
    await Promise.all(this.#dying);
  }

  /** An engine that is lost takes all that it owned with it, in a while. */
  #watch(link: EngineLink): void {
    const dead = link.dead.then(() => later(LINGER_MS));
    this.#dying.add(dead);
    void dead.then(() => this.#dying.delete(dead));
  }

  async #launch(): Promise<EngineLink> {
    const { generation } = this;
    engines += 1;
    const name = `parallel-playground:${Date.now().toString(36)}:${randomName()}:${engines}`;
    let worker: Worker;
    try {
      worker = new Worker(new URL('../engine/engine.worker.ts', import.meta.url), {
        type: 'module',
        name: 'engine',
      });
    } catch (error) {
      this.#starting = undefined;
      const message = `This page may not start workers: ${String(error)}`;
      throw new PlaygroundError('E_WORKER_LOAD', message, { cause: error });
    }
    const link = new Link<EngineRealm>(worker, name);
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
      const { kernels } = this.report ?? {};
      const config = { ...this.#config, name, owner, heap: shared, kernels };
      this.report = await link.start('start', [config, events], config.startTimeoutMs);
      generation.heapModule = this.report.heapModule;
    } catch (error) {
      // An engine that failed to start still has its worker.
      link.terminate(error as PlaygroundError);
      throw error;
    }
    this.#started = link;
    return link;
  }
}

/** In an object, since an abort without a reason has one of its own. */
interface Thrown {
  value: unknown;
}

/** The caller's own callback: what it throws aborts the call, and what it rejects with. */
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
        // A call that is over rejects no more.
        else if (!isReported) report('onProgress failed after its call was over', value);
        isReported = true;
      });
    } catch (thrown) {
      fail(thrown);
    }
  };
}

/** The promise's outcome; where it is given up before, `cancel` is called, and it rejects when it is over. */
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
  // What the caller's own callback threw is whatever it is.
  if (given.up) throw given.up.value;
  if ('error' in ended) throw ended.error;
  return ended.value;
}

function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(36)).join(
    '',
  );
}
