/**
 * One time axis for all realms: each realm's `performance.now()` counts from its own start, its
 * `timeOrigin`.
 */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/**
 * Measures the smallest step of the clock in ms, in about 20 steps or 50 ms. It blocks meanwhile,
 * so it is not for the window.
 */
export function clockResolutionMs(): number {
  const start = performance.now();
  let last = start;
  let least = Infinity;
  for (let steps = 0; steps < 20 && last - start < 50;) {
    const now = performance.now();
    if (now > last) {
      least = Math.min(least, now - last);
      last = now;
      steps += 1;
    }
  }
  return least;
}
