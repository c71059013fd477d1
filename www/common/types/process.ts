/** A process of its own that runs one function. */
export interface Process {
  /** Its number: the processes of a playground have different ones. */
  readonly pid: number;
  /** For the reader; anything may be assigned. As in Python: `Process-1`, `Process-2` … */
  name: string;
  /**
   * Settles with the exit code: 0, 1 after an uncaught error, −15 after `terminate`, −9 after
   * `kill`. Rejects only with `E_CLONE`, for arguments that cannot be sent, `E_WORKER_LOST` or
   * `E_CLOSED`.
   *
   * @example
   * ```ts
   * await pg.spawn(() => undefined).join(); // → 0
   * await pg.spawn(() => { throw new Error('no fern'); }).join(); // → 1
   * ```
   */
  join(): Promise<number>;
  /**
   * The same, but null when it still runs after that many ms.
   */
  join(timeoutMs: number | undefined): Promise<number | null>;
  /**
   * Whether it has not ended. Once it is false, the process can do nothing more.
   *
   * @example
   * ```ts
   * const process = pg.spawn(() => new Promise(() => undefined));
   * process.isAlive(); // → true
   * process.kill();
   * await process.join();
   * process.isAlive(); // → false
   * ```
   */
  isAlive(): boolean;
  /**
   * Ends the process. Once `join` has settled it takes nothing from a queue and writes nowhere.
   *
   * @example
   * ```ts
   * const process = pg.spawn(() => new Promise(() => undefined));
   * process.terminate();
   * await process.join(); // → -15
   * ```
   */
  terminate(): void;
  /**
   * The same, with another exit code.
   *
   * @example
   * ```ts
   * const process = pg.spawn(() => new Promise(() => undefined));
   * process.kill();
   * await process.join(); // → -9
   * ```
   */
  kill(): void;
  /** The exit code, see `join`; null while it runs. */
  readonly exitCode: number | null;
  /**
   * The uncaught error, if there was one: an `E_TASK` with the thrown error as its `cause`. If
   * neither this nor `join` is used, the console has a warning.
   */
  readonly error: Error | null;
}
