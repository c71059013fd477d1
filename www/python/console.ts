/** What the processes of a run write, in the order in which they wrote it. */
import type { RunEvent } from '../common/python-messages';
import type { PythonOutput } from '../common/types';
import { Ending } from '../common/ending';
import { later } from '../common/later';
import { ENGINE_AGENT, STAGE_BYTES, stageOf } from '../heap/layout';
import type { Operations } from '../heap/operations';
import { OUTPUT_HEADER_BYTES } from './calls';
import { MOST_WRITES } from './kernel/kernel';

const STDOUT = 1;

/** The number of outputs that are told in one message. */
const MOST_TOGETHER = 1000;
/** After so many ms the supervisor hears what else has come, a stop among it. */
const TURN_MS = 4;

type Output = Extract<RunEvent, { kind: 'output' }>;

export class Console {
  readonly #operations: Operations;
  readonly #queue: number;
  readonly #emit: (event: Output) => void;
  readonly #agent: number;
  readonly #ending = new Ending();
  readonly #reading: Promise<void>;
  /** What has been read and not been told yet. */
  #outputs: PythonOutput[] = [];
  /** A character may be written in two parts. */
  readonly #decoders = new Map<string, TextDecoder>();
  /** Writers who wait until what they wrote is nearly read. */
  #writers: (() => void)[] = [];
  /** Nothing is read any more. */
  #isOver = false;

  /** Reads `queue`, whose messages have a header: the process, the stream, the time. */
  constructor(
    operations: Operations,
    queue: number,
    emit: (event: Output) => void,
    agent = ENGINE_AGENT,
  ) {
    this.#operations = operations;
    this.#queue = queue;
    this.#emit = emit;
    this.#agent = agent;
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
    if (this.#isOver || this.#size < MOST_WRITES) return Promise.resolve();
    return new Promise((resolve) => this.#writers.push(resolve));
  }

  /** Reads what is there: for a realm that has blocked meanwhile. */
  take(): void {
    const { exports, heap, region, transit } = this.#operations.instance;
    const stage = stageOf(region);
    while (!this.#isEmpty) {
      const length = exports.queue_get(this.#queue, this.#agent, stage, STAGE_BYTES, 0);
      // A step of `#read` may have begun to receive it.
      if (length < 0) break;
      const isShort = length <= STAGE_BYTES;
      const from = isShort ? heap.bytes(stage + length).subarray(stage) : transit.received;
      this.#outputs.push(this.#outputOf(from.slice(0, length)));
      if (this.#outputs.length === MOST_TOGETHER) this.#tell();
    }
    if (this.#outputs.length > 0) this.#tell();
  }

  async #read(): Promise<void> {
    let turnMs = performance.now();
    for (;;) {
      const { code, message } = await this.#operations.run({
        kind: 'get',
        at: this.#queue,
        agent: this.#agent,
        timeoutMs: Infinity,
        ending: this.#ending,
      });
      this.#isOver = code < 0;
      if (this.#isOver || this.#size < MOST_WRITES) this.#wakeWriters();
      if (this.#isOver) return;
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
    if (this.#writers.length === 0) return;
    this.#writers.forEach((resolve) => resolve());
    this.#writers = [];
  }

  get #size(): number {
    return this.#operations.instance.exports.queue_size(this.#queue, this.#agent);
  }

  get #isEmpty(): boolean {
    return this.#size <= 0;
  }

  #tell(): void {
    const outputs = this.#outputs;
    this.#outputs = [];
    this.#emit({ kind: 'output', outputs });
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
