/** What went wrong: the `code` of a `PlaygroundError`. */
export type ErrorCode =
  /** An argument is not allowed; the message names it, its value and what is allowed. */
  | 'E_ARGUMENT'
  /** Operands do not have the lengths that their dimensions require. */
  | 'E_SHAPE'
  /** Memory could not be allocated; the message has the bytes needed and allowed. */
  | 'E_MEMORY'
  /** Needs shared memory, and this page is not cross-origin isolated. */
  | 'E_NOT_ISOLATED'
  /** Not possible for this pool, realm or object. */
  | 'E_UNSUPPORTED'
  /** The wasm module could not be loaded, or failed. */
  | 'E_WASM'
  /** A worker could not be started. */
  | 'E_WORKER_LOAD'
  /** A worker ended unexpectedly, or the engine that an object belongs to did. */
  | 'E_WORKER_LOST'
  /** A process of the pool died; its futures and maps fail. */
  | 'E_BROKEN_POOL'
  /** The task threw; `cause` is a copy of what it threw. */
  | 'E_TASK'
  /** A value cannot be sent to another realm. */
  | 'E_CLONE'
  /** The time limit was reached. */
  | 'E_TIMEOUT'
  /** The call was aborted or cancelled; or a barrier is broken. */
  | 'E_CANCELLED'
  /** The object, pool or playground is closed. */
  | 'E_CLOSED'
  /** The queue stayed full. */
  | 'E_FULL'
  /** The queue stayed empty. */
  | 'E_EMPTY'
  /** The other end of the pipe is closed, and all its messages have been received. */
  | 'E_EOF';
