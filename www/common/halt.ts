/** The two words by which a computing call is cancelled within a slice: see `src/crew/halt.rs`. */
import type { CallId } from './call-id';

/** In the second word: all calls are cancelled. */
export const ALL_CALLS = -1;

/** A call's name in the words: never 0. */
export function wordOf(id: CallId): number {
  return (id % 0x7fff_ffff) + 1;
}
