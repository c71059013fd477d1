/** The same map in several places: what runs where, and what it gave. */
import type { Playground, TaskName } from '../../../lib/types';
import type { Message } from '../../messages/index';
import { choiceOf, numberOf, type Facts, type Values } from '../params';
import { countPrimes, monteCarloPi, nothing, sleep, type Item, type Timed } from './programs';

export const TASKS = ['countPrimes', 'monteCarloPi', 'sleep'] as const satisfies TaskName[];
export type Task = (typeof TASKS)[number];

const FUNCTIONS: Readonly<Record<Task, (item: Item) => Timed | Promise<Timed>>> = {
  countPrimes,
  monteCarloPi,
  sleep,
};

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
  items: readonly Item[];
  chunksize: number;
  workers: number;
}

export interface MapRun {
  values: number[];
  /** Empty for threads, which do not tell. */
  spans: Timed[];
  elapsedMs: number;
}

export function setupOf(values: Values): Setup {
  const task = choiceOf(values, 'task', TASKS);
  const size = numberOf(values, 'size');
  const items = Array.from({ length: numberOf(values, 'items') }, (_, item) => ({
    // Primes differ from item to item, so that results out of order would show.
    amount: task === 'sleep' ? size : 1000 * size + (task === 'countPrimes' ? 10 * item : 0),
    item,
  }));
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
  // All items in one chunk go to one worker, which takes one after the other: a plain loop.
  const options = {
    chunksize: workers === 1 ? Math.max(1, items.length) : chunksize,
    signal,
    onProgress,
  };
  const start = performance.now();
  if (threads) {
    const list = items.map(({ amount, item }) =>
      task === 'monteCarloPi' ? [amount, item] : amount,
    );
    const values = await playground.threads.map(task, list, options);
    return { values, spans: [], elapsedMs: performance.now() - start };
  }
  const spans = await playground.processes.map(FUNCTIONS[task], items, options);
  const elapsedMs = performance.now() - start;
  if (spans.length !== items.length) throw new RangeError(`${id}: ${spans.length} results`);
  return { values: spans.map(({ value }) => value), spans, elapsedMs };
}

/** What the map costs for a task that does nothing, in µs for each. */
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
    if (threads) await playground.threads.map('square', items, options);
    else await playground.processes.map(nothing, items, options);
    return performance.now() - start;
  };
  await once();
  const samples = [await once(), await once(), await once()].sort((a, b) => a - b);
  return ((samples[1] ?? Number.NaN) * 1000) / OVERHEAD_TASKS;
}

/** Enough of them that the clock can tell. */
const OVERHEAD_TASKS = 2000;
