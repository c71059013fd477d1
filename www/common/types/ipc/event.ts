/** Events. */
import type { SharedObject, TimeLimit } from './shared-object';

/**
 * The blocking form of an event.
 *
 * @example Where memory is shared
 * ```ts
 * const event = pg.event();
 * const waits = pg.processes.submit((event) => event.sync.wait(), event);
 * await event.set();
 * await waits; // → true
 * ```
 */
export interface SyncEvent {
  /** Sets it. */
  set(): void;
  /** Clears it. */
  clear(): void;
  /** Whether it is set. */
  isSet(): boolean;
  /** Waits until it is set; false when it was not set within that many ms. */
  wait(timeoutMs?: number): boolean;
}

/** A flag to wait for. */
export interface Event extends SharedObject<SyncEvent> {
  /**
   * Sets it, and wakes all that wait.
   *
   * @example
   * ```ts
   * const event = pg.event();
   * await event.set();
   * await event.isSet(); // → true
   * ```
   */
  set(): Promise<void>;
  /**
   * Clears it.
   *
   * @example
   * ```ts
   * const event = pg.event();
   * await event.set();
   * await event.clear();
   * await event.isSet(); // → false
   * ```
   */
  clear(): Promise<void>;
  /**
   * Whether it is set.
   *
   * @example
   * ```ts
   * await pg.event().isSet(); // → false
   * ```
   */
  isSet(): Promise<boolean>;
  /**
   * Waits until it is set; false when it was not set within the limit.
   *
   * @example
   * ```ts
   * const event = pg.event();
   * pg.spawn((event) => event.set(), event);
   * await event.wait(); // → true
   * ```
   */
  wait(limit?: TimeLimit): Promise<boolean>;
}
