/**
 * A timeline for the library's users: columns, figures, and the rows as objects, which are made on
 * first use.
 */
import type { ScheduleReply } from '../common/schedule-messages';
import type {
  DispatchColumns,
  ScheduleLoad,
  SchedulePolicy,
  Span,
  Timeline,
  TimelineColumns,
  WorkersWarning,
} from '../common/types';

export class ScheduleTimeline implements Timeline {
  readonly policy: SchedulePolicy;
  readonly load: ScheduleLoad;
  readonly workers: number;
  readonly tasksMs: Float64Array;
  readonly columns: TimelineColumns;
  readonly dispatchColumns: DispatchColumns;
  readonly order: Uint32Array | null;
  readonly makespanMs: number;
  readonly lowerBoundMs: number;
  readonly speedup: number | null;
  readonly efficiency: number | null;
  readonly loadBalance: number | null;
  readonly idleMs: number[];
  readonly busyMs: number[];
  readonly dispatches: number;
  readonly overheadMs: number;
  readonly overheadPerDispatchMs: number | null;
  readonly warnings: WorkersWarning[];
  #spans: Span[] | undefined;
  #chunks: Timeline['chunks'] | undefined;
  #results: Timeline['results'] | undefined;

  constructor(
    policy: SchedulePolicy,
    load: ScheduleLoad,
    workers: number,
    tasksMs: Float64Array,
    reply: ScheduleReply,
    warnings: WorkersWarning[] = [],
  ) {
    this.policy = policy;
    this.load = load;
    this.workers = workers;
    this.tasksMs = tasksMs;
    const { task, worker, startMs, endMs } = reply;
    this.columns = { task, worker, startMs, endMs };
    this.dispatchColumns = {
      worker: reply.dispatchWorker,
      first: reply.dispatchFirst,
      length: reply.dispatchLength,
      atMs: reply.dispatchAtMs,
    };
    this.order = reply.order;
    this.makespanMs = reply.makespanMs;
    this.lowerBoundMs = reply.lowerBoundMs;
    this.speedup = reply.speedup;
    this.efficiency = reply.efficiency;
    this.loadBalance = reply.loadBalance;
    this.idleMs = Array.from(reply.idleMs);
    this.busyMs = Array.from(reply.busyMs);
    this.dispatches = reply.dispatchFirst.length;
    this.overheadMs = reply.overheadMs;
    this.overheadPerDispatchMs = reply.overheadPerDispatchMs;
    this.warnings = warnings;
  }

  get spans(): Span[] {
    const { task, worker, startMs, endMs } = this.columns;
    this.#spans ??= Array.from(task, (id, row) => ({
      worker: worker[row] ?? 0,
      label: `task ${id}`,
      startMs: startMs[row] ?? 0,
      endMs: endMs[row] ?? 0,
    }));
    return this.#spans;
  }

  get chunks(): Timeline['chunks'] {
    const { worker, first, length } = this.dispatchColumns;
    this.#chunks ??= Array.from(first, (place, row) => ({
      worker: worker[row] ?? 0,
      first: place,
      length: length[row] ?? 0,
    }));
    return this.#chunks;
  }

  get results(): Timeline['results'] {
    // From the rows: the tasks that were run.
    this.#results ??= Array.from(this.columns.task.slice().sort(), (id) => [
      id,
      this.tasksMs[id] ?? 0,
    ]);
    return this.#results;
  }
}
