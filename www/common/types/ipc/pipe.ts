/** Pipes. */
import type { ArrayTypes, Peeked, Reservation, ViewOf } from './grant';
import type { Typecode } from './shared-array';
import type { Abortable, RecvOptions, SharedObject } from './shared-object';

/**
 * Options of `pipe`.
 *
 * @example
 * ```ts
 * const [reader, writer] = pg.pipe<number>({ duplex: false });
 * await writer.send(7);
 * await reader.recv(); // → 7
 * await reader.send(7).catch((error) => error.code); // → 'E_UNSUPPORTED'
 * ```
 */
export interface PipeOptions {
  /** False: the first end only receives, the second only sends. Default true. */
  duplex?: boolean;
}

/**
 * The blocking form of one end of a pipe.
 *
 * @example Where memory is shared
 * ```ts
 * const [near, far] = pg.pipe<number>();
 * await near.send(7);
 * await pg.processes.submit((far) => far.sync.recv(), far); // → 7
 * ```
 */
export interface SyncConnection<T = unknown> extends Iterable<T> {
  /** Sends a message; waits while the pipe is full. */
  send(value: T): void;
  /** The next message; waits for it. */
  recv(options?: RecvOptions): T;
  /** Whether `recv` would return or fail at once. Waits up to `timeoutMs` for that; default 0. */
  poll(timeoutMs?: number): boolean;
  /** Ends its use in this process. */
  close(): void;
  /** Reserves room, as a queue does; waits as `send`. At most 32 760 bytes. */
  reserve<C extends Typecode = 'd'>(length: number, typecode?: C): Reservation<ArrayTypes[C]>;
  /**
   * Looks at the next message, as with a queue; waits as `recv`. `E_UNSUPPORTED` for what is longer
   * than 65 528 bytes.
   */
  peek(): Peeked<ViewOf<T>>;
}

/**
 * One end of a pipe. An end that was an argument of `spawn` is closed when the last such process
 * ends.
 *
 * It is an async iterable of the messages that it receives, to the end of file:
 *
 *     for await (const message of connection) use(message);
 */
export interface Connection<T = unknown> extends SharedObject<SyncConnection<T>>, AsyncIterable<T> {
  /**
   * Waits while the pipe is full. `E_CLOSED` when either end is closed, `E_UNSUPPORTED` if this end
   * only receives. `E_CLONE` for what cannot be sent.
   *
   * @example
   * ```ts
   * const [near, far] = pg.pipe<number>();
   * pg.spawn(async (far) => far.send(2 * (await far.recv())), far);
   * await near.send(21);
   * await near.recv(); // → 42
   * ```
   */
  send(value: T): Promise<void>;
  /**
   * The next message. `E_EOF` when the other end is closed and all messages were received;
   * `E_CLOSED` when this end is.
   *
   * @example
   * ```ts
   * const [near, far] = pg.pipe<string>();
   * await far.send('fern');
   * await far.close();
   * await near.recv(); // → 'fern'
   * await near.recv().catch((error) => error.code); // → 'E_EOF'
   * ```
   */
  recv(options?: RecvOptions & Abortable): Promise<T>;
  /**
   * Whether `recv` would return or fail at once. Waits up to `timeoutMs` for that; default 0.
   *
   * @example
   * ```ts
   * const [near, far] = pg.pipe<string>();
   * await near.poll(); // → false
   * await far.send('fern');
   * await near.poll(1000); // → true
   * ```
   */
  poll(timeoutMs?: number): Promise<boolean>;
  /**
   * Closes this end, in all realms that have it: the other end still receives what was sent, then
   * `E_EOF`.
   *
   * @example
   * ```ts
   * const [near] = pg.pipe<string>();
   * await near.close();
   * await near.recv().catch((error) => error.code); // → 'E_CLOSED'
   * ```
   */
  close(): Promise<void>;
}
