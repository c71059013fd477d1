/** Long work on the window, cut into slices short enough that the page never stutters. */

/** The longest a slice runs before the page gets its turn. */
const SLICE_MS = 8;

/**
 * Calls `step(from, to)` over 0…length in pieces, and lets the page breathe whenever a slice's time
 * is up. Rejects with the signal's reason once it is aborted.
 */
export async function inSlices(
  length: number,
  signal: AbortSignal,
  step: (from: number, to: number) => void,
  piece = 16_384,
): Promise<void> {
  let sliceStart = performance.now();
  for (let from = 0; from < length; from += piece) {
    signal.throwIfAborted();
    step(from, Math.min(length, from + piece));
    if (performance.now() - sliceStart > SLICE_MS) {
      await nextTask();
      sliceStart = performance.now();
    }
  }
}

/** Settles in a task of its own, so that input and drawing come first. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/**
 * Runs a generator through, in slices; what it returns. Rejects with the signal's reason once it is
 * aborted.
 */
export async function throughInSlices<T>(
  generator: Iterator<unknown, T>,
  signal: AbortSignal,
): Promise<T> {
  let sliceStart = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const step = generator.next();
    if (step.done) return step.value;
    if (performance.now() - sliceStart > SLICE_MS) {
      await nextTask();
      sliceStart = performance.now();
    }
  }
}
