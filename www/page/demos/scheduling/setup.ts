/** What the controls of the scheduling lab ask for. */
import type { Mode, PolicyName, ScheduleLoad, ScheduleOptions } from '../../../lib/types';
import { choiceOf, numberOf, numbersOf, type Values } from '../params';
import { POLICIES } from './lab';
import { unitsOf, WORKLOADS, type Workload } from './workloads';

export const LOADS = ['simulate', 'sleep', 'spin'] as const satisfies readonly ScheduleLoad[];

export interface Setup {
  workload: Workload;
  unitMs: number;
  tasksMs: Float64Array;
  workers: number;
  chunk: number;
  load: ScheduleLoad;
  on: Mode;
  seed: number;
  repeats: number;
  taskOverheadMs: number;
  dispatchOverheadMs: number;
  /** The one that is drawn large, and that the studies are about. */
  policy: PolicyName;
}

export function setupOf(values: Values): Setup {
  const workload = choiceOf(values, 'workload', WORKLOADS);
  const unitMs = numberOf(values, 'unit');
  const seed = numberOf(values, 'seed');
  const own = workload === 'own' ? numbersOf(values, 'own') : [];
  const units = unitsOf(workload, numberOf(values, 'tasks'), seed, own);
  const load = choiceOf(values, 'load', LOADS);
  const simulated = load === 'simulate';
  return {
    workload,
    unitMs,
    tasksMs: units.map((unit) => unit * unitMs),
    workers: numberOf(values, 'workers'),
    chunk: numberOf(values, 'chunk'),
    load,
    on: choiceOf(values, 'on', ['threads', 'processes'] as const),
    seed,
    repeats: simulated ? 1 : numberOf(values, 'repeats'),
    taskOverheadMs: simulated ? numberOf(values, 'taskOverhead') / 1000 : 0,
    dispatchOverheadMs: simulated ? numberOf(values, 'dispatchOverhead') / 1000 : 0,
    policy: choiceOf(values, 'policy', POLICIES),
  };
}

/** The library's options for one run; `changes` say how it differs from what the controls ask for. */
export function optionsOf(
  setup: Setup,
  policy: PolicyName,
  signal: AbortSignal,
  changes: Partial<Omit<ScheduleOptions, 'policy'>> & { chunk?: number } = {},
): ScheduleOptions {
  const { chunk = setup.chunk, ...others } = changes;
  const options: ScheduleOptions = {
    tasks: setup.tasksMs,
    workers: setup.workers,
    policy: { name: policy, chunk },
    load: setup.load,
    seed: setup.seed,
    signal,
    ...others,
  };
  return options.load === 'simulate'
    ? {
        taskOverheadMs: setup.taskOverheadMs,
        dispatchOverheadMs: setup.dispatchOverheadMs,
        ...options,
      }
    : { on: setup.on, ...options };
}
