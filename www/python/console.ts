/** What the processes of a run write, in the order in which they wrote it. */
import type { RunEvent } from '../common/python-messages';
import type { PythonOutput } from '../common/types';
import { Ending } from '../common/ending';
import { later } from '../common/later';
import { ENGINE_AGENT } from '../heap/layout';
import type { Operations } from '../heap/operations';
import { OUTPUT_HEADER_BYTES } from './calls';
import { MOST_WRITES } from './kernel/kernel';

const STDOUT = 1;

/** The number of outputs that are told in one message. */
const MOST_TOGETHER = 1000;
/** After so many ms the supervisor hears what else has come, a stop among it. */
const TURN_MS = 4;

export class Console {
  readonly #operations: Operations;
  readonly #queue: number;
  readonly #emit: (event: RunEvent) => void;
  readonly #ending = new Ending();
  readonly #reading: Promise<void>;
  /** What has been read and not been told yet. */
  #outputs: PythonOutput[] = [];
  /** A character may be written in two parts. */
  readonly #decoders = new Map<string, TextDecoder>();
  /** Writers who wait until what they wrote is nearly read. */
  #writers: (() => void)[] = [];

  /** Reads `queue`, whose messages have a header: the process, the stream, the time. */
  constructor(operations: Operations, queue: number, emit: (event: RunEvent) => void) {
    this.#operations = operations;
    this.#queue = queue;
    this.#emit = emit;
    this.#reading = this.#read();
  }

  /** Reads what is left, and then no more. */
  async drain(): Promise<void> {
    while (!this.#isEmpty) await later(0);
    this.#ending.come();
    await this.#reading;
  }

  /**
   * Resolves when there is room for more. For who may not block while a queue is full, and so puts
   * into one without a bound.
   */
  room(): Promise<void> {
    if (this.#size < MOST_WRITES) return Promise.resolve();
    return new Promise((resolve) => this.#writers.push(resolve));
  }

  async #read(): Promise<void> {
    let turnMs = performance.now();
    for (;;) {
      const { code, message } = await this.#operations.run({
        kind: 'get',
        at: this.#queue,
        agent: ENGINE_AGENT,
        timeoutMs: Infinity,
        ending: this.#ending,
      });
      if (this.#writers.length > 0 && (code < 0 || this.#size < MOST_WRITES)) this.#wakeWriters();
      if (code < 0) return;
      this.#outputs.push(this.#outputOf(message));
      const isFull = this.#outputs.length === MOST_TOGETHER;
      if (isFull || this.#isEmpty) this.#tell();
      // Where a process writes without end, there is always a next message at once.
      if (performance.now() < turnMs + TURN_MS) continue;
      await later(0);
      turnMs = performance.now();
    }
  }

  #wakeWriters(): void {
    this.#writers.forEach((resolve) => resolve());
    this.#writers = [];
  }

  get #size(): number {
    return this.#operations.instance.exports.queue_size(this.#queue, ENGINE_AGENT);
  }

  get #isEmpty(): boolean {
    return this.#size <= 0;
  }

  #tell(): void {
    this.#emit({ kind: 'output', outputs: this.#outputs });
    this.#outputs = [];
  }

  #outputOf(message: Uint8Array): PythonOutput {
    const view = new DataView(message.buffer, message.byteOffset, OUTPUT_HEADER_BYTES);
    const pid = view.getUint32(0, true);
    const stream = view.getUint32(4, true) === STDOUT ? 'stdout' : 'stderr';
    const key = `${pid} ${stream}`;
    const decoder = this.#decoders.get(key) ?? new TextDecoder();
    this.#decoders.set(key, decoder);
    const text = decoder.decode(message.subarray(OUTPUT_HEADER_BYTES), { stream: true });
    return { pid, stream, text, timeMs: view.getFloat64(8, true) };
  }
}
