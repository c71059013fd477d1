/**
 * The queues of a playground. Each lies in a shared buffer; where the page can share it, processes use the buffer themselves,
 * elsewhere it stays here and they ask by messages. The engine never blocks: it waits for words with `Atomics.waitAsync`.
 */
import * as Comlink from 'comlink';

import { SharedQueue } from '../../pkg/parallel_playground.js';
import { outcomeOf, type Outcome } from '../common/outcome';
import { RING_BYTES, type QueueCall, type QueueHandle, type QueueRealm } from '../common/protocol';
import { PlaygroundError } from '../lib/errors';

/** How often a word is looked at where `Atomics.waitAsync` is missing, in ms. */
const POLL_MS = 4;

interface OpenQueue {
  buffer: SharedArrayBuffer;
  words: Int32Array;
  /** The engine's own handle, for what holds no lock across turns of the event loop. */
  own: SharedQueue;
}

export class Queues implements QueueRealm {
  readonly #shared: boolean;
  readonly #queues = new Map<number, OpenQueue>();
  /** 1 is the engine. Every put or get of its own takes an identity: several are under way at once. */
  #agents = 1;

  constructor(shared: boolean) {
    this.#shared = shared;
  }

  /** An identity that nobody else has. */
  newAgent(): number {
    this.#agents += 1;
    return this.#agents;
  }

  open({ id, maxsize, buffer }: QueueHandle): void {
    const memory = buffer ?? localSharedBuffer(SharedQueue.neededBytes(RING_BYTES));
    const own = SharedQueue.create(memory, 1, RING_BYTES, maxsize);
    this.#queues.set(id, { buffer: memory, words: new Int32Array(memory), own });
  }

  /** A port on which a process asks for queues by messages. */
  offer(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    Comlink.expose(this, port1);
    return port2;
  }

  /** A process has ended: what it left undone in a queue is repaired. */
  agentGone(agent: number): void {
    if (!this.#shared) return;
    for (const { own } of this.#queues.values()) own.superviseDeath(agent);
  }

  queuePut({
    queue,
    timeoutMs,
    message,
  }: QueueCall & { message: Uint8Array }): Promise<Outcome<void>> {
    return this.#operate(queue, (handle, wait) =>
      handle.putAsync(message, timeoutMs ?? Infinity, wait),
    );
  }

  queueGet({ queue, timeoutMs }: QueueCall): Promise<Outcome<Uint8Array>> {
    return this.#operate(queue, (handle, wait) => handle.getAsync(timeoutMs ?? Infinity, wait));
  }

  queueSize(queue: number): Promise<Outcome<number>> {
    return outcomeOf(() => this.#find(queue).own.size());
  }

  queueClose(queue: number): Promise<Outcome<void>> {
    return outcomeOf(() => this.#find(queue).own.close());
  }

  #operate<T>(
    queue: number,
    work: (handle: SharedQueue, wait: WaitForWord) => Promise<T>,
  ): Promise<Outcome<T>> {
    return outcomeOf(async () => {
      const { buffer, words } = this.#find(queue);
      const handle = SharedQueue.attach(buffer, this.newAgent());
      try {
        return await work(handle, (index, expected, timeoutMs) =>
          wordChanged(words, index, expected | 0, timeoutMs),
        );
      } finally {
        handle.free();
      }
    });
  }

  #find(id: number): OpenQueue {
    const queue = this.#queues.get(id);
    if (!queue) throw new PlaygroundError('E_CLOSED', `There is no queue ${id}.`);
    return queue;
  }
}

type WaitForWord = (index: number, expected: number, timeoutMs: number) => Promise<unknown>;

interface WaitAsync {
  waitAsync?: (
    words: Int32Array,
    index: number,
    expected: number,
    timeoutMs: number,
  ) => { async: false; value: string } | { async: true; value: Promise<string> };
}

async function wordChanged(
  words: Int32Array,
  index: number,
  expected: number,
  timeoutMs: number,
): Promise<void> {
  // Newer than the language level that the types speak of.
  const { waitAsync } = Atomics as WaitAsync;
  if (waitAsync) {
    await waitAsync(words, index, expected, timeoutMs).value;
    return;
  }
  const start = performance.now();
  while (Atomics.load(words, index) === expected && performance.now() - start < timeoutMs) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/**
 * A SharedArrayBuffer for this realm alone. On a page that is not isolated its constructor is hidden, but a shared wasm memory
 * may be made, only not posted; so waiting for words works the same on every tier.
 */
function localSharedBuffer(bytes: number): SharedArrayBuffer {
  const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const Shared = buffer.constructor as new (bytes: number) => SharedArrayBuffer;
  return new Shared(bytes);
}
