/**
 * The scheduling lab: simulations in slices here, runs on the threads of the pool, and runs on processes (`schedule-processes.ts`).
 */
import { ScheduleRun, ScheduleSimulation } from '../../pkg/parallel_playground.js';
import type { ScheduleReply, ScheduleRequest } from '../common/schedule';
import { SLICE_MS, type Call } from './calls';
import type { ThreadStats } from './map';

export async function simulate(request: ScheduleRequest, call: Call): Promise<ScheduleReply> {
  const { tasks, policy, workers, chunk, seed, taskOverheadMs, dispatchOverheadMs } = request;
  const simulation = new ScheduleSimulation(
    tasks,
    policy,
    workers,
    chunk,
    seed,
    taskOverheadMs,
    dispatchOverheadMs,
    request.speeds,
  );
  let reply: ScheduleReply | undefined;
  try {
    while (simulation.step(SLICE_MS)) {
      call.progress(simulation.done, tasks.length);
      await call.pause();
    }
    reply = simulation.finish();
  } finally {
    // Finishing has freed it.
    if (!reply) simulation.free();
  }
  call.progress(tasks.length, tasks.length);
  return reply;
}

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

export async function runOnThreads(
  request: ScheduleRequest,
  call: Call,
  stats: ThreadStats,
): Promise<ScheduleReply> {
  const total = request.tasks.length;
  const run = newRun(request);
  let reply: ScheduleReply | undefined;
  try {
    await stats.during(async () => {
      while (run.step(SLICE_MS, request.stepMs)) {
        call.progress(run.done, total);
        await call.pause();
      }
    });
    reply = run.finish(request.stepMs);
  } finally {
    if (!reply) run.free();
  }
  call.progress(total, total);
  return reply;
}
