/** Pipes. */
import type { ArrayTypes, Peeked, Reservation, ViewOf } from './grant';
import type { Typecode } from './shared-array';
import type { Abortable, RecvOptions, SharedObject } from './shared-object';

/** Options of `pipe`. */
export interface PipeOptions {
  /** False: the first end only receives, the second only sends. Default true. */
  duplex?: boolean;
}

/** The blocking form of one end of a pipe. */
export interface SyncConnection<T = unknown> extends Iterable<T> {
  send(value: T): void;
  recv(options?: RecvOptions): T;
  poll(timeoutMs?: number): boolean;
  close(): void;
  /** As of a queue; waits as `send`. Of at most 32 760 bytes. */
  reserve<C extends Typecode = 'd'>(length: number, typecode?: C): Reservation<ArrayTypes[C]>;
  /** As of a queue; waits as `recv`. `E_UNSUPPORTED` for what is longer than 65 528 bytes. */
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
   * only receives.
   */
  send(value: T): Promise<void>;
  /**
   * The next message. `E_EOF` when the other end is closed and all messages were received;
   * `E_CLOSED` when this end is.
   */
  recv(options?: RecvOptions & Abortable): Promise<T>;
  /** Whether `recv` would return or fail at once. Waits up to `timeoutMs` for that; default 0. */
  poll(timeoutMs?: number): Promise<boolean>;
  close(): Promise<void>;
}
