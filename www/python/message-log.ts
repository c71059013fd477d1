/**
 * The messages that a process has put and got, as numbers in one array: a program may have
 * thousands of them a second, and each costs what is done for it here. The first ones are kept.
 */

/** The most messages of a process; later ones are counted. */
export const MOST_MESSAGES = 2000;

/** Numbers of each. */
const MESSAGE = 5;

/** It was put, or got; by a queue or by a pipe: bits of its sort, as in `TraceBatch`. */
export const PUT = 1;
export const BY_PIPE = 2;

export class MessageLog {
  /** No more are kept. */
  isFull = false;
  /** How many have not been kept. */
  dropped = 0;
  #kept: Float64Array<ArrayBuffer> | undefined;
  #count = 0;
  #taken = 0;
  readonly #added: (timeMs: number) => void;

  /** `added` is called with the time of each that is kept. */
  constructor(added: (timeMs: number) => void) {
    this.#added = added;
  }

  /** The object's number, the how manyth there, its sort, the time since the epoch, its length. */
  add(object: number, sequence: number, sort: number, timeMs: number, bytes: number): void {
    if (this.isFull) {
      this.dropped += 1;
      return;
    }
    this.#kept ??= new Float64Array(MESSAGE * MOST_MESSAGES);
    const kept = this.#kept;
    const at = MESSAGE * this.#count;
    kept[at] = object;
    kept[at + 1] = sequence;
    kept[at + 2] = sort;
    kept[at + 3] = timeMs;
    kept[at + 4] = bytes;
    this.#count += 1;
    this.isFull = this.#count === MOST_MESSAGES;
    this.#added(timeMs);
  }

  /** Whether some have not been taken. */
  get isNews(): boolean {
    return this.#taken < this.#count;
  }

  /** Those that have come since the last were taken. */
  take(): Float64Array<ArrayBuffer> {
    const news = this.#kept?.slice(MESSAGE * this.#taken, MESSAGE * this.#count);
    this.#taken = this.#count;
    // All have been told: the room is not needed any more.
    if (this.isFull) this.#kept = undefined;
    return news ?? new Float64Array();
  }
}
