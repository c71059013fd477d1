/**
 * Claims on the chunks of a request: the process begins one after the other, and the engine may
 * take back those that have not begun. Both claim by an atomic exchange on one word, so each chunk
 * runs exactly once. Where memory is shared the word is in it, and a long chunk delays no other;
 * elsewhere the word is in the process, which is asked by message.
 *
 * The word: in the upper half the number of chunks that were sent and not taken back, in the lower
 * half the number of chunks that have begun.
 */
const HALF = 16;
const BEGUN = 0xffff;

export class Claims {
  readonly #word: Int32Array;

  constructor(memory: ArrayBuffer | SharedArrayBuffer = new ArrayBuffer(4)) {
    this.#word = new Int32Array(memory);
  }

  /** Starts a request of that many chunks, 1…2¹⁵ − 1; the last one has ended. */
  offer(chunks: number): void {
    Atomics.store(this.#word, 0, chunks << HALF);
  }

  /** For the process: claims the next chunk. False if it was taken back. */
  begin(): boolean {
    return this.#exchange((offered, begun) => [offered, begun < offered ? begun + 1 : begun]).fresh;
  }

  /**
   * Takes back all chunks that have not begun, except the first of them if none has begun; gives
   * the number that stay.
   */
  recall(): number {
    return this.#exchange((offered, begun) => [Math.min(offered, Math.max(begun, 1)), begun])
      .offered;
  }

  #exchange(rule: (offered: number, begun: number) => [offered: number, begun: number]): {
    offered: number;
    fresh: boolean;
  } {
    for (;;) {
      const seen = Atomics.load(this.#word, 0);
      const [offered, begun] = rule(seen >>> HALF, seen & BEGUN);
      const next = (offered << HALF) | begun;
      // Unchanged: there was nothing to claim.
      if (next === seen) return { offered, fresh: false };
      if (Atomics.compareExchange(this.#word, 0, seen, next) === seen)
        return { offered, fresh: true };
    }
  }
}
