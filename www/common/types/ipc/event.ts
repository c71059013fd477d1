/** Events. */
import type { SharedObject, TimeLimit } from './shared-object';

/** The blocking form of an event. */
export interface SyncEvent {
  set(): void;
  clear(): void;
  isSet(): boolean;
  wait(timeoutMs?: number): boolean;
}

/** A flag to wait for. */
export interface Event extends SharedObject<SyncEvent> {
  set(): Promise<void>;
  clear(): Promise<void>;
  isSet(): Promise<boolean>;
  /** Waits until it is set; false when it was not set within the limit. */
  wait(limit?: TimeLimit): Promise<boolean>;
}
