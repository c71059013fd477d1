/** A recorded run of the scheduling lab, from its columns of plain numbers. */
import type { ScheduleReply } from '../../common/schedule-messages';
import type { PolicyName, ScheduleLoad, SchedulePolicy } from '../../common/types';
import { ScheduleTimeline } from '../../lib/schedule-timeline';
import { figuresOf, type LabRun } from '../demos/scheduling/lab';
import { smallPicture } from '../demos/scheduling/small-picture';

export interface KeptRun {
  policy: PolicyName;
  measured: KeptTimeline;
  predicted: KeptTimeline | null;
}

/** Its columns are arrays of numbers. */
type KeptTimeline = { [K in keyof ScheduleReply]: Listed<ScheduleReply[K]> } & {
  policy: SchedulePolicy;
  load: ScheduleLoad;
  workers: number;
  tasksMs: readonly number[];
};
type Listed<T> = T extends Uint32Array | Float64Array ? readonly number[] : T;

export async function revivedRun({ policy, measured, predicted }: KeptRun): Promise<LabRun> {
  const timelines = {
    measured: timelineOf(measured),
    predicted: predicted && timelineOf(predicted),
  };
  return {
    policy,
    figures: figuresOf(timelines.measured),
    predicted: timelines.predicted && figuresOf(timelines.predicted),
    picture: await smallPicture(timelines.measured, new AbortController().signal),
    load: () => Promise.resolve(timelines),
  };
}

function timelineOf({ policy, load, workers, tasksMs, ...kept }: KeptTimeline): ScheduleTimeline {
  const whole = (numbers: readonly number[]): Uint32Array => Uint32Array.from(numbers);
  const real = (numbers: readonly number[]): Float64Array => Float64Array.from(numbers);
  return new ScheduleTimeline(policy, load, workers, real(tasksMs), {
    ...kept,
    task: whole(kept.task),
    worker: whole(kept.worker),
    startMs: real(kept.startMs),
    endMs: real(kept.endMs),
    dispatchWorker: whole(kept.dispatchWorker),
    dispatchFirst: whole(kept.dispatchFirst),
    dispatchLength: whole(kept.dispatchLength),
    dispatchAtMs: real(kept.dispatchAtMs),
    order: kept.order && whole(kept.order),
    idleMs: real(kept.idleMs),
    busyMs: real(kept.busyMs),
  });
}
