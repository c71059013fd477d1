/**
 * What crosses realms for the scheduling lab: to the engine tasks and a policy, to processes a lane of a run or a chunk of it, and
 * back a timeline.
 */
import type { TimelineColumnsAndFigures } from '../../pkg/parallel_playground.js';
import type { Mode, ScheduleLoad } from './types';
import type { CallId } from './call-id';

/** Arguments that have been checked, with their defaults. */
export interface ScheduleRequest {
  call: CallId;
  tasks: Float64Array;
  workers: number;
  policy: string;
  chunk: number;
  load: ScheduleLoad;
  on: Mode;
  seed: number;
  taskOverheadMs: number;
  dispatchOverheadMs: number;
  speeds: Float64Array | null;
  /** The step of the clock, in ms. */
  stepMs: number;
}

export type ScheduleReply = TimelineColumnsAndFigures;

/** A process's part in a run whose board is in the heap. */
export interface LaneRequest {
  /** The board's address. */
  at: number;
  worker: number;
  spin: boolean;
  /** What times count from: `performance.timeOrigin + performance.now()`. */
  originMs: number;
  stepMs: number;
}

/** Tasks for a process that shares no memory. */
export interface ChunkRequest {
  durationsMs: Float64Array;
  spin: boolean;
  /** The start of the run on the process's clock: nothing is begun before, and times count from it. */
  startMs: number;
}

/** All that moves with a reply. */
export function buffersOf(reply: ScheduleReply): ArrayBuffer[] {
  return Object.values(reply).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : [],
  );
}
