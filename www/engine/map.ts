/**
 * The map over items: on the threads of the pool (compiled tasks, in slices), or in chunks on processes.
 */
import { errorOf } from '../common/outcome';
import type { Packed } from '../common/packed';
import type { MapRequest } from '../common/protocol';
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
  request: MapRequest,
  call: Call,
  stats: ThreadStats,
): Promise<number[]> {
  if (!('task' in request.code)) {
    const why = 'A thread has no JavaScript of its own: threads run compiled tasks only.';
    throw new PlaygroundError('E_UNSUPPORTED', why);
  }
  const map = compiledMap(request.code.task, request.items as number[][], request.chunksize);
  const total = request.items.length;
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
      return Array.from(map.results());
    });
  } finally {
    stats.pending -= total - seen;
    map.free();
  }
}

export async function mapOnProcesses(
  { code, items, chunksize }: MapRequest,
  call: Call,
  pool: ProcessPool,
): Promise<Packed[]> {
  // Arguments of compiled tasks are checked before anything starts.
  if ('task' in code) compiledMap(code.task, items as number[][], chunksize).free();
  const results = new Array<Packed>(items.length);
  let done = 0;
  await pool.job(items.length, {
    chunksize,
    lanes: 0xffff_ffff,
    signal: call.signal,
    run: async (process, _worker, first, len) => {
      const chunk = items.slice(first, first + len);
      const reply = await process.call('run', [{ code, first, items: chunk }]);
      if ('failedItem' in reply) {
        const { failedItem, thrown } = reply;
        const message = `The task failed for items[${failedItem}]: ${thrown.name}: ${thrown.message}`;
        throw new ItemFailed(failedItem, errorOf({ code: 'E_TASK', message, cause: thrown }));
      }
      reply.values.forEach((value, index) => {
        results[first + index] = value;
      });
      done += len;
      call.progress(done, items.length);
    },
  });
  return results;
}
