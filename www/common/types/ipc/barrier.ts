/** Barriers. */
import type { SharedObject } from './shared-object';

/** The blocking form of a barrier. */
export interface SyncBarrier {
  wait(timeoutMs?: number): number;
  abort(): void;
  reset(): void;
  broken(): boolean;
}

/** A meeting point for a fixed number of parties, again and again. */
export interface Barrier extends SharedObject<SyncBarrier> {
  /**
   * Waits for the others, and gives how many were there before: exactly one gets 0. When the time is over the barrier is broken:
   * `E_TIMEOUT` here, `E_CANCELLED` for all others, until it is reset.
   */
  wait(timeoutMs?: number): Promise<number>;
  /** Breaks it: whoever waits or comes fails with `E_CANCELLED`. */
  abort(): Promise<void>;
  /** Makes it whole again; whoever waits fails with `E_CANCELLED`. */
  reset(): Promise<void>;
  broken(): Promise<boolean>;
}
