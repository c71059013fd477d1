/** Scheduling: policies, loads, and the timeline of a run. */
import type { POLICIES } from '../policies';
import type { Mode } from './environment';
import type { WorkersWarning } from './measuring';
import type { Span } from './spans';

/**
 * The rule by which tasks are handed to workers. P is the number of workers, N of tasks, R of tasks
 * that have not been handed out, and k is the policy's `chunk`.
 *
 * - `chunk`: contiguous chunks of ⌈N/P⌉, worker j gets chunk j; there may be fewer chunks than
 *   workers. `chunk` has no meaning.
 * - `roundRobin`: static cyclic, chunk j of k tasks goes to worker j mod P.
 * - `dynamic`: self-scheduling, the next k tasks go to the worker that asks.
 * - `guided`: ⌈R/P⌉ tasks, at least k (Polychronopoulos & Kuck 1987).
 * - `trapezoid`: f = ⌈N/2P⌉ tasks first, then ⌊(f − k) / (⌈2N / (f + k)⌉ − 1)⌋ fewer each time
 *   (perhaps 0), at least k (Tzen & Ni 1993).
 * - `factoring`: batches of P equal chunks of ⌈R/2P⌉ tasks, at least k (Hummel, Schonberg & Flynn
 *   1992).
 * - `poolMap`: as CPython's `Pool.map`, chunks of ⌈N/4P⌉ tasks, handed out as by `dynamic`. `chunk`
 *   has no meaning.
 * - `longestFirst`: longest processing time, tasks by decreasing duration, each to the first free
 *   worker, k at a time (Graham 1969).
 * - `workStealing`: each worker takes k tasks from the front of its deque, filled as by `chunk`,
 *   and steals half of a victim's from the back.
 */
export type PolicyName = (typeof POLICIES)[number];

/**
 * A policy and its parameter.
 *
 * @example
 * ```ts
 * const policy = { name: 'guided', chunk: 2 } as const;
 * const tasks = new Float64Array(12).fill(1);
 * const { chunks } = await pg.schedule({ tasks, policy, workers: 2, load: 'simulate' });
 * chunks.map(({ length }) => length); // → [6, 3, 2, 1]
 * ```
 */
export interface SchedulePolicy {
  /** The rule. */
  name: PolicyName;
  /** k, the number of tasks taken at a time, or its minimum: an integer 1…10⁶. Default 1. */
  chunk?: number;
}

/**
 * What the tasks do: nothing, in virtual time; sleep on a worker; or compute as much as an idle
 * core does in their time, so that workers that share a core take longer.
 */
export type ScheduleLoad = 'simulate' | 'sleep' | 'spin';

/**
 * Options of `schedule`.
 *
 * @example
 * ```ts
 * const tasks = [4, 4, 4]; // ms
 * const policy = { name: 'dynamic' } as const;
 * const costs = { dispatchOverheadMs: 1, speeds: [1, 2] };
 * const simulated = { tasks, policy, workers: 2, load: 'simulate', ...costs } as const;
 * (await pg.schedule(simulated)).makespanMs; // → 6
 * (await pg.schedule({ tasks, policy, load: 'sleep' })).makespanMs > 7; // → true
 * ```
 */
export interface ScheduleOptions {
  /**
   * The tasks' durations in ms: at most 10⁷, each finite and 0 or more; for real loads at most 10⁶,
   * of at most an hour each.
   */
  tasks: ArrayLike<number>;
  /** Default: the playground's. At most the playground's for real loads, 4096 in a simulation. */
  workers?: number;
  /** How tasks are handed to workers. */
  policy: SchedulePolicy;
  /** What the tasks do. */
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
  /** The worker that ran it, from 0. */
  worker: Uint32Array;
  /** When it began. */
  startMs: Float64Array;
  /** When it ended. */
  endMs: Float64Array;
}

/** One row per dispatch, in the order of dispatch. */
export interface DispatchColumns {
  /** The worker that took the tasks, from 0. */
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
 *
 * @example
 * ```ts
 * const policy = { name: 'longestFirst' } as const;
 * const options = { tasks: [1, 2, 3], policy, workers: 2, load: 'simulate' } as const;
 * const { makespanMs, lowerBoundMs, efficiency, spans } = await pg.schedule(options);
 * [makespanMs, lowerBoundMs, efficiency]; // → [3, 3, 1]
 * spans.map(({ worker, startMs, endMs }) => [worker, startMs, endMs]);
 * // → [[0, 0, 3], [1, 0, 2], [1, 2, 3]]
 * ```
 */
export interface Timeline {
  /** The policy that was asked for. */
  readonly policy: SchedulePolicy;
  /** What the tasks did. */
  readonly load: ScheduleLoad;
  /** The number of workers. */
  readonly workers: number;
  /** The requested durations, by task. */
  readonly tasksMs: Float64Array;
  /** The tasks as they ran. */
  readonly columns: TimelineColumns;
  /** The dispatches. */
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
  /** The number of dispatches. */
  readonly dispatches: number;
  /** The time of all workers spent on dispatching, and on a simulation's overhead per task. */
  readonly overheadMs: number;
  /**
   * For real loads: the median time from the end of a chunk, or the start of the run, to the start
   * of the worker's next chunk; where that is below the clock's resolution, the mean of those of at
   * most ten steps. Null in simulations, and without dispatches.
   */
  readonly overheadPerDispatchMs: number | null;
  /** What makes the times of a real run less reliable. */
  readonly warnings: WorkersWarning[];
  /** The columns as objects, made on first use: there may be 10⁷. */
  readonly spans: Span[];
  /** The dispatches as objects, made on first use. */
  readonly chunks: {
    /** The worker that took the tasks, from 0. */
    worker: number;
    /** The first task taken, as in `dispatchColumns`. */
    first: number;
    /** The number of tasks taken. */
    length: number;
  }[];
  /** The tasks by id with their requested durations, made on first use. */
  readonly results: [id: number, durationMs: number][];
}
