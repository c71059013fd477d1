/** Queues. */
import type { GetOptions, SharedObject, WaitOptions } from './shared-object';

export interface QueueOptions {
  /** Items it may hold; 0 means as many as memory holds. */
  maxsize?: number;
}

/** The blocking form of a queue. */
export interface SyncQueue<T = unknown> {
  put(value: T, options?: WaitOptions): void;
  get(options?: GetOptions): T;
  size(): number;
  empty(): boolean;
  full(): boolean;
  taskDone(): void;
  join(): void;
  close(): void;
}

/** A first-in first-out queue, with any number of producers and consumers; each item is got once. */
export interface Queue<T = unknown> extends SharedObject<SyncQueue<T>> {
  /**
   * Waits while there are `maxsize` items in the queue: `E_FULL` at once with `block: false`, else after `timeoutMs`. Without `maxsize`
   * it never waits; `E_MEMORY` when the playground's memory is used up.
   */
  put(value: T, options?: WaitOptions): Promise<void>;
  /** `E_EMPTY` when nothing came: at once with `block: false`, else after `timeoutMs`. */
  get(options?: GetOptions): Promise<T>;
  size(): Promise<number>;
  empty(): Promise<boolean>;
  full(): Promise<boolean>;
  /** Says that an item which was got has been dealt with. `E_ARGUMENT` when called more often than items were put. */
  taskDone(): Promise<void>;
  /** Waits until `taskDone` has been called for every item that was put. */
  join(): Promise<void>;
  /**
   * Closes the queue for everybody: `put`, `get` and `join` are `E_CLOSED` from now on, those that wait included, whatever is left in it.
   * `size`, `empty`, `full`, `taskDone` and `close` go on answering, as in Python.
   */
  close(): Promise<void>;
}
