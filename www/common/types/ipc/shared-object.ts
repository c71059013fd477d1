/** What all objects shared by processes have in common. */

/** How long a call may wait. */
export interface WaitOptions {
  /** False does not wait at all. Default true. */
  block?: boolean;
  /** At most so many milliseconds. Default: as long as it takes. */
  timeoutMs?: number;
}

export interface RecvOptions {
  /**
   * An array of the caller's. What is received is written there and not into a new one, if it is a typed array of the same kind and no
   * longer; the result is then `into`, or a view of its beginning. Every other value comes as always. In a process that waits on
   * shared memory this saves the making of an array for each message. When the call fails, `into` may have been written to.
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

export interface GetOptions extends WaitOptions, RecvOptions {}

/**
 * What queues, connections, locks, events, barriers, lists and shared arrays have in common. They may be arguments of `spawn`, `map`
 * and `submit`, anywhere inside of values, and pass through queues, pipes and lists. Every call gives a promise, in the window and in
 * processes, with shared memory and without: a call that waits keeps its realm from nothing else. They belong to their playground, and
 * are lost with its engine: with another one they are `E_ARGUMENT`. Their memory comes back when no realm has them any more: because
 * they were closed there, or are garbage, or their process has ended; and no message that somebody may still get has them in it.
 */
export interface SharedObject<S> extends Disposable {
  /**
   * The blocking form, where memory is shared and the realm may block: in a process of a page that is cross-origin isolated. Its calls
   * return values. `E_NOT_ISOLATED` where memory cannot be shared; `E_UNSUPPORTED` in the window, which must never block.
   */
  readonly sync: S;
  /**
   * This realm uses it no more: its calls that wait, and later ones, are `E_CLOSED`. Other realms go on, but with a queue. May be called
   * again.
   */
  close(): Promise<void>;
}
