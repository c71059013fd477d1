/**
 * What compiled tasks give. In the module every result is a number, so that results lie side by side; what stands for something
 * else becomes that here.
 */
import type { TaskName, TaskResult } from '../common/types';

/** Which tasks answer yes or no. */
const PREDICATES: readonly TaskName[] = ['isPrime'];

export function resultOf<T extends TaskName>(task: T, value: number): TaskResult<T> {
  return (PREDICATES.includes(task) ? value !== 0 : value) as TaskResult<T>;
}

export function resultsOf<T extends TaskName>(task: T, values: number[]): TaskResult<T>[] {
  if (!PREDICATES.includes(task)) return values as TaskResult<T>[];
  return values.map((value) => resultOf(task, value));
}
