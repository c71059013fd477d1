/**
 * The monotonic clock of processes. A worker's `performance.now()` counts from the worker's own
 * beginning; but a program may send a time to another process, or fork and measure on, so from here
 * on it counts from the same moment in all of them. `nowMs()` is as it was.
 */
const ORIGIN_MS = 0;

export function shareClock(): void {
  const own = performance.now.bind(performance);
  const shiftMs = performance.timeOrigin - ORIGIN_MS;
  Object.defineProperty(performance, 'timeOrigin', { value: ORIGIN_MS });
  performance.now = () => own() + shiftMs;
}
