/** The same map in several places: what runs where. */
import type { TaskName } from '../../../common/types';
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

export function chunksOf(values: Values): number {
  return Math.ceil(numberOf(values, 'items') / numberOf(values, 'chunksize'));
}
