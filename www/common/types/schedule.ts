/** Scheduling: policies, loads, and the timeline of a run. */
import type { POLICIES } from '../policies';
import type { Mode } from './environment';
import type { WorkersWarning } from './measuring';
import type { Span } from './spans';

/** The name of a policy, see {@link POLICIES}. */
export type PolicyName = (typeof POLICIES)[number];

/** A policy and its parameter. */
export interface SchedulePolicy {
  name: PolicyName;
  /** k, the number of tasks taken at a time, or its minimum: an integer 1…10⁶. Default 1. */
  chunk?: number;
}

/**
 * What the tasks do: nothing, in virtual time; sleep on a worker; or compute as much as an idle
 * core does in their time, so that workers that share a core take longer.
 */
export type ScheduleLoad = 'simulate' | 'sleep' | 'spin';

/** Options of `schedule`. */
export interface ScheduleOptions {
  /**
   * The tasks' durations in ms: at most 10⁷, each finite and 0 or more; for real loads at most 10⁶,
   * of at most an hour each.
   */
  tasks: ArrayLike<number>;
  /** Default: the playground's. At most the playground's for real loads, 4096 in a simulation. */
  workers?: number;
  policy: SchedulePolicy;
  load: ScheduleLoad;
  /** Where real loads run. Default: the playground's mode. */
  on?: Mode;
  /** Determines the victims of work stealing: an integer 0…2³² − 1. Default 1. */
  seed?: number;
  /** For a simulation: the overhead of each task, in ms. Default 0. */
  taskOverheadMs?: number;
  /**
   * For a simulation: the overhead of each dispatch for the worker that takes it, in ms. Default 0.
   */
  dispatchOverheadMs?: number;
  /** For a simulation: the relative speed of each worker, > 0. Default: all 1. */
  speeds?: ArrayLike<number>;
  /** Aborting rejects with `E_CANCELLED`. */
  signal?: AbortSignal;
  /**
   * Called from time to time with the completed tasks and all tasks. An error it throws ends the
   * call, which rejects with it.
   */
  onProgress?: (done: number, total: number) => void;
}

/** One row per task, in the order of their starts; simultaneous starts in the order of workers. */
export interface TimelineColumns {
  /** The task's index in `tasks`. */
  task: Uint32Array;
  worker: Uint32Array;
  startMs: Float64Array;
  endMs: Float64Array;
}

/** One row per dispatch, in the order of dispatch. */
export interface DispatchColumns {
  worker: Uint32Array;
  /**
   * The first task taken: an index into the timeline's `order`, or the task itself where that is
   * null.
   */
  first: Uint32Array;
  /**
   * The number of tasks taken. Each task is in one dispatch: a stolen one in that of the worker
   * that runs it.
   */
  length: Uint32Array;
  /** When the worker asked for them. */
  atMs: Float64Array;
}

/**
 * A run of tasks under a policy, or a simulated one. Times count from the common start, on one
 * clock.
 */
export interface Timeline {
  readonly policy: SchedulePolicy;
  readonly load: ScheduleLoad;
  readonly workers: number;
  /** The requested durations, by task. */
  readonly tasksMs: Float64Array;
  readonly columns: TimelineColumns;
  readonly dispatchColumns: DispatchColumns;
  /**
   * The order in which tasks are handed out: `order[i]` is the i-th task. Null for the order of
   * `tasks`.
   */
  readonly order: Uint32Array | null;
  /** From the common start to the end of the last task. */
  readonly makespanMs: number;
  /**
   * No schedule is shorter: max(Σt / Σspeed, max t / max speed), for equal speeds max(Σt / P, max
   * t).
   */
  readonly lowerBoundMs: number;
  /**
   * Σt over the makespan: against one worker of speed 1 without overhead. Null where the makespan
   * is 0.
   */
  readonly speedup: number | null;
  /** The speedup over the number of workers. Null where the makespan is 0. */
  readonly efficiency: number | null;
  /** The mean of `busyMs` over its maximum; 1 is perfect. Null where no worker was busy. */
  readonly loadBalance: number | null;
  /** The makespan minus the worker's busy time, so overhead is included. */
  readonly idleMs: number[];
  /** The time of each worker spent on tasks. */
  readonly busyMs: number[];
  readonly dispatches: number;
  /** The time of all workers spent on dispatching, and on a simulation's overhead per task. */
  readonly overheadMs: number;
  /**
   * For real loads: the median time from the end of a chunk, or the start of the run, to the start
   * of the worker's next chunk; where that is below the clock's resolution, the mean of those of at
   * most ten steps. Null in simulations, and without dispatches.
   */
  readonly overheadPerDispatchMs: number | null;
  readonly warnings: WorkersWarning[];
  /** The columns as objects, made on first use: there may be 10⁷. */
  readonly spans: Span[];
  /** The dispatches as objects, made on first use. */
  readonly chunks: { worker: number; first: number; length: number }[];
  /** The tasks by id with their requested durations, made on first use. */
  readonly results: [id: number, durationMs: number][];
}
