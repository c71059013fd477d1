/** The code of a `PlaygroundError`. */
export type ErrorCode =
  | 'E_ARGUMENT'
  | 'E_SHAPE'
  | 'E_MEMORY'
  | 'E_NOT_ISOLATED'
  | 'E_UNSUPPORTED'
  | 'E_WASM'
  | 'E_WORKER_LOAD'
  | 'E_WORKER_LOST'
  | 'E_BROKEN_POOL'
  | 'E_TASK'
  | 'E_CLONE'
  | 'E_TIMEOUT'
  | 'E_CANCELLED'
  | 'E_CLOSED'
  | 'E_FULL'
  | 'E_EMPTY'
  | 'E_EOF';
