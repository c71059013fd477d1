/**
 * The results of compiled tasks. In the module all results are numbers; here they are converted to
 * the task's type.
 */
import type { TaskName, TaskResult } from '../common/types';

/** The tasks that give a boolean. */
const PREDICATES: readonly TaskName[] = ['isPrime'];

export function resultOf<T extends TaskName>(task: T, value: number): TaskResult<T> {
  return (PREDICATES.includes(task) ? value !== 0 : value) as TaskResult<T>;
}

export function resultsOf<T extends TaskName>(task: T, values: number[]): TaskResult<T>[] {
  if (!PREDICATES.includes(task)) return values as TaskResult<T>[];
  return values.map((value) => resultOf(task, value));
}
