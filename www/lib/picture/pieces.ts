/** Long passes over a timeline are generators that yield now and then, so that the window can do them in slices. */

/** So many spans or tasks are looked at between two yields. */
export const PIECE = 16_384;

/** Runs a generator through and gives what it returns. */
export function drained<T>(generator: Generator<unknown, T>): T {
  for (;;) {
    const step = generator.next();
    if (step.done) return step.value;
  }
}
