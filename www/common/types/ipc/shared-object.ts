/** What all objects shared by the window and processes have in common. */

/**
 * How long a call may wait.
 *
 * @example
 * ```ts
 * const semaphore = pg.semaphore(0);
 * await semaphore.acquire({ block: false }); // → false
 * await semaphore.acquire({ timeoutMs: 5 }); // → false
 * ```
 */
export interface WaitOptions {
  /** False does not wait at all. Default true. */
  block?: boolean;
  /** The longest wait in ms. Default: no limit. */
  timeoutMs?: number;
}

/**
 * A call that can be given up.
 *
 * @example
 * ```ts
 * const queue = pg.queue<number>();
 * const waits = queue.get({ signal: AbortSignal.timeout(5) });
 * await waits.catch((error) => error.code); // → 'E_CANCELLED'
 * ```
 */
export interface Abortable {
  /**
   * Aborting rejects with `E_CANCELLED`, unless the call was done just before: nothing is taken or
   * put by a call that rejects. Not in the blocking form, where nobody could abort.
   */
  signal?: AbortSignal | undefined;
}

/** The longest wait: in ms, or with a signal. Default: no limit. */
export type TimeLimit =
  | number
  | ({
      /** The longest wait in ms. */
      timeoutMs?: number | undefined;
    } & Abortable);

/**
 * Options of `recv`.
 *
 * @example
 * ```ts
 * const [near, far] = pg.pipe<Float64Array>();
 * await near.send(Float64Array.of(1, 2));
 * const into = new Float64Array(2);
 * (await far.recv({ into })).buffer === into.buffer; // → true
 * [...into]; // → [1, 2]
 * ```
 */
export interface RecvOptions {
  /**
   * A typed array of the caller's. A received typed array of the same type that is no longer is
   * copied there, and the result is `into` or a view of its beginning. Other values are received as
   * always. In a process that blocks on shared memory this avoids an allocation for each message.
   * If the call fails, `into` may have been written to.
   */
  into?:
    | Int8Array
    | Uint8Array
    | Uint8ClampedArray
    | Int16Array
    | Uint16Array
    | Int32Array
    | Uint32Array
    | Float32Array
    | Float64Array
    | BigInt64Array
    | BigUint64Array;
}

/**
 * Options of `get`.
 *
 * @example
 * ```ts
 * const queue = pg.queue<number>();
 * await queue.get({ block: false }).catch((error) => error.code); // → 'E_EMPTY'
 * ```
 */
export interface GetOptions extends WaitOptions, RecvOptions {}

/**
 * What queues, connections, locks, conditions, semaphores, events, barriers, lists, dictionaries,
 * shared values and arrays have in common. They may be anywhere in arguments of `spawn`, `map` and
 * `submit`, and in messages through queues, pipes, lists and dictionaries. Each call gives a
 * promise, in the window and in processes, with and without shared memory; a call that waits does
 * not block its realm.
 *
 * An object belongs to its playground, and is lost with the engine: used with another playground it
 * is `E_ARGUMENT`. Its memory is freed when every realm that had it has closed it, has dropped it
 * as garbage or has ended, and no undelivered message contains it.
 */
export interface SharedObject<S> extends Disposable {
  /**
   * The blocking form, whose calls return values: in a process of a cross-origin isolated page.
   * `E_NOT_ISOLATED` without shared memory; `E_UNSUPPORTED` in the window, which must not block.
   */
  readonly sync: S;
  /**
   * Ends the use of the object in this realm: waiting and later calls are `E_CLOSED`. Other realms
   * continue, except for a queue and an end of a pipe, which are closed for all. May be called
   * again. `Symbol.dispose` does the same in this realm alone, for a queue too.
   *
   * @example
   * ```ts
   * const lock = pg.lock();
   * await lock.close();
   * await lock.acquire().catch((error) => error.code); // → 'E_CLOSED'
   * ```
   */
  close(): Promise<void>;
}
