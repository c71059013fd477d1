/** The tasks of the scheduling lab, and the library's options for a run of them. */
import type { PolicyName, ScheduleOptions, Timeline } from '../../../common/types';
import type { Values } from '../params';
import { inSlices } from '../../slices';
import { choicesOf, type Choices } from './choices';
import { speedsOf } from './speeds';
import { drawing } from './workloads';

/** The same with the tasks themselves. */
export interface Setup extends Choices {
  tasksMs: Float64Array;
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
