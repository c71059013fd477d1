/**
 * Compiled tasks over items, on the threads of the pool, in slices.
 */
import { TaskMap } from '../../pkg/parallel_playground.js';
import type { CompiledItems } from '../common/items';
import { failureOf, type Outcome } from '../common/outcome';
import type { MapReply, MapRequest, ThreadTask } from '../common/protocol';
import { PlaygroundError } from '../common/errors';
import { compiledMap } from '../wasm/compiled-tasks';
import { release } from '../wasm/release';
import type { SlicedCall } from './time-slices';

export async function mapOnThreads(
  { code, items, chunksize, timed }: MapRequest,
  call: SlicedCall,
  threads: number,
): Promise<MapReply> {
  if (!('task' in code)) {
    const why = 'A thread has no JavaScript of its own: threads run compiled tasks only.';
    throw new PlaygroundError('E_UNSUPPORTED', why);
  }
  const map = compiledMap(code.task, items as CompiledItems, chunksize);
  if (timed) map.keepSpans();
  return runInSlices(map, call, threads, () => ({
    pieces: [map.results()],
    spans: timed ? map.spans() : null,
  }));
}

/** Runs the tasks concurrently, as far as there are threads. Each has an outcome of its own. */
export async function tasksOnThreads(
  tasks: ThreadTask[],
  call: SlicedCall,
  threads: number,
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
  const values = (await runInSlices(map, call, threads, () => map.results())).values();
  return refused.map((failure) =>
    failure ? { ok: false, failure } : { ok: true, value: values.next().value ?? NaN },
  );
}

/** Runs the map to its end in slices, reads its results off, and frees it. */
async function runInSlices<T>(
  map: TaskMap,
  call: SlicedCall,
  threads: number,
  read: () => T,
): Promise<T> {
  try {
    await call.slices(
      (budgetMs) => map.step(budgetMs, threads),
      () => call.progress(map.done, map.total),
    );
    return read();
  } finally {
    release(map);
  }
}
