/**
 * The engine's side of the compute worker: starts it, passes calls on, and replaces it when it is
 * lost. Queues, processes and leases are not in that worker, so they survive it.
 *
 * A cancelled call ends alone: by a message between two slices, and within a slice by the two words
 * of `src/crew/halt.rs`, where memory is shared. The worker is ended only if it does not return and
 * all of its calls are cancelled.
 */
import * as Comlink from 'comlink';

import type { CallId } from '../common/call-id';
import { cancelled } from '../common/cancelled';
import { ALL_CALLS, wordOf } from '../common/halt';
import { later } from '../common/later';
import { Link, type Arguments, type Value } from '../common/link';
import type { ComputeRealm, ComputeReport, EngineConfig, HaltWords } from '../common/protocol';
import { PlaygroundError } from '../common/errors';
import type { OpenCall } from './calls';

/** The interval of checking on cancelled calls, in ms. */
const LOOK_MS = 20;
/** The time after which a worker with cancelled calls only is ended, in ms. */
const GRACE_MS = 400;
/** The time that its threads have for leaving, in ms. */
const LEAVE_MS = 500;
/**
 * The time that a sleeping or busy thread may outlive its worker, in ms: its end cannot be
 * observed.
 */
const LINGER_MS = 2000;

type Progress = (done: number, total: number) => void;

/** A compute worker, from its start to its end. */
interface Instance {
  link: Link<ComputeRealm>;
  ready: Promise<ComputeReport>;
  /** Where memory is shared, once it has started. */
  words: Int32Array | undefined;
  /** Open calls that are not cancelled. */
  wanted: Set<object>;
}

export class ComputeClient {
  readonly #config: EngineConfig;
  readonly #module: Promise<WebAssembly.Module>;
  readonly #progress = new Map<CallId, Progress>();
  readonly #dying = new Set<Promise<unknown>>();
  #made = 0;
  #instance: Instance | undefined;
  #closed: PlaygroundError | undefined;

  constructor(config: EngineConfig, module: Promise<WebAssembly.Module>) {
    this.#config = config;
    this.#module = module;
  }

  /** The worker that a call would reach now, if one is there; another one is another object. */
  get current(): object | undefined {
    return this.#instance;
  }

  /** Starts the worker, unless one is there. */
  start(): Promise<ComputeReport> {
    return this.#there().ready;
  }

  /** Makes a call that reports progress and can be cancelled. */
  async run<K extends keyof ComputeRealm>(
    { id, signal }: OpenCall,
    progress: Progress,
    method: K,
    args: Arguments<ComputeRealm[K]>,
    transfer: Transferable[],
  ): Promise<Value<ComputeRealm[K]>> {
    const instance = this.#there();
    await instance.ready;
    if (signal.aborted) throw cancelled();
    this.#progress.set(id, progress);
    instance.wanted.add(signal);
    const over = new AbortController();
    const working = instance.link.call(method, args, transfer);
    const forget = (): void => {
      over.abort();
      this.#progress.delete(id);
      instance.wanted.delete(signal);
    };
    working.then(forget, forget);
    return new Promise((resolve, reject) => {
      working.then(resolve, reject);
      const giveUp = (): void => {
        this.#giveUp(instance, id, signal, over.signal, () => reject(cancelled()));
      };
      signal.addEventListener('abort', giveUp, { signal: over.signal });
    });
  }

  /** Makes a call that cannot be cancelled. */
  async ask<K extends keyof ComputeRealm>(
    method: K,
    ...args: Arguments<ComputeRealm[K]>
  ): Promise<Value<ComputeRealm[K]>> {
    const instance = this.#there();
    await instance.ready;
    const call = {};
    instance.wanted.add(call);
    try {
      return await instance.link.call(method, args);
    } finally {
      instance.wanted.delete(call);
    }
  }

  /** Gives up all calls and ends the worker, if there is one: see `settled`. */
  async close(reason: PlaygroundError): Promise<void> {
    this.#closed = reason;
    const instance = this.#instance;
    if (!instance) return;
    if (instance.words) Atomics.store(instance.words, 1, ALL_CALLS);
    const left = await Promise.race([
      instance.link.call('leave', []).catch(() => false),
      later(LEAVE_MS).then(() => false),
    ]);
    this.#end(instance, reason, left);
  }

