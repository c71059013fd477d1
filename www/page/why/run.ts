/** What the rules read: a finished run whose answer was right, and the machine that it ran on. */
import type { Outcome } from '../demos/demo';
import type { Values } from '../demos/params';
import type { Message } from '../messages/index';

export interface FinishedRun {
  values: Values;
  outcome: Outcome;
  /** The reported number of logical cores. */
  cores: number;
}

/** Sentences that speak of the figures of a run. None where they tell nothing. */
export type Rule = (run: FinishedRun) => Message[];

/** A share as the whole per cent it is written as. */
export function percent(share: number): number {
  return Math.round(100 * share);
}
