/**
 * What a recorded run showed, from what is kept of it: `scripts/record-runs.mjs` writes samples by
 * their values, and the lab's timelines as plain columns. Loaded with the first recording.
 */
import type { ScheduleReply } from '../../common/schedule-messages';
import type { PolicyName, ScheduleLoad, SchedulePolicy } from '../../common/types';
import { ScheduleTimeline } from '../../lib/schedule-timeline';
import type { Outcome } from '../demos/demo';
import type { FigureData } from '../demos/figures';
import { figuresOf, type LabRun } from '../demos/scheduling/lab';
import { smallPicture } from '../demos/scheduling/small-picture';

type KeptFigure = Exclude<FigureData, { kind: 'lab' }> | { kind: 'lab'; runs: readonly KeptRun[] };

interface KeptRun {
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

/** Of a file that this page was built with. */
export async function revived(kept: unknown): Promise<Outcome> {
  const { figures = [], ...rest } = counted(kept) as Omit<Outcome, 'figures'> & {
    figures?: readonly KeptFigure[];
  };
  return { ...rest, figures: await Promise.all(figures.map(figureOf)) };
}

/** The same with all samples, in the order of their values. */
function counted(kept: unknown): unknown {
  if (Array.isArray(kept)) return kept.map(counted);
  if (typeof kept !== 'object' || kept === null) return kept;
  if ('counted' in kept)
    return (kept.counted as [number, number][]).flatMap(([value, times]) =>
      new Array<number>(times).fill(value),
    );
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, counted(value)]));
}

async function figureOf(figure: KeptFigure): Promise<FigureData> {
  if (figure.kind !== 'lab') return figure;
  return { kind: 'lab', runs: await Promise.all(figure.runs.map(runOf)) };
}

async function runOf({ policy, measured, predicted }: KeptRun): Promise<LabRun> {
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
