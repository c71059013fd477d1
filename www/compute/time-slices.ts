/**
 * The calls that compute here, in time slices. Open calls take turns, a slice each; a cancelled
 * call ends before its next slice. Where memory is shared it ends within a slice, by the two words
 * of the instance (`src/crew/halt.rs`).
 */
import { haltWords } from '../../pkg/parallel_playground.js';
import { cancelled } from '../common/cancelled';
import { ALL_CALLS, wordOf } from '../common/halt';
import type { CallId } from '../common/call-id';
import type { EngineEvents } from '../common/protocol';

/** The time between two turns of the event loop, in ms: shared by the open calls. */
const SLICE_MS = 50;
const LEAST_SLICE_MS = 10;
/** The shortest time between two reports of progress, in ms. */
const PROGRESS_MS = 50;

/** An open call, as its work sees it. */
export interface SlicedCall {
  progress(done: number, total: number): void;
  /**
   * Calls `step` with the time it may take in ms, in turns with other calls, until it returns
   * false; calls `told` after each step.
   */
  slices(step: (budgetMs: number) => boolean, told?: () => void): Promise<void>;
}

interface Turn {
  /** The call's name in the words; 0 for one that cannot be cancelled. */
  word: number;
  cancelled: boolean;
  /** Continues a call that waits for its turn. */
  wake: (() => void) | undefined;
}

export class TimeSlices {
  readonly #events: EngineEvents;
  readonly #words: Int32Array;
  readonly #open = new Set<Turn>();
  readonly #waiting: Turn[] = [];
  readonly #channel = new MessageChannel();

  constructor(memory: WebAssembly.Memory, events: EngineEvents) {
    this.#events = events;
    this.#words = new Int32Array(memory.buffer, haltWords(), 2);
    this.#channel.port1.onmessage = () => this.#waiting.shift()?.wake?.();
  }

  /** `id` is null for work that reports no progress and cannot be cancelled. */
  async run<T>(id: CallId | null, work: (call: SlicedCall) => Promise<T>): Promise<T> {
    const turn: Turn = { word: id === null ? 0 : wordOf(id), cancelled: false, wake: undefined };
    this.#open.add(turn);
    let toldMs = -Infinity;
    try {
      return await work({
        progress: (done, total) => {
          const nowMs = performance.now();
          if (id === null || (nowMs - toldMs < PROGRESS_MS && done < total)) return;
          toldMs = nowMs;
          this.#events(id, done, total);
        },
        slices: (step, told) => this.#slices(turn, step, told),
      });
    } finally {
      this.#open.delete(turn);
    }
  }

  /** Does nothing for a call that has ended. */
  cancel(id: CallId): void {
    for (const turn of this.#open) if (turn.word === wordOf(id)) giveUp(turn);
  }

  cancelAll(): void {
    for (const turn of this.#open) giveUp(turn);
  }

  async #slices(
    turn: Turn,
    step: (budgetMs: number) => boolean,
    told: (() => void) | undefined,
  ): Promise<void> {
    for (let more = true; more;) {
      if (turn.cancelled) throw cancelled();
      Atomics.store(this.#words, 0, turn.word);
      try {
        more = step(Math.max(LEAST_SLICE_MS, SLICE_MS / this.#open.size));
      } finally {
        Atomics.store(this.#words, 0, 0);
      }
      // Its tasks were stopped early: they have no results.
      if (this.#isHalted(turn)) throw cancelled();
      told?.();
      if (more) await this.#nextTurn(turn);
    }
  }

  #isHalted({ word }: Turn): boolean {
    const halted = Atomics.load(this.#words, 1);
    return halted === ALL_CALLS || (word !== 0 && halted === word);
  }

  /** Yields to the event loop and to other calls. A timer would take 4 ms. */
  async #nextTurn(turn: Turn): Promise<void> {
    await new Promise<void>((wake) => {
      turn.wake = wake;
      this.#waiting.push(turn);
      this.#channel.port2.postMessage(null);
    });
    turn.wake = undefined;
  }
}

function giveUp(turn: Turn): void {
  turn.cancelled = true;
  turn.wake?.();
}
