/**
 * Deadlines. Browsers' timers take up to 2³¹ − 1 ms and fire at once for more; here more is no
 * deadline. The awaited message may have arrived while the realm was busy, and be behind the timer
 * in the event queue: so the event loop turns once more.
 */

/** The longest delay of a timer, in ms. */
const MAX_TIMER_MS = 0x7fff_ffff;

/**
 * Calls `late` when the time is over; the returned function cancels that. The time is divided into
 * `parts`, each with a timer of its own, so that a long block of the event loop costs at most one
 * part.
 */
export function deadline(ms: number, late: () => void, parts = 1): () => void {
  if (ms > MAX_TIMER_MS) return () => undefined;
  let left = parts;
  const step = (): void => {
    left -= 1;
    // Messages that have arrived are handled before this timer.
    if (left === 0) timer = setTimeout(late, 0);
    else timer = setTimeout(step, ms / parts);
  };
  let timer = setTimeout(step, ms / parts);
  return () => clearTimeout(timer);
}
