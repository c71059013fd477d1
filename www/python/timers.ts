/** The timers of this realm: what one process leaves may not run in the next one. */

const timers = new Set<number>();

/** From now on timers are known. */
export function watchTimers(): void {
  const set = globalThis.setTimeout.bind(globalThis);
  const watched = (callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const timer = set(() => {
      timers.delete(timer);
      callback(...args);
    }, ms);
    timers.add(timer);
    return timer;
  };
  globalThis.setTimeout = watched as typeof setTimeout;
}

export function clearTimers(): void {
  for (const timer of timers) clearTimeout(timer);
  timers.clear();
}
