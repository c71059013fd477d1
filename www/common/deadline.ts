/**
 * Deadlines. Browsers' timers take up to 2³¹ − 1 ms and go off at once for more; here more is for ever. What is waited for may have
 * come while the realm was busy, and lie behind the timer in its queue: it gets one more turn.
 */

/** The longest time that a timer takes. */
const MAX_TIMER_MS = 0x7fff_ffff;

/**
 * Calls `late` when the time is over; the function that is returned calls that off. A time in several `parts` is counted while
 * the realm was at work with other things only up to the part's length: a page that is busy for long costs one part.
 */
export function deadline(ms: number, late: () => void, parts = 1): () => void {
  if (ms > MAX_TIMER_MS) return () => undefined;
  let left = parts;
  const step = (): void => {
    left -= 1;
    // Messages that have come are handled before this timer, which is younger.
    if (left === 0) timer = setTimeout(late, 0);
    else timer = setTimeout(step, ms / parts);
  };
  let timer = setTimeout(step, ms / parts);
  return () => clearTimeout(timer);
}
