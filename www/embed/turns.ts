/** Turns: of all who asked, one at a time is called, in the order they asked; the next when the last one gave its turn back. */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  /** Calls back when it is the caller's turn. What is returned gives the turn back, or the place in the queue; once. */
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
