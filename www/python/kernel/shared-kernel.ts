/** The kernel of a process that has the heap itself: it blocks, and can be interrupted. */
import { ERRORS } from '../../../pkg/heap';
import type { HeapInstance } from '../../heap/instance';
import { STAGE_BYTES, stageOf } from '../../heap/layout';
import { INTERRUPTED, isTimeOver } from './codes';
import { Kernel, type Receiver, type Waiting } from './kernel';
import { KILLED, SLICE_MS } from './signals';

const NOTHING = new Uint8Array();

/** At the end of these a handler may raise: what was got is lost, as in CPython, but no lock. */
const TAKES_NOTHING_AWAY = new Set<Waiting['kind']>(['get', 'poll', 'join', 'any', 'exit']);

export class SharedKernel extends Kernel implements Receiver {
  readonly #interrupt: number;
  readonly #leave: () => never;
  /** The message that was got last. */
  received: Uint8Array = new Uint8Array();
  /** Called for a signal that came while a wait was ended by something else. */
  onSignal: ((signal: number) => void) | undefined;
  /** Called from time to time in a long wait. */
  onSlice: (() => void) | undefined;

  /** `leave` is called when the process has been killed. */
  constructor(
    instance: HeapInstance,
    agent: number,
    table: number,
    interrupt: number,
    leave: () => never,
  ) {
    super(instance, agent, table);
    this.#interrupt = interrupt;
    this.#leave = leave;
  }

  override wait(waiting: Waiting): number {
    const { timeoutMs } = waiting;
    const endMs = performance.now() + timeoutMs;
    let sliceMs = Math.min(timeoutMs, SLICE_MS);
    for (;;) {
      const code = this.#once(waiting, sliceMs);
      if (!isTimeOver(code)) {
        if (TAKES_NOTHING_AWAY.has(waiting.kind)) this.#passSignal();
        return code;
      }
      const leftMs = endMs - performance.now();
      if (leftMs <= 0) return code;
      if (this.isInterrupted) return INTERRUPTED;
      if (sliceMs === SLICE_MS) this.onSlice?.();
      sliceMs = Math.min(leftMs, SLICE_MS);
    }
  }

  get isInterrupted(): boolean {
    const words = this.instance.heap.words();
    const signal = Atomics.load(words, this.#interrupt / 4);
    return signal === KILLED ? this.#leave() : signal !== 0;
  }

  /** The number of the signal that has come, which is then seen; or 0. */
  takeSignal(): number {
    if (!this.isInterrupted) return 0;
    const words = this.instance.heap.words();
    const at = this.#interrupt / 4;
    const signal = Atomics.load(words, at);
    // That it has been killed since stays to be seen.
    const isTaken = signal !== KILLED && Atomics.compareExchange(words, at, signal, 0) === signal;
    return isTaken ? signal : 0;
  }

  #passSignal(): void {
    const signal = this.onSignal ? this.takeSignal() : 0;
    if (signal !== 0) this.onSignal?.(signal);
  }

  #once(waiting: Waiting, ms: number): number {
    const { kind, at, message, length = 0, receiver } = waiting;
    const { exports, transit, heap, region } = this.instance;
    const stage = stageOf(region);
    switch (kind) {
      case 'semaphore':
        return exports.semaphore_acquire(at, ms);
      case 'put': {
        const bytes = message ?? NOTHING;
        const isShort = bytes.length <= STAGE_BYTES / 4;
        if (isShort) heap.bytes(stage + bytes.length).set(bytes, stage);
        else transit.sent = bytes;
        const [head, body] = isShort ? [bytes.length, 0] : [0, bytes.length];
        const code = exports.queue_put(at, this.agent, 0, stage, head, body, ms);
        waiting.number = exports.queue_number();
        return code;
      }
      case 'get': {
        const got = exports.queue_get(at, this.agent, stage, STAGE_BYTES, ms);
        waiting.number = exports.queue_number();
        if (got >= 0 && receiver) {
          receiver.received =
            got <= STAGE_BYTES
              ? heap.bytes(stage + got).subarray(stage, stage + got)
              : transit.received;
        }
        return got;
      }
      case 'poll': {
        const code = exports.queue_poll(at, this.agent, ms);
        return code === ERRORS.CLOSED ? 0 : code;
      }
      case 'join':
        return exports.queue_join(at, this.agent, ms);
      case 'any':
        return exports.any_wait(at, length, this.agent, ms);
      case 'exit':
        return exports.exit_wait(at, ms);
      case 'lock':
      case 'event':
      case 'barrier':
        throw new Error(`a kernel does not wait for ${kind}`);
    }
  }
}
