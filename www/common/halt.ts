/** The two words by which a call that computes is given up while it is at work: see `src/crew/halt.rs`. */
import type { CallId } from './call-id';

/** In the second word: all calls are given up. */
export const ALL_CALLS = -1;

/** What a call is named in the words: never 0. */
export function wordOf(id: CallId): number {
  return (id % 0x7fff_ffff) + 1;
}
