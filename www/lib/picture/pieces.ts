/**
 * Long passes over a timeline are generators that yield from time to time, so that the page can run
 * them in time slices.
 */

/** The number of spans or tasks between two yields. */
export const PIECE = 16_384;

/** Runs a generator to its end, and gives its return value. */
export function drained<T>(generator: Generator<unknown, T>): T {
  for (;;) {
    const step = generator.next();
    if (step.done) return step.value;
  }
}
