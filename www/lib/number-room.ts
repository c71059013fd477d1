/**
 * Shared memory for the numbers of a map: the processes read them there and write their results in
 * their place, so nothing is copied between realms. The last map's memory is kept for the next one
 * for a while, since memory that is new has to be cleared by the system.
 */

/** The most bytes that are kept. */
const MOST_BYTES = 16 * 2 ** 20;
/** The time for which they are kept, in ms. */
const KEPT_MS = 5000;

export class NumberRoom {
  #kept: SharedArrayBuffer | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Shared room for that many numbers, with anything in it; to be given back, or left. */
  take(length: number): Float64Array<SharedArrayBuffer> {
    const kept = this.#kept;
    this.#keep(undefined);
    const bytes = 8 * length;
    const fits = kept !== undefined && kept.byteLength >= bytes;
    return new Float64Array(fits ? kept : new SharedArrayBuffer(bytes), 0, length);
  }

  /** To be called when no realm uses the room any more. */
  giveBack({ buffer }: Float64Array<SharedArrayBuffer>): void {
    if (buffer.byteLength > MOST_BYTES) return;
    this.#keep(buffer);
    this.#timer = setTimeout(() => this.#keep(undefined), KEPT_MS);
  }

  #keep(buffer: SharedArrayBuffer | undefined): void {
    clearTimeout(this.#timer);
    this.#kept = buffer;
  }
}
