/**
 * The results of the scheduling lab: a run for each policy, its figures, and the small picture of
 * it. Data only; `pp-lab` draws it.
 */
import type { Marks } from '../../../lib/picture/marks';
import type { PolicyName, ScheduleLoad, Timeline } from '../../../common/types';

export interface LabOutline {
  kind: 'lab';
  load: ScheduleLoad;
  workers: number;
}

export interface LabData {
  kind: 'lab';
  /** In the order of `POLICIES`; those that are done. */
  runs: readonly LabRun[];
}

export interface LabRun {
  policy: PolicyName;
  figures: LabFigures;
  /** Few marks: it is drawn small. */
  picture: Marks;
  /** Of a real run, the simulation with the overhead that was measured. */
  predicted: LabFigures | null;
  /**
   * The whole timeline, and the predicted one. Kept where they are small, else simulated again,
   * which gives the same.
   */
  load(signal: AbortSignal): Promise<LabTimelines>;
}

export interface LabTimelines {
  measured: Timeline;
  predicted: Timeline | null;
}

export type LabFigures = Pick<
  Timeline,
  | 'makespanMs'
  | 'lowerBoundMs'
  | 'speedup'
  | 'efficiency'
  | 'loadBalance'
  | 'dispatches'
  | 'overheadMs'
  | 'overheadPerDispatchMs'
> & {
  /** Of all workers. */
  idleMs: number;
};

export function figuresOf(timeline: Timeline): LabFigures {
  const { makespanMs, lowerBoundMs, speedup, efficiency, loadBalance } = timeline;
  const { dispatches, overheadMs, overheadPerDispatchMs, idleMs } = timeline;
  return {
    makespanMs,
    lowerBoundMs,
    speedup,
    efficiency,
    loadBalance,
    dispatches,
    overheadMs,
    overheadPerDispatchMs,
    idleMs: idleMs.reduce((sum, ms) => sum + ms, 0),
  };
}
