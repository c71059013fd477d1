/** What a process did when: waits and tasks that were not over in a moment. */

/** What is shorter is not recorded, in ms. */
export const SHORTEST_MS = 1;
/** The most spans of a process; later ones are dropped. */
const MOST = 10_000;
/** Spans of the same kind with less than this between them are one: a wait in slices, in ms. */
const GAP_MS = 0.5;
/** Spans are sent at the first one after this time, in ms, so that a killed process leaves them. */
const SEND_MS = 100;
/** A span of this length is sent at once, in ms. */
const LONG_MS = 15;

/** Starts and ends by turns, and the labels. */
export type Send = (spans: Float64Array, labels: string[]) => void;

export class Spans {
  readonly #send: Send;
  #times: number[] = [];
  #labels: string[] = [];
  #count = 0;
  #sentMs = -Infinity;

  constructor(send: Send) {
    this.#send = send;
  }

  /** Times are in ms since the epoch. */
  add(label: string, startMs: number, endMs: number): void {
    const last = this.#times.length - 1;
    if (this.#labels.at(-1) === label && startMs - (this.#times[last] ?? 0) < GAP_MS) {
      this.#times[last] = endMs;
      return;
    }
    if (endMs - startMs < SHORTEST_MS || this.#count === MOST) return;
    this.#count += 1;
    this.#times.push(startMs, endMs);
    this.#labels.push(label);
    if (endMs - startMs > LONG_MS || endMs - this.#sentMs > SEND_MS) this.flush(endMs);
  }

  /** Sends what has been recorded. */
  flush(nowMs = Infinity): void {
    if (this.#labels.length === 0) return;
    this.#send(Float64Array.from(this.#times), this.#labels);
    this.#times = [];
    this.#labels = [];
    this.#sentMs = nowMs;
  }
}
