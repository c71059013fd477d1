/** What the controls of the scheduling lab ask for. */
import type {
  Mode,
  PolicyName,
  ScheduleLoad,
  ScheduleOptions,
  Timeline,
} from '../../../common/types';
import { choiceOf, numberOf, numbersOf, type Values } from '../params';
import { inSlices } from '../../slices';
import { POLICIES } from '../../../common/policies';
import { speedsOf, SPEEDS, type Speeds } from './speeds';
import { drawing, WORKLOADS, type Workload } from './workloads';

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

/** The same with the tasks themselves. */
export interface Setup extends Choices {
  tasksMs: Float64Array;
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

/** In slices, for there may be 10⁷ tasks. */
export async function setupOf(values: Values, signal: AbortSignal): Promise<Setup> {
  const choices = choicesOf(values);
  const { workload, own, tasks, unitMs, seed } = choices;
  const tasksMs = new Float64Array(tasks);
  const unitOf = drawing(workload, tasks, seed, own);
  await inSlices(tasks, signal, (from, to) => {
    for (let task = from; task < to; task += 1) tasksMs[task] = unitOf(task) * unitMs;
  });
  return { ...choices, tasksMs };
}

/**
 * The library's options for one run; `changes` say how it differs from what the controls ask for.
 */
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
  const speeds = speedsOf(setup.speeds, options.workers ?? setup.workers);
  return options.load === 'simulate'
    ? {
        ...(speeds && { speeds }),
        taskOverheadMs: setup.taskOverheadMs,
        dispatchOverheadMs: setup.dispatchOverheadMs,
        ...options,
      }
    : { on: setup.on, ...options };
}

/** Frees the memory of a timeline that is not used any more: garbage collection may be late. */
export function release({
  columns,
  dispatchColumns,
  tasksMs,
}: Pick<Timeline, 'columns' | 'dispatchColumns' | 'tasksMs'>): void {
  const { task, worker, startMs, endMs } = columns;
  const { first, length, atMs } = dispatchColumns;
  const arrays = [task, worker, startMs, endMs, dispatchColumns.worker, first, length, atMs];
  const transfer = [...arrays, tasksMs].map(({ buffer }) => buffer as ArrayBuffer);
  structuredClone(null, { transfer });
}
