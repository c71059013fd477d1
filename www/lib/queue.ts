/**
 * A queue, as the window sees it. The window must not block, so every call goes to the engine.
 */
import { decode, encode } from '../common/codec';
import { MARK, type Marker } from '../common/packed';
import { RING_BYTES, type QueueHandle } from '../common/protocol';
import { timeoutOf, type WaitOptions } from './checks';
import type { EngineClient } from './engine-client';
import type { PlaygroundError } from './errors';
import type { Queue } from './types';

/** Bytes of a queue's buffer: the ring, and more than its header needs. The engine lays it out. */
const BUFFER_BYTES = RING_BYTES + 4096;

export class QueueInWindow implements Queue {
  readonly #engine: EngineClient;
  readonly #handle: QueueHandle;
  readonly #opened: Promise<void>;
  #lost: PlaygroundError | undefined;

  constructor(engine: EngineClient, id: number, maxsize: number, sharedMemory: boolean) {
    this.#engine = engine;
    this.#handle = sharedMemory
      ? { id, maxsize, buffer: new SharedArrayBuffer(BUFFER_BYTES) }
      : { id, maxsize };
    this.#opened = engine.ask('queueOpen', this.#handle);
    // Every call waits for it and says what went wrong; alone, it is no unhandled rejection.
    this.#opened.catch(() => undefined);
  }

  async put(value: unknown, options?: WaitOptions): Promise<void> {
    const timeoutMs = timeoutOf(options);
    const message = encode(value);
    await this.#ready();
    await this.#engine.ask('queuePut', { queue: this.#handle.id, timeoutMs, message });
  }

  async get(options?: WaitOptions): Promise<unknown> {
    const timeoutMs = timeoutOf(options);
    await this.#ready();
    return decode(await this.#engine.ask('queueGet', { queue: this.#handle.id, timeoutMs }));
  }

  async size(): Promise<number> {
    await this.#ready();
    return this.#engine.ask('queueSize', this.#handle.id);
  }

  async empty(): Promise<boolean> {
    return (await this.size()) === 0;
  }

  async full(): Promise<boolean> {
    const { maxsize } = this.#handle;
    return maxsize > 0 && (await this.size()) >= maxsize;
  }

  async close(): Promise<void> {
    await this.#ready();
    await this.#engine.ask('queueClose', this.#handle.id);
  }

  /** The engine that had it is gone. */
  lose(reason: PlaygroundError): void {
    this.#lost = reason;
  }

  [MARK](): Marker {
    return { '@parallel-playground': 'queue', handle: this.#handle };
  }

  async #ready(): Promise<void> {
    if (this.#lost) throw this.#lost;
    await this.#opened;
  }
}
