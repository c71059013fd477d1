/**
 * Tasks over items: on the threads of the pool (compiled tasks, in slices), or in chunks on processes.
 */
import { TaskMap } from '../../pkg/parallel_playground.js';
import {
  count,
  firstUncloneable,
  slice,
  uncloneable,
  type CompiledItems,
  type Items,
} from '../common/items';
import { errorOf, failureOf, type Failure, type Outcome } from '../common/outcome';
import type { MapReply, MapRequest, TaskReply, TaskRequest, ThreadTask } from '../common/protocol';
import { PlaygroundError } from '../lib/errors';
import type { PoolStats } from '../lib/types';
import { compiledMap } from '../wasm/tasks';
import { SLICE_MS, type Call } from './calls';
import { ItemFailed, type ProcessPool } from './process-pool';

/** What the pool of threads has done. Its own scheduler hands out the work and does not tell. */
export class ThreadStats {
  readonly #workers: number;
  #running = 0;
  pending = 0;
  done = 0;

  constructor(workers: number) {
    this.#workers = workers;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
    }
  }

  stats(): PoolStats {
    const workers = this.#workers;
    const busy = this.#running > 0 ? workers : 0;
    return { workers, busy, idle: workers - busy, pending: this.pending, done: this.done };
  }
}

export async function mapOnThreads(
  { code, items, chunksize, timed }: MapRequest,
  call: Call,
  stats: ThreadStats,
): Promise<MapReply> {
  if (!('task' in code)) {
    const why = 'A thread has no JavaScript of its own: threads run compiled tasks only.';
    throw new PlaygroundError('E_UNSUPPORTED', why);
  }
  const map = compiledMap(code.task, items as CompiledItems, chunksize);
  if (timed) map.keepSpans();
  return runOnThreads(map, call, stats, () => ({
    pieces: [map.results()],
    spans: timed ? map.spans() : null,
  }));
}

/** The tasks at the same time, as far as there are threads. Each has an outcome of its own. */
export async function tasksOnThreads(
  tasks: ThreadTask[],
  call: Call,
  stats: ThreadStats,
): Promise<Outcome<number>[]> {
  const map = new TaskMap(1);
  const refused = tasks.map(({ task, args }) => {
    try {
      map.push(task, args, Uint32Array.of(args.length));
      return null;
    } catch (error) {
      return failureOf(error);
    }
  });
  const values = (await runOnThreads(map, call, stats, () => map.results())).values();
  return refused.map((failure) =>
    failure ? { ok: false, failure } : { ok: true, value: values.next().value ?? NaN },
  );
}

/** Runs the map to its end in slices, reads its results off, and frees it. */
async function runOnThreads<T>(
  map: TaskMap,
  call: Call,
  stats: ThreadStats,
  read: () => T,
): Promise<T> {
  const { total } = map;
  const { workers } = stats.stats();
  stats.pending += total;
  let seen = 0;
  const tell = (): void => {
    const { done } = map;
    stats.pending -= done - seen;
    stats.done += done - seen;
    seen = done;
    call.progress(done, total);
  };
  try {
    return await stats.during(async () => {
      while (map.step(SLICE_MS, workers)) {
        tell();
        await call.pause();
      }
      tell();
      return read();
    });
  } finally {
    stats.pending -= total - seen;
    map.free();
  }
}

export async function mapOnProcesses(
  { code, items, chunksize, timed }: MapRequest,
  call: Call,
  pool: ProcessPool,
): Promise<MapReply> {
  // Arguments of compiled tasks are checked before anything starts.
  if ('task' in code) compiledMap(code.task, items as CompiledItems, chunksize).free();
  const total = count(items);
  const pieces: { first: number; values: Items }[] = [];
  const spans = timed ? new Float64Array(5 * Math.ceil(total / chunksize)) : null;
  let done = 0;
  await pool.job(total, {
    chunksize,
    lanes: 0xffff_ffff,
    signal: call.signal,
    run: async (_process, worker, first, len) => {
      const chunks = len === total ? items : slice(items, first, len);
      const request: TaskRequest = { code, items: chunks, chunksize };
      if (timed) request.timed = true;
      const reply = await pool.line(worker).run(request).catch(notSent(chunks));
      if ('failedItem' in reply) throw itemFailed(first + reply.failedItem, reply.failure);
      const { values, quick = false, ranMs = [] } = reply;
      pieces.push({ first, values });
      for (let chunk = 0; 2 * chunk < ranMs.length; chunk += 1) {
        const at = first + chunk * chunksize;
        const times = ranMs.slice(2 * chunk, 2 * chunk + 2);
        spans?.set([worker, at, Math.min(chunksize, total - at), ...times], (5 * at) / chunksize);
      }
      done += values.length;
      call.progress(done, total);
      return { items: values.length, quick };
    },
  });
  pieces.sort((one, other) => one.first - other.first);
  return { pieces: pieces.map(({ values }) => values), spans };
}

/** What was sent here can be sent on, as a rule. */
function notSent(chunk: Items | CompiledItems): (error: unknown) => TaskReply {
  return (error) => ({
    failedItem: firstUncloneable(chunk),
    failure: failureOf(uncloneable('The item', error)),
  });
}

function itemFailed(item: number, failure: Failure): Error {
  // The instance has trapped: that is no failure of the item's.
  if (failure.fatal) return errorOf(failure);
  const message =
    failure.code === 'E_TASK'
      ? failure.message.replace('The task failed', `The task failed for items[${item}]`)
      : `items[${item}]: ${failure.message}`;
  return new ItemFailed(item, errorOf({ ...failure, message }));
}
