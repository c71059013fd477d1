/** Maps on a contender's workers: what one gives, and what one costs. */
import type { ChunkSpan, Playground } from '../../../common/types';
import type { Contender, Setup } from './contenders';

export interface MapRun {
  values: number[];
  /** A span for each chunk. */
  spans: readonly ChunkSpan[];
  elapsedMs: number;
  /** On the spans' axis: the call, and its last result. */
  startMs: number;
}

/** One map, timed from the call to its last result. */
export async function runMap(
  playground: Playground,
  { id, threads, workers }: Contender,
  { task, items, chunksize }: Setup,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<MapRun> {
  let spans: readonly ChunkSpan[] = [];
  const options = {
    // All items in one chunk go to one worker, which takes one after the other: a plain loop.
    chunksize: workers === 1 ? Math.max(1, items.length) : chunksize,
    signal,
    onProgress,
    onSpans: (all: ChunkSpan[]) => {
      spans = all;
    },
  };
  const start = performance.now();
  const startMs = performance.timeOrigin + start;
  const pool = threads ? playground.threads : playground.processes;
  const results = await pool.map(task, items, options);
  const elapsedMs = performance.now() - start;
  if (results.length !== items.length) throw new RangeError(`${id}: ${results.length} results`);
  return { values: results, spans, elapsedMs, startMs };
}

/** What the map costs for a task that does next to nothing, in µs for each. */
export async function overheadUs(
  playground: Playground,
  { threads, workers }: Contender,
  { chunksize }: Setup,
  signal: AbortSignal,
): Promise<number> {
  const items = Array.from({ length: OVERHEAD_TASKS }, (_, item) => item);
  const options = { chunksize: workers === 1 ? items.length : chunksize, signal };
  const once = async (): Promise<number> => {
    const start = performance.now();
    await (threads ? playground.threads : playground.processes).map('square', items, options);
    return performance.now() - start;
  };
  await once();
  const samples = [await once(), await once(), await once()].sort((a, b) => a - b);
  return ((samples[1] ?? Number.NaN) * 1000) / OVERHEAD_TASKS;
}

/** Enough of them that the clock can tell. */
const OVERHEAD_TASKS = 2000;
