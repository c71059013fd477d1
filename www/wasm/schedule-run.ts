/**
 * Runs of the scheduling lab, in this realm's instance.
 */
import { ScheduleRun } from '../../pkg/parallel_playground.js';
import type { ScheduleRequest } from '../common/schedule-messages';

/** A run that has not begun. */
export function newRun({
  tasks,
  policy,
  workers,
  chunk,
  seed,
  load,
}: ScheduleRequest): ScheduleRun {
  return new ScheduleRun(tasks, policy, workers, chunk, seed, load === 'spin');
}
