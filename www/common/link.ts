/**
 * A worker and the calls to it: comlink, and what it lacks. Loading has a deadline, the death of
 * the worker rejects all open calls, and ending it is idempotent.
 *
 * A worker that is terminated, closes itself or crashes fires no event. So it takes a Web Lock when
 * it starts and holds it for life (`holdLifeLock`); when another realm is granted that lock, the
 * worker is gone. Frozen or throttled pages cause no false alarm. Without locks (in an insecure
 * context) a worker that closes itself posts a message before, and a crash is an error event;
 * otherwise only its creator ends a worker. A worker that does not answer is busy.
 */
import * as Comlink from 'comlink';

import { PlaygroundError } from './errors';
import { workerScope } from './worker-scope';
import { deadline } from './deadline';
import { later } from './later';
import { serveCollection } from './memory';
import { errorOf, unwrap, type Outcome } from './outcome';
import { TEARDOWN_MS } from './teardown';

/** The time that a terminated worker may run on, in ms, where its end cannot be observed. */
const DYING_MS = 200;

/** The number of parts of the time for starting: see `deadline`. */
const START_PARTS = 4;

/** The message of a worker that is about to close itself. */
const CLOSING = 'parallel-playground: closing';

/** What the error of a worker says whose script could not be imported by `www/lib/start.js`. */
const NOT_IMPORTED = 'could not be loaded from another origin';

/** The name of the error's cause when starting took too long. */
const TIME_OUT = 'TimeoutError';

/** Whether a worker failed to start because its time was over. */
export function isTimeOut(error: unknown): boolean {
  const { cause } = error as Partial<Error>;
  return cause instanceof Error && cause.name === TIME_OUT;
}

/** A realm's methods: each resolves with an outcome and never rejects. */
export type RealmMethods<T> = { [K in keyof T]: (...args: never[]) => Promise<Outcome<unknown>> };

/** The value of a method's outcome. */
export type Value<F> = F extends (...args: never[]) => Promise<Outcome<infer V>> ? V : never;
export type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;

/** When the last death of a worker of this realm was observed, by `performance.now()`. */
let lastDeathMs = -Infinity;

/**
 * Resolves when no worker of this realm has died within the last `TEARDOWN_MS`. A realm waits for
 * that before it is ended: if it ends while the browser still tears down one of its workers,
 * Chromium may leak its thread and its memory.
 */
export function tornDown(): Promise<void> {
  return later(Math.max(0, lastDeathMs + TEARDOWN_MS - performance.now()));
}

export class Link<T extends RealmMethods<T>> {
  /** Resolves with the reason when the worker is gone, for any cause. */
  readonly gone: Promise<PlaygroundError>;
  /** Resolves later, when the worker has stopped. */
  readonly dead: Promise<void>;
  readonly #worker: Worker;
  readonly #remote: Comlink.Remote<T>;
  readonly #name: string;
  readonly #watch = new AbortController();
  readonly #open = new Set<(error: PlaygroundError) => void>();
  #end!: (reason: PlaygroundError) => void;
  #ended: PlaygroundError | undefined;