  /** Resolves when all ended workers have stopped. */
  async settled(): Promise<void> {
    await Promise.all(this.#dying);
  }

  #there(): Instance {
    if (this.#closed) throw this.#closed;
    this.#instance ??= this.#make();
    return this.#instance;
  }

  #make(): Instance {
    this.#made += 1;
    const { name: engine, mode, workers, sharedMemory, startTimeoutMs } = this.#config;
    const name = `compute:${engine}:${this.#made}`;
    let worker: Worker;
    try {
      worker = new Worker(new URL('../compute/compute.worker.ts', import.meta.url), {
        type: 'module',
        name: 'compute',
      });
    } catch (error) {
      const message = `A worker may not start workers here: ${String(error)}`;
      throw new PlaygroundError('E_WORKER_LOAD', message, { cause: error });
    }
    const link = new Link<ComputeRealm>(worker, name);
    const ears = listenForPanics(name, (reason) => this.#end(instance, reason, false));
    const events = Comlink.proxy((call: CallId, done: number, total: number) =>
      this.#progress.get(call)?.(done, total),
    );
    const start = async (): Promise<ComputeReport> => {
      try {
        const module = await this.#module;
        const config = { name, mode, workers, sharedMemory, module };
        const report = await link.start('start', [config, events], startTimeoutMs);
        instance.words = report.halt ? haltWordsOf(report.halt) : undefined;
        return report;
      } catch (error) {
        // One that failed to start still has its worker.
        this.#end(instance, error as PlaygroundError, false);
        throw error;
      }
    };
    const instance: Instance = { link, ready: start(), words: undefined, wanted: new Set() };
    // The rejection goes to the caller.
    instance.ready.catch(() => undefined);
    void link.gone.then(() => {
      ears?.close();
      this.#forget(instance, false);
    });
    return instance;
  }

  #end(instance: Instance, reason: PlaygroundError, threadsLeft: boolean): void {
    this.#forget(instance, threadsLeft);
    instance.link.terminate(reason);
  }

  /**
   * The worker is not called any more. Waits until its threads have left, or for the time that they
   * may take.
   */
  #forget(instance: Instance, threadsLeft: boolean): void {
    if (this.#instance !== instance) return;
    this.#instance = undefined;
    // Threads that have left are idle: they end with their worker.
    const lingerMs = threadsLeft || this.#config.mode !== 'threads' ? 0 : LINGER_MS;
    const dead = instance.link.dead.then(() => later(lingerMs));
    this.#dying.add(dead);
    void dead.then(() => this.#dying.delete(dead));
  }

  /**
   * The call is cancelled, and `over` is not aborted yet. `settle` is called as soon as no work is
   * done for the call, at the latest when the worker ends.
   */
  #giveUp(
    instance: Instance,
    id: CallId,
    call: object,
    over: AbortSignal,
    settle: () => void,
  ): void {
    instance.wanted.delete(call);
    instance.link.call('cancel', [id]).catch(() => undefined);
    const { words } = instance;
    const word = wordOf(id);
    const startMs = performance.now();
    const look = (): void => {
      const at = words && Atomics.load(words, 0);
      if (at === word) Atomics.store(words as Int32Array, 1, word);
      // It is another call's turn; this call gets no more slices.
      else if (at !== undefined && at !== 0) settle();
      if (performance.now() - startMs > GRACE_MS && instance.wanted.size === 0) {
        this.#end(instance, cancelled(), false);
      }
    };
    look();
    const looking = setInterval(look, LOOK_MS);
    over.addEventListener('abort', () => clearInterval(looking));
  }
}

function haltWordsOf({ memory, at }: HaltWords): Int32Array {
  return new Int32Array(memory.buffer, at, 2);
}

/**
 * A panic in a thread is reported on a broadcast channel, because no call waits for that thread:
 * see `src/web/guard.rs`.
 */
function listenForPanics(
  name: string,
  lost: (reason: PlaygroundError) => void,
): BroadcastChannel | null {
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel(name);
  } catch {
    // Refused in some sandboxes; after a panic the call then ends by its deadline or by Stop.
    return null;
  }
  channel.onmessage = ({ data }: MessageEvent<string>) => {
    lost(new PlaygroundError('E_WORKER_LOST', `A thread of the engine ended: ${data}`));
  };
  return channel;
}
