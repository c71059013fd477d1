/** Barriers. */
import type { SharedObject, TimeLimit } from './shared-object';

/** The blocking form of a barrier. */
export interface SyncBarrier {
  wait(timeoutMs?: number): number;
  abort(): void;
  reset(): void;
  broken(): boolean;
}

/** A reusable meeting point for a fixed number of parties. */
export interface Barrier extends SharedObject<SyncBarrier> {
  /**
   * Waits for the other parties, and gives the number that were there before: exactly one party
   * gets 0. When the time is over or the signal aborts, the barrier is broken: `E_TIMEOUT` here, or
   * `E_CANCELLED`, and `E_CANCELLED` for all others, until it is reset.
   */
  wait(limit?: TimeLimit): Promise<number>;
  /** Breaks it: waiting and later parties fail with `E_CANCELLED`. */
  abort(): Promise<void>;
  /** Makes it usable again; waiting parties fail with `E_CANCELLED`. */
  reset(): Promise<void>;
  broken(): Promise<boolean>;
}
