/**
 * Gives turns to callers, one at a time and in the order of their requests: the next when the last
 * one has given its turn back.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  /**
   * Calls back when it is the caller's turn. The returned function gives the turn, or the place in
   * the queue, back once.
   */
  take(call: () => void): () => void {
    this.#waiting.push(call);
    if (this.#waiting.length === 1) call();
    return () => {
      const place = this.#waiting.indexOf(call);
      if (place < 0) return;
      this.#waiting.splice(place, 1);
      if (place === 0) this.#waiting[0]?.();
    };
  }
}
