/** The scheduling lab: simulations, and runs on the threads of the pool. */
import { ScheduleSimulation } from '../../pkg/parallel_playground.js';
import type { ScheduleReply, ScheduleRequest } from '../common/schedule-messages';
import { newRun } from '../wasm/schedule-run';
import { release } from '../wasm/release';
import type { SlicedCall } from './time-slices';

export async function simulate(request: ScheduleRequest, call: SlicedCall): Promise<ScheduleReply> {
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
  const total = tasks.length;
  // The module has a copy of its own; garbage collection may be late.
  structuredClone(null, { transfer: [tasks.buffer as ArrayBuffer] });
  let reply: ScheduleReply | undefined;
  try {
    await call.slices(
      (budgetMs) => simulation.step(budgetMs),
      () => call.progress(simulation.done, total),
    );
    reply = simulation.finish();
  } finally {
    // Finishing has freed it.
    if (!reply) release(simulation);
  }
  call.progress(total, total);
  return reply;
}

export async function runOnThreads(
  request: ScheduleRequest,
  call: SlicedCall,
): Promise<ScheduleReply> {
  const total = request.tasks.length;
  const run = newRun(request);
  let reply: ScheduleReply | undefined;
  try {
    await call.slices(
      (budgetMs) => run.step(budgetMs, request.stepMs),
      () => call.progress(run.done, total),
    );
    reply = run.finish(request.stepMs);
  } finally {
    if (!reply) release(run);
  }
  call.progress(total, total);
  return reply;
}
