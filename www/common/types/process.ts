/** A process of its own that runs one function. */
export interface Process {
  pid: number;
  /**
   * Settles with the exit code: 0, 1 after an uncaught error, −15 after `terminate`. Rejects only
   * with `E_WORKER_LOST` or `E_CLOSED`.
   */
  join(): Promise<number>;
  /** Ends the process. Once `join` has settled it takes nothing from a queue and writes nowhere. */
  terminate(): void;
  /** Null while it runs. */
  readonly exitCode: number | null;
  /**
   * The uncaught error, if there was one: an `E_TASK` with the thrown error as its `cause`. If
   * neither this nor `join` is used, the console has a warning.
   */
  readonly error: Error | null;
}
