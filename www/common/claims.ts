/**
 * The chunks of one request, which a process begins one after the other and whoever sent them may take back as long as it has not.
 * Both claim by one exchange on a word, so no chunk is run twice and none is lost. Where memory is shared the word is in it, and a
 * chunk that keeps its process busy for long holds up no other; elsewhere the word is the process's own, and it is asked by message.
 *
 * The word: chunks that were handed out and not taken back, in the upper half; chunks that have been begun, in the lower half.
 */
const HALF = 16;
const BEGUN = 0xffff;

export class Claims {
  readonly #word: Int32Array;

  constructor(memory: ArrayBuffer | SharedArrayBuffer = new ArrayBuffer(4)) {
    this.#word = new Int32Array(memory);
  }

  /** So many chunks are handed out, 1…2¹⁵ − 1; the last request is over. */
  offer(chunks: number): void {
    Atomics.store(this.#word, 0, chunks << HALF);
  }

  /** For the process: whether the next chunk is still there to be begun. */
  begin(): boolean {
    return this.#exchange((offered, begun) => [offered, begun < offered ? begun + 1 : begun]).fresh;
  }

  /** Takes back all that has not been begun, except the first, which is about to be; gives how many chunks stay. */
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
      // Unchanged: there is nothing to claim.
      if (next === seen) return { offered, fresh: false };
      if (Atomics.compareExchange(this.#word, 0, seen, next) === seen)
        return { offered, fresh: true };
    }
  }
}
