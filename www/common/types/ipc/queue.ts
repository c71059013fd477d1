/** Queues. */
import type { Abortable, GetOptions, SharedObject, WaitOptions } from './shared-object';

/** Options of `queue`. */
export interface QueueOptions {
  /** The most items it holds; 0, the default, is as many as memory holds. */
  maxsize?: number;
}

/** The blocking form of a queue. */
export interface SyncQueue<T = unknown> extends Iterable<T> {
  put(value: T, options?: WaitOptions): void;
  get(options?: GetOptions): T;
  size(): number;
  empty(): boolean;
  full(): boolean;
  taskDone(): void;
  join(): void;
  close(): void;
}

/**
 * A first-in first-out queue with any number of producers and consumers. Each item is got once.
 *
 * It is an async iterable of the items that this realm gets, until the queue is closed:
 *
 *     for await (const item of queue) use(item);
 *
 * Leaving the loop takes nothing more.
 */
export interface Queue<T = unknown> extends SharedObject<SyncQueue<T>>, AsyncIterable<T> {
  /**
   * Waits while the queue has `maxsize` items: `E_FULL` at once with `block: false`, else after
   * `timeoutMs`. Without `maxsize` it never waits; `E_MEMORY` when the playground's memory is full.
   */
  put(value: T, options?: WaitOptions & Abortable): Promise<void>;
  /**
   * The next item. `E_EMPTY` when there is none: at once with `block: false`, else after
   * `timeoutMs`.
   */
  get(options?: GetOptions & Abortable): Promise<T>;
  size(): Promise<number>;
  empty(): Promise<boolean>;
  full(): Promise<boolean>;
  /**
   * Marks an item that was got as processed. `E_ARGUMENT` when called more often than items were
   * put.
   */
  taskDone(): Promise<void>;
  /** Waits until `taskDone` has been called for every item that was put. */
  join(): Promise<void>;
  /**
   * Closes the queue for all realms: waiting and later `put`, `get` and `join` are `E_CLOSED`, even
   * if items are left. `size`, `empty`, `full`, `taskDone` and `close` still work, as in Python.
   */
  close(): Promise<void>;
}
