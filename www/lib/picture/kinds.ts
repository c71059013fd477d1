/**
 * Kinds of tasks by duration: one for each duration if there are few, else classes of equal ratio
 * from the shortest to the longest. Pure.
 */

import { drained, PIECE } from './pieces';

/** The most kinds: as many as there are colours. */
export const MOST_KINDS = 4;

export interface Kind {
  leastMs: number;
  mostMs: number;
}

/** The kinds from the shortest to the longest; none without tasks. */
export function kindsOf(tasksMs: Float64Array): Kind[] {
  return drained(kindsInPieces(tasksMs));
}

/** The same in pieces, since there may be 10⁷ tasks. */
export function* kindsInPieces(tasksMs: Float64Array): Generator<void, Kind[]> {
  const distinct = new Set<number>();
  let least = Infinity;
  let most = 0;
  for (let task = 0; task < tasksMs.length; task += 1) {
    if (task % PIECE === PIECE - 1) yield;
    const ms = tasksMs[task] as number;
    if (distinct.size <= MOST_KINDS) distinct.add(ms);
    if (ms > 0 && ms < least) least = ms;
    if (ms > most) most = ms;
  }
  if (distinct.size <= MOST_KINDS) {
    return [...distinct].sort((a, b) => a - b).map((ms) => ({ leastMs: ms, mostMs: ms }));
  }
  const step = (most / least) ** (1 / MOST_KINDS);
  return Array.from({ length: MOST_KINDS }, (_, kind) => ({
    leastMs: kind === 0 ? Math.min(...distinct, least) : least * step ** kind,
    mostMs: kind === MOST_KINDS - 1 ? most : least * step ** (kind + 1),
  }));
}

/** The index of a duration's kind. */
export function kindOf(kinds: readonly Kind[], ms: number): number {
  const last = kinds.length - 1;
  for (let kind = 0; kind < last; kind += 1) {
    if (ms <= (kinds[kind] as Kind).mostMs) return kind;
  }
  return Math.max(0, last);
}