  /** `address`: its script's, for errors. */
  constructor(worker: Worker, name: string, address?: string) {
    this.#worker = worker;
    this.#name = name;
    this.#remote = Comlink.wrap<T>(worker);
    this.gone = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.dead = this.gone.then(() => lockReleased(name));
    void this.dead.then(() => {
      lastDeathMs = performance.now();
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      // If the script cannot be loaded, the event has no message.
      const isLoad = !event.message || event.message.includes(NOT_IMPORTED);
      const [code, what] = isLoad
        ? (['E_WORKER_LOAD', `could not be loaded${address ? ` from ${address}` : ''}`] as const)
        : (['E_WORKER_LOST', `failed: ${event.message}`] as const);
      this.terminate(new PlaygroundError(code, `The worker ${name} ${what}.`));
    });
    worker.addEventListener('message', ({ data }) => {
      if (data === CLOSING) this.terminate(this.#unexpected());
      else serveCollection(data);
    });
    worker.addEventListener('messageerror', () => {
      const what = `The worker ${name} sent a message that cannot be read here.`;
      this.terminate(new PlaygroundError('E_WORKER_LOST', what));
    });
  }

  /**
   * The first call. If it is not answered within the deadline, the worker is ended with
   * `E_WORKER_LOAD`.
   */
  async start<K extends keyof T>(
    method: K,
    args: Arguments<T[K]>,
    timeoutMs: number,
    transfer: Transferable[] = [],
  ): Promise<Value<T[K]>> {
    const late = (): void => {
      const what = `The worker ${this.#name} did not start within ${timeoutMs} ms.`;
      const cause = new DOMException(what, TIME_OUT);
      this.terminate(new PlaygroundError('E_WORKER_LOAD', what, { cause }));
    };
    const callOff = deadline(timeoutMs, late, START_PARTS);
    try {
      const value = await this.call(method, args, transfer);
      this.#watchLife();
      return value;
    } finally {
      callOff();
    }
  }

  /**
   * Calls a method of the realm. Rejects with its failure, or with the reason of the worker's end.
   */
  call<K extends keyof T>(
    method: K,
    args: Arguments<T[K]>,
    transfer: Transferable[] = [],
  ): Promise<Value<T[K]>> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#open.add(reject);
      const invoke = this.#remote[method] as (...args: unknown[]) => Promise<Outcome<Value<T[K]>>>;
      // comlink takes the transfer list with the first argument that contains its objects.
      const list: unknown[] = [...args];
      if (transfer.length > 0) list[0] = Comlink.transfer({ ...(list[0] as object) }, transfer);
      invoke(...list)
        .then((outcome) => {
          if (!outcome.ok && outcome.failure.fatal) this.terminate(errorOf(outcome.failure));
          resolve(unwrap(outcome));
        })
        .catch((error: unknown) => {
          const cloning = error instanceof DOMException && error.name === 'DataCloneError';
          reject(
            cloning
              ? new PlaygroundError('E_CLONE', error.message, { cause: error })
              : toError(error),
          );
        })
        .finally(() => this.#open.delete(reject));
    });
  }

  /** Ends the worker; open calls reject with the reason. The first reason counts. */
  terminate(reason: PlaygroundError): void {
    if (this.#ended) return;
    this.#stop();
    this.#refuse(reason);
  }

  /**
   * Comlink retains a worker until its proxy is garbage. That never happens while listeners of the
   * worker refer to the proxy, as this link's do, so the proxy is released explicitly.
   */
  #stop(): void {
    this.#worker.terminate();
    this.#remote[Comlink.releaseProxy]();
  }

  #refuse(reason: PlaygroundError): void {
    this.#ended = reason;
    this.#watch.abort();
    for (const reject of this.#open) reject(reason);
    this.#open.clear();
    this.#end(reason);
  }

  get name(): string {
    return this.#name;
  }

  /** Whether the worker was ended, or has ended. */
  get isGone(): boolean {
    return this.#ended !== undefined;
  }

  /**
   * Lets the worker shut down: open and later calls reject with the reason at once; `method` is
   * called, and the worker is ended when it has answered or the time is over. Resolves with the
   * answer, if there was one.
   */
  async end<K extends keyof T>(
    method: K,
    reason: PlaygroundError,
    withinMs: number,
  ): Promise<Value<T[K]> | undefined> {
    if (this.#ended) return undefined;
    const invoke = this.#remote[method] as () => Promise<Outcome<Value<T[K]>>>;
    let callOff: (() => void) | undefined;
    const late = new Promise<undefined>((resolve) => {
      callOff = deadline(withinMs, () => resolve(undefined));
    });
    const answer = invoke().then(
      (outcome) => (outcome.ok ? outcome.value : undefined),
      () => undefined,
    );
    this.#refuse(reason);
    const last = await Promise.race([answer, late]);
    callOff?.();
    this.#stop();
    return last;
  }

  #unexpected(): PlaygroundError {
    return new PlaygroundError('E_WORKER_LOST', `The worker ${this.#name} ended unexpectedly.`);
  }

  #watchLife(): void {
    const { signal } = this.#watch;
    if (signal.aborted) return;
    lockManager()
      ?.request(this.#name, { signal }, () => {
        this.terminate(this.#unexpected());
      })
      .catch(() => {
        // The request was aborted: the worker was ended on purpose.
      });
  }
}

/**
 * To be called by a worker when it starts: holds the lock of that name until the worker is gone.
 */
export async function holdLifeLock(name: string): Promise<void> {
  sayWhenClosing();
  const locks = lockManager();
  if (!locks) return;
  await new Promise<void>((held) => {
    locks
      .request(name, () => {
        held();
        return new Promise<never>(() => undefined);
      })
      // Refused in an opaque origin, also to the realm that would observe it.
      .catch(held);
  });
}

function sayWhenClosing(): void {
  const scope = workerScope();
  const close = scope.close.bind(scope);
  const closeAloud = (): void => {
    scope.postMessage(CLOSING);
    close();
  };
  Object.defineProperty(globalThis, 'close', { value: closeAloud, configurable: true });
}

/** Resolves when the lock of that name is free; without locks, after a fixed time. */
async function lockReleased(name: string): Promise<void> {
  const dying = (): Promise<void> => later(DYING_MS);
  await (lockManager()
    ?.request(name, () => undefined)
    .catch(dying) ?? dying());
}

/** Despite its type it is absent in insecure contexts, and refused in some sandboxes. */
function lockManager(): LockManager | undefined {
  return (navigator as { locks?: LockManager }).locks;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new PlaygroundError('E_WORKER_LOST', String(error));
}
