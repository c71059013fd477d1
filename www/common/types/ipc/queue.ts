/** Queues. */
import type { ArrayTypes, Peeked, Reservation, ViewOf } from './grant';
import type { Abortable, GetOptions, SharedObject, WaitOptions } from './shared-object';
import type { Typecode } from './shared-array';

/**
 * Options of `queue`.
 *
 * @example
 * ```ts
 * const queue = pg.queue<number>({ maxsize: 1 });
 * await queue.put(1);
 * await queue.put(2, { block: false }).catch((error) => error.code); // → 'E_FULL'
 * ```
 */
export interface QueueOptions {
  /** The most items it holds, an integer; 0, the default, is as many as memory holds. */
  maxsize?: number;
}

/**
 * The blocking form of a queue.
 *
 * @example Where memory is shared
 * ```ts
 * const queue = pg.queue<number>();
 * const future = pg.processes.submit((queue) => queue.sync.get(), queue);
 * await queue.put(7);
 * await future; // → 7
 * ```
 */
export interface SyncQueue<T = unknown> extends Iterable<T> {
  /** Puts an item; waits while the queue is full. */
  put(value: T, options?: WaitOptions): void;
  /** The next item; waits for it. */
  get(options?: GetOptions): T;
  /** The number of items. */
  size(): number;
  /** Whether it has no item. */
  empty(): boolean;
  /** Whether it has `maxsize` items. */
  full(): boolean;
  /** Marks an item that was got as processed. */
  taskDone(): void;
  /** Waits until every item that was put is processed. */
  join(): void;
  /** Closes the queue for all realms. */
  close(): void;
  /**
   * Reserves room for a typed array of `length` elements, float64 unless `typecode` says otherwise,
   * so that it is written where it will be read. Waits as `put`. While a reservation of this
   * process is open, its own `put` and `reserve` on the queue are `E_ARGUMENT`.
   *
   * ```js
   * using room = queue.sync.reserve(1024, 'f', { timeoutMs: 100 });
   * for (let i = 0; i < 1024; i += 1) room.view[i] = Math.sin(i / 100);
   * room.commit();
   * ```
   */
  reserve<C extends Typecode = 'd'>(
    length: number,
    typecode?: C,
    options?: WaitOptions,
  ): Reservation<ArrayTypes[C]>;
  /**
   * Looks at the first item, a typed array or a buffer, where it lies. Waits as `get`. Another item
   * is `E_UNSUPPORTED`, and stays. While a look of this process is open, its own `get` and `peek`
   * on the queue are `E_ARGUMENT`.
   *
   * ```js
   * using item = queue.sync.peek();
   * const sum = item.view.reduce((a, b) => a + b, 0);
   * item.release();
   * ```
   */
  peek(options?: WaitOptions): Peeked<ViewOf<T>>;
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
   * `E_CLONE` for what cannot be sent; `E_CLOSED` when the queue is closed.
   *
   * @example
   * ```ts
   * const queue = pg.queue<number>();
   * pg.spawn(async (queue) => queue.put(7), queue);
   * await queue.get(); // → 7
   * ```
   */
  put(value: T, options?: WaitOptions & Abortable): Promise<void>;
  /**
   * The next item. `E_EMPTY` when there is none: at once with `block: false`, else after
   * `timeoutMs`. `E_CLOSED` when the queue is closed.
   *
   * @example
   * ```ts
   * const queue = pg.queue<number>();
   * await queue.put(7);
   * await queue.get(); // → 7
   * await queue.get({ timeoutMs: 5 }).catch((error) => error.code); // → 'E_EMPTY'
   * ```
   */
  get(options?: GetOptions & Abortable): Promise<T>;
  /**
   * The number of items; another realm may change it at once.
   *
   * @example
   * ```ts
   * const queue = pg.queue<number>();
   * await queue.put(7);
   * await queue.size(); // → 1
   * ```
   */
  size(): Promise<number>;
  /**
   * Whether it has no item.
   *
   * @example
   * ```ts
   * await pg.queue().empty(); // → true
   * ```
   */
  empty(): Promise<boolean>;
  /**
   * Whether it has `maxsize` items.
   *
   * @example
   * ```ts
   * const queue = pg.queue<number>({ maxsize: 1 });
   * await queue.put(7);
   * await queue.full(); // → true
   * ```
   */
  full(): Promise<boolean>;
  /**
   * Marks an item that was got as processed. `E_ARGUMENT` when called more often than items were
   * put.
   *
   * @example
   * ```ts
   * const queue = pg.queue<number>();
   * await queue.put(7);
   * await queue.taskDone();
   * await queue.taskDone().catch((error) => error.code); // → 'E_ARGUMENT'
   * ```
   */
  taskDone(): Promise<void>;
  /**
   * Waits until `taskDone` has been called for every item that was put.
   *
   * @example
   * ```ts
   * const [queue, sum] = [pg.queue<number>(), pg.value('i')];
   * pg.spawn(async (queue, sum) => {
   *   await sum.add(await queue.get());
   *   await queue.taskDone();
   * }, queue, sum);
   * await queue.put(7);
   * await queue.join();
   * await sum.get(); // → 7
   * ```
   */
  join(): Promise<void>;
  /**
   * Closes the queue for all realms: waiting and later `put`, `get` and `join` are `E_CLOSED`, even
   * if items are left. `size`, `empty`, `full`, `taskDone` and `close` still work, as in Python.
   *
   * @example
   * ```ts
   * const queue = pg.queue<number>();
   * const waits = queue.get().catch((error) => error.code);
   * await queue.close();
   * await waits; // → 'E_CLOSED'
   * ```
   */
  close(): Promise<void>;
}
