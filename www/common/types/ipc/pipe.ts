/** Pipes. */
import type { RecvOptions, SharedObject } from './shared-object';

export interface PipeOptions {
  /** False: the first end only receives, the second only sends. Default true. */
  duplex?: boolean;
}

/** The blocking form of one end of a pipe. */
export interface SyncConnection<T = unknown> {
  send(value: T): void;
  recv(options?: RecvOptions): T;
  poll(timeoutMs?: number): boolean;
  close(): void;
}

/**
 * One end of a pipe. An end that was an argument of `spawn` is closed when its process ends, unless another process was given it as
 * well.
 */
export interface Connection<T = unknown> extends SharedObject<SyncConnection<T>> {
  /** Waits while the pipe is full. `E_CLOSED` when either end is closed, `E_UNSUPPORTED` where this end only receives. */
  send(value: T): Promise<void>;
  /** `E_EOF` when the other end is closed and everything has been received; `E_CLOSED` when this one is. */
  recv(options?: RecvOptions): Promise<T>;
  /** Whether `recv` would not wait: there is a message, or the end. Waits up to `timeoutMs` for it; default 0. */
  poll(timeoutMs?: number): Promise<boolean>;
  close(): Promise<void>;
}
