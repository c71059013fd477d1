/** The same map in several places: what runs where, and what it gave. */
import type { ChunkSpan, Playground, TaskName } from '../../../common/types';
import type { Message } from '../../messages/message';
import { choiceOf, numberOf, type Facts, type Values } from '../params';

export const TASKS = ['countPrimes', 'monteCarloPi', 'sleep'] as const satisfies TaskName[];
export type Task = (typeof TASKS)[number];

/** One worker of a kind is the baseline of several of that kind. */
export type ContenderId = 'oneProcess' | 'processes' | 'oneThread' | 'threads';

export interface Contender {
  id: ContenderId;
  who: Message;
  workers: number;
  threads: boolean;
}

export interface Setup {
  task: Task;
  /** The arguments of the task for each item: an amount, and for random points a seed. */
  items: readonly (readonly number[])[];
  chunksize: number;
  workers: number;
}

export interface MapRun {
  values: number[];
  /** A span for each chunk. */
  spans: readonly ChunkSpan[];
  elapsedMs: number;
  /** On the spans' axis: the call, and its last result. */
  startMs: number;
}

export function setupOf(values: Values): Setup {
  const task = choiceOf(values, 'task', TASKS);
  const size = numberOf(values, 'size');
  // What differs from item to item shows if results are out of order.
  const argumentsOf = (item: number): number[] => {
    if (task === 'sleep') return [size];
    return task === 'countPrimes' ? [1000 * size + 10 * item] : [1000 * size, item];
  };
  const items = Array.from({ length: numberOf(values, 'items') }, (_, item) => argumentsOf(item));
  return {
    task,
    items,
    chunksize: numberOf(values, 'chunksize'),
    workers: numberOf(values, 'workers'),
  };
}

/** Who takes part on this page; with one worker, only that one. */
export function contendersOf(values: Values, facts: Pick<Facts, 'threads'>): Contender[] {
  const workers = numberOf(values, 'workers');
  const places = facts.threads
    ? ([
        ['oneProcess', 'processes', false],
        ['oneThread', 'threads', true],
      ] as const)
    : ([['oneProcess', 'processes', false]] as const);
  return places.flatMap(([one, several, threads]): Contender[] => {
    const who = (n: number): Message => ({
      key: threads ? 'who.threads' : 'who.processes',
      values: { n },
    });
    return [
      { id: one, who: who(1), workers: 1, threads },
      ...(workers > 1 ? [{ id: several, who: who(workers), workers, threads }] : []),
    ];
  });
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
