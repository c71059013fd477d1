/** A process of its own that runs one function. */
export interface Process {
  pid: number;
  /** Settles with the exit code: 0, 1 after an uncaught error, −15 after `terminate`. Never rejects but with `E_WORKER_LOST`/`E_CLOSED`. */
  join(): Promise<number>;
  /** Ends the process. When `join` has settled it does nothing more: it takes nothing from a queue, and writes nowhere. */
  terminate(): void;
  /** Null while it runs. */
  readonly exitCode: number | null;
  /** The uncaught error, where there was one, as the `cause` of an `E_TASK`. If nobody asks, nor joins, it is warned of in the console. */
  readonly error: Error | null;
}
