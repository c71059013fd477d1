/**
 * The messages of the scheduling lab: tasks and a policy to the engine, a lane or a chunk of a run
 * to processes, and a timeline back.
 */
import type { TimelineColumnsAndFigures } from '../../pkg/parallel_playground.js';
import type { Mode, ScheduleLoad } from './types';
import type { CallId } from './call-id';

/** The checked arguments, with their defaults. */
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
  /** The origin of times, as `performance.timeOrigin + performance.now()`. */
  originMs: number;
  stepMs: number;
}

/** Tasks for a process that shares no memory. */
export interface ChunkRequest {
  durationsMs: Float64Array;
  spin: boolean;
  /**
   * The start of the run on the process's clock: no task begins before it, and times count from it.
   */
  startMs: number;
}

/** The buffers that move with a reply. */
export function buffersOf(reply: ScheduleReply): ArrayBuffer[] {
  return Object.values(reply).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : [],
  );
}
