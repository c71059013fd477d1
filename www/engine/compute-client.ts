/**
 * The engine's side of the worker that computes: starts it, passes calls on, and makes another when it is lost. Queues, processes
 * and leases do not live there: they go on.
 *
 * A cancelled call ends alone. It is told by message, between two slices, and where memory is shared by the two words of
 * `src/crew/halt.rs`, within one. Only a worker that does not come back although nobody waits for anything there is ended.
 */
import * as Comlink from 'comlink';

import type { CallId } from '../common/call-id';
import { cancelled } from '../common/cancelled';
import { ALL_CALLS, wordOf } from '../common/halt';
import { later } from '../common/later';
import { Link, type Arguments, type Value } from '../common/link';
import type { ComputeRealm, ComputeReport, EngineConfig, HaltWords } from '../common/protocol';
import { PlaygroundError } from '../common/errors';
import type { Kernels } from '../common/types';
import type { OpenCall } from './calls';

/** How often is looked at what the cancelled call does, in ms. */
const LOOK_MS = 20;
/** How long only cancelled calls may hold the worker before it is ended, in ms. */
const GRACE_MS = 400;
/** How long its threads have for leaving, in ms. */
const LEAVE_MS = 500;
/** How long a thread that sleeps or is busy goes on when its worker has been ended, in ms: nothing tells. */
const LINGER_MS = 2000;

type Progress = (done: number, total: number) => void;

/** A worker that computes, from its making to its end. */
interface Instance {
  link: Link<ComputeRealm>;
  ready: Promise<ComputeReport>;
  /** Where memory is shared, once it has started. */
  words: Int32Array | undefined;
  /** Calls under way that nobody has cancelled. */
  wanted: Set<object>;
}

export class ComputeClient {
  readonly #config: EngineConfig;
  readonly #module: Promise<WebAssembly.Module>;
  readonly #progress = new Map<CallId, Progress>();
  readonly #dying = new Set<Promise<unknown>>();
  #made = 0;
  #instance: Instance | undefined;
  #kernels: Kernels | undefined;
  #closed: PlaygroundError | undefined;

  constructor(config: EngineConfig, module: Promise<WebAssembly.Module>) {
    this.#config = config;
    this.#module = module;
    this.#kernels = config.kernels;
  }

  /** Starts the worker, unless one is there. */
  start(): Promise<ComputeReport> {
    return this.#there().ready;
  }

  /** A call that tells its progress and can be cancelled. */
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

  /** A call that cannot be cancelled. */
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

  /** Gives up all calls. The worker, if there is one, ends with the engine; its threads may go on for `lingerMs` then. */
  async close(reason: PlaygroundError): Promise<{ name: string; lingerMs: number } | undefined> {
    this.#closed = reason;
    const instance = this.#instance;
    if (!instance) return undefined;
    if (instance.words) Atomics.store(instance.words, 1, ALL_CALLS);
    const left = await Promise.race([
      instance.link.call('leave', []).catch(() => false),
      later(LEAVE_MS).then(() => false),
    ]);
    return { name: instance.link.name, lingerMs: this.#lingerMs(left) };
  }

  /** Resolves when nothing that has been ended still runs. */
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
        const config = { name, mode, workers, sharedMemory, module, kernels: this.#kernels };
        const report = await link.start('start', [config, events], startTimeoutMs);
        this.#kernels = report.kernels;
        instance.words = report.halt ? haltWordsOf(report.halt) : undefined;
        return report;
      } catch (error) {
        // One that failed to start still has its worker.
        this.#end(instance, error as PlaygroundError, false);
        throw error;
      }
    };
    const instance: Instance = { link, ready: start(), words: undefined, wanted: new Set() };
    // Whoever calls hears of it.
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

  /** The worker is not called any more; whether its threads have left is known, or they are given their time. */
  #forget(instance: Instance, threadsLeft: boolean): void {
    if (this.#instance !== instance) return;
    this.#instance = undefined;
    const dead = instance.link.dead.then(() => later(this.#lingerMs(threadsLeft)));
    this.#dying.add(dead);
    void dead.then(() => this.#dying.delete(dead));
  }

  /** Threads that have left are idle: they end with their worker. */
  #lingerMs(threadsLeft: boolean): number {
    return threadsLeft || this.#config.mode !== 'threads' ? 0 : LINGER_MS;
  }

  /**
   * The call is cancelled, and `over` not yet aborted. `settle` is called as soon as it is certain that nothing works for it;
   * at the latest when the worker ends.
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
      // Another's turn: whatever that takes, this call gets none any more.
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

/** A panic in a thread is said on a channel, since nobody waits for that thread: see `src/web/guard.rs`. */
function listenForPanics(
  name: string,
  lost: (reason: PlaygroundError) => void,
): BroadcastChannel | null {
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel(name);
  } catch {
    // Not to be had in some sandboxes; a panic then ends in the call's deadline or in Stop.
    return null;
  }
  channel.onmessage = ({ data }: MessageEvent<string>) => {
    lost(new PlaygroundError('E_WORKER_LOST', `A thread of the engine ended: ${data}`));
  };
  return channel;
}
