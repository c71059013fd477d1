/** Which of the engine's pools of processes a call is for. */
import type { EngineLink } from './engine-client';

export interface PoolAddress {
  /** Its number; 0 is the playground's own. */
  readonly pool: number;
  /** The number of tasks for which a process is leased at once. */
  readonly tasksPerLease: number;
  /** To be called before a call of the engine: makes the pool there. */
  readonly prepare: (link: EngineLink) => void;
}

export const OWN_POOL: PoolAddress = {
  pool: 0,
  tasksPerLease: Infinity,
  prepare: () => undefined,
};
