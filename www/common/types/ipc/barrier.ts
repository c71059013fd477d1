/** Barriers. */
import type { SharedObject, TimeLimit } from './shared-object';

/**
 * The blocking form of a barrier.
 *
 * @example Where memory is shared
 * ```ts
 * const barrier = pg.barrier(1);
 * await pg.processes.submit((barrier) => barrier.sync.wait(1000), barrier); // → 0
 * ```
 */
export interface SyncBarrier {
  /** Waits for the other parties, and gives the number that were there before. */
  wait(timeoutMs?: number): number;
  /** Breaks it. */
  abort(): void;
  /** Makes it usable again. */
  reset(): void;
  /** Whether it is broken. */
  broken(): boolean;
}

/** A reusable meeting point for a fixed number of parties. */
export interface Barrier extends SharedObject<SyncBarrier> {
  /**
   * Waits for the other parties, and gives the number that were there before: exactly one party
   * gets 0. When the time is over or the signal aborts, the barrier is broken: `E_TIMEOUT` here, or
   * `E_CANCELLED`, and `E_CANCELLED` for all others, until it is reset.
   *
   * @example
   * ```ts
   * const barrier = pg.barrier(2);
   * const parties = await Promise.all([barrier.wait(), barrier.wait()]);
   * parties.sort(); // → [0, 1]
   * ```
   */
  wait(limit?: TimeLimit): Promise<number>;
  /**
   * Breaks it: waiting and later parties fail with `E_CANCELLED`.
   *
   * @example
   * ```ts
   * const barrier = pg.barrier(2);
   * const waits = barrier.wait().catch((error) => error.code);
   * await barrier.abort();
   * await waits; // → 'E_CANCELLED'
   * ```
   */
  abort(): Promise<void>;
  /**
   * Makes it usable again; waiting parties fail with `E_CANCELLED`.
   *
   * @example
   * ```ts
   * const barrier = pg.barrier(2);
   * await barrier.abort();
   * await barrier.reset();
   * await barrier.broken(); // → false
   * ```
   */
  reset(): Promise<void>;
  /**
   * Whether it is broken: it was aborted, or a party gave up waiting.
   *
   * @example
   * ```ts
   * const barrier = pg.barrier(2);
   * await barrier.wait(10).catch((error) => error.code); // → 'E_TIMEOUT'
   * await barrier.broken(); // → true
   * ```
   */
  broken(): Promise<boolean>;
}
