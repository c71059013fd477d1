/** Waits of an event loop for a word of shared memory. */
import type { Ending } from './ending';

/** `Atomics.waitAsync`: newer than the language level of the types, and not in all browsers. */
export interface WaitAsync {
  waitAsync?: (
    words: Int32Array,
    index: number,
    expected: number,
    timeoutMs: number,
  ) => { async: false; value: string } | { async: true; value: Promise<string> };
}

/** It looks at the word itself every so many ms; always so where the browser has no such wait. */
const FIRST_LOOK_MS = 4;
/** So many times, and then after twice the time each, up to this. */
const FIRST_LOOKS = 25;
const LAST_LOOK_MS = 1000;

/**
 * Resolves when the word may have changed, the time is over, or the end has come.
 *
 * It looks itself too, since not every browser keeps its word: in a worker, WebKit 2.50 settles
 * some waits that were woken, and all whose time is over, only when something else happens there.
 */
export function wordChanged(
  words: Int32Array,
  index: number,
  expected: number,
  timeoutMs: number,
  ending?: Ending,
): Promise<void> {
  if (ending?.hasCome) return Promise.resolve();
  const { waitAsync } = Atomics as WaitAsync;
  const wait = waitAsync?.(words, index, expected, timeoutMs);
  if (wait?.async === false) return Promise.resolve();
  return new Promise((resolve) => {
    const overMs = performance.now() + timeoutMs;
    let lookMs = FIRST_LOOK_MS;
    let looks = 0;
    const done = (): void => {
      clearTimeout(timer);
      ignore?.();
      resolve();
    };
    // A wait cannot be cancelled, only woken: other waiters on the word wake up spuriously.
    const giveUp = (): void => {
      if (wait) Atomics.notify(words, index);
      done();
    };
    const look = (): void => {
      const leftMs = overMs - performance.now();
      if (leftMs <= 0 || Atomics.load(words, index) !== expected) giveUp();
      else timer = setTimeout(look, Math.min(lookMs, leftMs));
      looks += 1;
      if (wait && looks > FIRST_LOOKS) lookMs = Math.min(2 * lookMs, LAST_LOOK_MS);
    };
    let timer = setTimeout(look, Math.min(lookMs, timeoutMs));
    const ignore = ending?.listen(giveUp);
    void wait?.value.then(done);
  });
}
