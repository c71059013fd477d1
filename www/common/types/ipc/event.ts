/** Events. */
import type { SharedObject } from './shared-object';

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
  /** Waits until it is set; false when it was not set within `timeoutMs`. Default: no limit. */
  wait(timeoutMs?: number): Promise<boolean>;
}
