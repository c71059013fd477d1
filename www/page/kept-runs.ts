/** The last finished run of each demo, while the page is open: a reader who comes back finds it. */
import type { Outcome, Outline } from './demos/demo';
import type { Values } from './demos/params';

export interface KeptRun {
  values: Values;
  outline: Outline;
  outcome: Outcome;
  right: boolean;
  /** The reported cores of the machine, for the reasons. */
  cores: number;
}

/** By the demo's name. */
export type KeptRuns = Map<string, KeptRun>;
