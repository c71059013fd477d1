/** Scheduling: policies, loads, and the timeline of a run. */
import type { Mode } from './environment';
import type { WorkersWarning } from './measuring';
import type { Span } from './spans';

/** The rules by which tasks are handed to workers. P workers, N tasks of which R have not been handed out, k the policy's `chunk`. */
export type PolicyName =
  /** Contiguous chunks of ⌈N/P⌉, worker j gets chunk j; there may be fewer chunks than workers. `chunk` has no meaning. */
  | 'chunk'
  /** Static cyclic: chunk j of k tasks goes to worker j mod P. */
  | 'roundRobin'
  /** Self-scheduling: the next k tasks go to whoever asks. */
  | 'dynamic'
  /** Guided self-scheduling: ⌈R/P⌉ tasks, at least k (Polychronopoulos & Kuck 1987). */
  | 'guided'
  /**
   * Trapezoid self-scheduling: f = ⌈N/2P⌉ tasks first, then ⌊(f − k) / (⌈2N / (f + k)⌉ − 1)⌋ fewer each time, which may be none, at
   * least k (Tzen & Ni 1993).
   */
  | 'trapezoid'
  /** Factoring: batches of P equal chunks of ⌈R/2P⌉ tasks, at least k (Hummel, Schonberg & Flynn 1992). */
  | 'factoring'
  /** CPython's `Pool.map`: chunks of ⌈N/4P⌉ tasks, handed out as by `dynamic`. `chunk` has no meaning. */
  | 'poolMap'
  /** Longest processing time: tasks by decreasing duration, each to whoever is free first, k at a time (Graham 1969). */
  | 'longestFirst'
  /** Everyone has a deque, filled as by `chunk`, takes k tasks from its front, and steals half of a victim's from its back. */
  | 'workStealing';

export interface SchedulePolicy {
  name: PolicyName;
  /** k, the tasks taken at a time, or at least: an integer 1…10⁶. Default 1. */
  chunk?: number;
}

/**
 * What the tasks do: nothing, in virtual time; wait on a worker; or compute as much as an idle core does in that time, so that
 * workers that share a core take longer.
 */
export type ScheduleLoad = 'simulate' | 'sleep' | 'spin';

export interface ScheduleOptions {
  /** The tasks' durations in ms: at most 10⁶, each finite and 0 or more; for real loads at most an hour each. */
  tasks: ArrayLike<number>;
  /** Default: the playground's. At most the playground's for real loads, 4096 in a simulation. */
  workers?: number;
  policy: SchedulePolicy;
  load: ScheduleLoad;
  /** For real loads: where. Default: the playground's mode. */
  on?: Mode;
  /** Chooses whom work stealing steals from: an integer 0…2³² − 1. Default 1. */
  seed?: number;
  /** For a simulation: what each task costs beside its duration, in ms. Default 0. */
  taskOverheadMs?: number;
  /** For a simulation: what each dispatch costs the worker that takes it, in ms. Default 0. */
  dispatchOverheadMs?: number;
  /** For a simulation: how fast each worker is, relative to the durations, > 0. Default: all 1. */
  speeds?: ArrayLike<number>;
  /** Aborting rejects with `E_CANCELLED`. */
  signal?: AbortSignal;
  /** Called now and then with the tasks that are done, and all tasks. What it throws ends the call, which rejects with just that. */
  onProgress?: (done: number, total: number) => void;
}

/** One row per task, in the order in which the tasks were begun; of those that began at the same time, that on the lower worker first. */
export interface TimelineColumns {
  /** Which task, by its index in `tasks`. */
  task: Uint32Array;
  worker: Uint32Array;
  startMs: Float64Array;
  endMs: Float64Array;
}

/** One row per dispatch, in the order in which they were taken. */
export interface DispatchColumns {
  worker: Uint32Array;
  /** The first of the tasks that were taken, as an index into the timeline's `order`, or where that is null the task itself. */
  first: Uint32Array;
  /** How many were taken. Every task is in exactly one dispatch: what was stolen counts when its thief takes it to run it. */
  length: Uint32Array;
  /** When they were asked for. */
  atMs: Float64Array;
}

/** What happened when the tasks were run by a policy, or would have happened. Times count from the common start, on one clock. */
export interface Timeline {
  readonly policy: SchedulePolicy;
  readonly load: ScheduleLoad;
  readonly workers: number;
  /** The durations that were asked for, by task. */
  readonly tasksMs: Float64Array;
  readonly columns: TimelineColumns;
  readonly dispatchColumns: DispatchColumns;
  /** The order in which tasks are handed out: `order[i]` is the task at place i. Null where that is the order of the tasks. */
  readonly order: Uint32Array | null;
  /** From the common start to the end of the last task. */
  readonly makespanMs: number;
  /** No schedule is shorter: max(Σt / Σspeed, max t / max speed), for equal speeds max(Σt / P, max t). */
  readonly lowerBoundMs: number;
  /** Σt over the makespan: against one worker of speed 1 without overhead. Null where the makespan is 0. */
  readonly speedup: number | null;
  /** The speedup over the number of workers. Null where the makespan is 0. */
  readonly efficiency: number | null;
  /** The mean of `busyMs` over its maximum; 1 is perfect. Null where nobody was busy. */
  readonly loadBalance: number | null;
  /** The makespan less what the worker was busy, overhead included. */
  readonly idleMs: number[];
  /** What each worker spent on tasks. */
  readonly busyMs: number[];
  readonly dispatches: number;
  /** What all workers together spent on dispatching, and a simulation's overhead per task. */
  readonly overheadMs: number;
  /**
   * Real loads: the median time from the end of a chunk, or the start of the run, to the start of the worker's next chunk; where that
   * is less than a step of the clock, the mean of those of at most ten steps. Null in simulations, and where nothing was dispatched.
   */
  readonly overheadPerDispatchMs: number | null;
  readonly warnings: WorkersWarning[];
  /** The columns as objects, made when first asked for: there may be 10⁶. */
  readonly spans: Span[];
  /** The dispatches as objects, made when first asked for. */
  readonly chunks: { worker: number; first: number; length: number }[];
  /** The tasks by id with the durations that were asked for, made when first asked for. */
  readonly results: [id: number, durationMs: number][];
}
