/** What the controls of the scheduling lab ask for. */
import type { Mode, PolicyName, ScheduleLoad } from '../../../common/types';
import { choiceOf, numberOf, numbersOf, type Values } from '../params';
import { POLICIES } from '../../../common/policies';
import { SPEEDS, type Speeds } from './speeds';
import { WORKLOADS, type Workload } from './workloads';

export const LOADS = ['simulate', 'sleep', 'spin'] as const satisfies readonly ScheduleLoad[];

export interface Choices {
  workload: Workload;
  /** Of one's own list. */
  own: readonly number[];
  tasks: number;
  unitMs: number;
  workers: number;
  chunk: number;
  load: ScheduleLoad;
  on: Mode;
  seed: number;
  repeats: number;
  taskOverheadMs: number;
  dispatchOverheadMs: number;
  speeds: Speeds;
  /** The one that is drawn large, and that the studies are about. */
  policy: PolicyName;
}

export function choicesOf(values: Values): Choices {
  const workload = choiceOf(values, 'workload', WORKLOADS);
  const own = workload === 'own' ? numbersOf(values, 'own') : [];
  const load = choiceOf(values, 'load', LOADS);
  const simulated = load === 'simulate';
  return {
    workload,
    own,
    tasks: workload === 'own' ? own.length : numberOf(values, 'tasks'),
    unitMs: numberOf(values, 'unit'),
    workers: numberOf(values, 'workers'),
    chunk: numberOf(values, 'chunk'),
    load,
    on: choiceOf(values, 'on', ['threads', 'processes'] as const),
    seed: numberOf(values, 'seed'),
    repeats: simulated ? 1 : numberOf(values, 'repeats'),
    taskOverheadMs: simulated ? numberOf(values, 'taskOverhead') / 1000 : 0,
    dispatchOverheadMs: simulated ? numberOf(values, 'dispatchOverhead') / 1000 : 0,
    // Real workers are equal, and so are those of a prediction.
    speeds: simulated ? choiceOf(values, 'speeds', SPEEDS) : 'equal',
    policy: choiceOf(values, 'policy', POLICIES),
  };
}
