/**
 * The window's side of the engine: starts it, passes calls on, and replaces it when it is lost. The engine is the unit of
 * recovery: whatever dies inside it, every open call rejects with a code, and the next call finds a new engine.
 */
import * as Comlink from 'comlink';

import { deadline } from '../common/deadline';
import { Link, type Arguments, type Value } from '../common/link';
import type { Marker } from '../common/packed';
import type { CallId, EngineConfig, EngineRealm, EngineReport } from '../common/protocol';
import { HeapMemory } from '../heap/memory';
import { cancelled, throwIfAborted } from './checks';
import { PlaygroundError } from './errors';

/** How long a cancelled call may hold the engine before the engine is replaced, in ms. */
const CANCEL_GRACE_MS = 400;

export interface CallOptions {
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

type Config = Omit<EngineConfig, 'name' | 'heap'>;
export type EngineLink = Link<EngineRealm>;

let engines = 0;

export class EngineClient {
  readonly #config: Config;
  readonly #progress = new Map<CallId, (done: number, total: number) => void>();
  readonly #givingUp = new Set<Promise<void>>();
  #nextCall = 0;
  #heap: HeapMemory | undefined;
  #starting: Promise<EngineLink> | undefined;
  #link: EngineLink | undefined;
  #closed: PlaygroundError | undefined;
  report: EngineReport | undefined;
  /** Called when an engine has been lost, so that what lived in it can be declared lost. */
  onLost: (reason: PlaygroundError) => void = () => undefined;
  /** Makes the window's own object of a marker that came back from a process. */
  revive: (marker: Marker) => unknown = (marker) => marker;

  constructor(config: Config) {
    this.#config = config;
  }

  /** The memory of the objects of the engine that is there, or that will be started next; null where it cannot be shared. */
  get heap(): HeapMemory | null {
    if (!this.#config.sharedMemory) return null;
    this.#heap ??= HeapMemory.create();
    return this.#heap;
  }

  /** Starts the engine, unless one is there. */
  async start(): Promise<EngineLink> {
    // Where nothing is being given up nothing is awaited: calls reach the engine in the order in which they were made.
    if (this.#givingUp.size > 0) await Promise.all(this.#givingUp);
    if (this.#closed) throw this.#closed;
    this.#starting ??= this.#launch();
    return this.#starting;
  }

  /** Whether there is an engine, or one is starting. */
  get isThere(): boolean {
    return this.#starting !== undefined && !this.#closed;
  }

  /** Asks the engine for something short: no progress, not to be cancelled. */
  async ask<K extends keyof EngineRealm>(
    method: K,
    ...args: Arguments<EngineRealm[K]>
  ): Promise<Value<EngineRealm[K]>> {
    const link = await this.start();
    return link.call(method, args);
  }

  /** Asks the engine for work that takes a while. `work` gets the call's id. */
  async run<T>(
    { signal, timeoutMs, onProgress }: CallOptions,
    work: (link: EngineLink, call: CallId) => Promise<T>,
  ): Promise<T> {
    throwIfAborted(signal);
    const link = await this.start();
    throwIfAborted(signal);
    const call = this.#nextCall;
    this.#nextCall += 1;
    const callback = new AbortController();
    if (onProgress)
      this.#progress.set(
        call,
        guarded(onProgress, callback, () => this.#progress.has(call)),
      );
    const working = work(link, call);
    try {
      return await untilGivenUp(working, { signal, timeoutMs, threw: callback.signal }, () =>
        this.#giveUp(link, call, working),
      );
    } finally {
      this.#progress.delete(call);
    }
  }

  /** Ends the engine for good. */
  close(reason: PlaygroundError): void {
    this.#closed ??= reason;
    this.#link?.terminate(reason);
  }

  /**
   * Asks for the call to be cancelled; an engine that does not come back from it is replaced. Calls that are made meanwhile
   * wait for the outcome, so that they are not lost with an engine that was already given up.
   */
  #giveUp(link: EngineLink, call: CallId, working: Promise<unknown>): void {
    const replace = setTimeout(() => {
      const why = 'The engine was replaced, because a cancelled call did not end.';
      link.terminate(new PlaygroundError('E_WORKER_LOST', why));
    }, CANCEL_GRACE_MS);
    // Either may fail because the engine is lost; then there is nothing left to wait for.
    const over = Promise.allSettled([link.call('cancel', [call]), working]).then(() => {
      clearTimeout(replace);
      this.#givingUp.delete(over);
    });
    this.#givingUp.add(over);
  }

  async #launch(): Promise<EngineLink> {
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
    const ears = listenForPanics(name, link);
    void link.gone.then((reason) => {
      ears?.close();
      this.#link = undefined;
      this.#starting = undefined;
      this.#heap = undefined;
      this.onLost(reason);
    });
    const events = Comlink.proxy((call: CallId, done: number, total: number) =>
      this.#progress.get(call)?.(done, total),
    );
    try {
      const heap = this.heap?.memory ?? null;
      const config = { ...this.#config, name, heap, kernels: this.report?.kernels };
      this.report = await link.start('start', [config, events], config.startTimeoutMs);
    } catch (error) {
      // An engine that failed to start still has its worker.
      link.terminate(error as PlaygroundError);
      throw error;
    }
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
  return (done, total) => {
    try {
      const promised = onProgress(done, total);
      if (!(promised instanceof Promise)) return;
      promised.catch((value: unknown) => {
        // A call that is over rejects no more; then it is an unhandled rejection like any other.
        if (!isOpen()) throw value;
        fail(value);
      });
    } catch (thrown) {
      fail(thrown);
    }
  };
}

/** The promise's outcome, or a rejection when it is cancelled or takes too long; `givenUp` is called then. */
async function untilGivenUp<T>(
  working: Promise<T>,
  { signal, timeoutMs, threw }: CallOptions & { threw: AbortSignal },
  givenUp: () => void,
): Promise<T> {
  const ended = new AbortController();
  const { signal: over } = ended;
  try {
    return await new Promise<T>((resolve, reject) => {
      const giveUp = (reason: unknown): void => {
        // What the caller's own callback threw is whatever it is.
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        reject(reason);
        givenUp();
      };
      signal?.addEventListener('abort', () => giveUp(cancelled(signal)), { signal: over });
      threw.addEventListener('abort', () => giveUp((threw.reason as Thrown).value), {
        signal: over,
      });
      if (timeoutMs !== undefined) {
        const callOff = deadline(timeoutMs, () => {
          const message = `The call took longer than ${timeoutMs} ms.`;
          giveUp(new PlaygroundError('E_TIMEOUT', message));
        });
        over.addEventListener('abort', callOff);
      }
      working.then(resolve, reject);
    });
  } finally {
    ended.abort();
  }
}

/** A panic in a thread is said on a channel, since nobody waits for that thread: see `src/web/guard.rs`. */
function listenForPanics(name: string, link: EngineLink): BroadcastChannel | null {
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel(name);
  } catch {
    // Not to be had in some sandboxes; a panic then ends in the call's deadline or in Stop.
    return null;
  }
  channel.onmessage = ({ data }: MessageEvent<string>) => {
    link.terminate(new PlaygroundError('E_WORKER_LOST', `A thread of the engine ended: ${data}`));
  };
  return channel;
}

function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(36)).join(
    '',
  );
}
