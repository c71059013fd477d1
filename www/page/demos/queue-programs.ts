/**
 * The programs the queue demo's processes run. They travel as source text, so each closes over nothing:
 * whatever it uses is an argument, a local, or a global of every worker.
 */
import type { Queue } from '../../lib/types';

/** When an item was put, or squared, by whom; times since the epoch, so that all processes agree. */
export interface Interval {
  item: number;
  startMs: number;
  endMs: number;
}

/** What processes tell the page. */
export type Report =
  | { kind: 'ready' }
  | { kind: 'produced'; producer: number; puts: Interval[] }
  | ({ kind: 'consumed'; consumer: number; square: number } & Interval);

/** Puts the items first…last−1, each as soon as the queue has room for it. */
export async function produce(
  gate: Queue<null>,
  queue: Queue<number | null>,
  results: Queue<Report>,
  producer: number,
  first: number,
  last: number,
): Promise<void> {
  await results.put({ kind: 'ready' });
  await gate.get();
  const puts: Interval[] = [];
  for (let item = first; item < last; item += 1) {
    const startMs = performance.timeOrigin + performance.now();
    await queue.put(item);
    puts.push({ item, startMs, endMs: performance.timeOrigin + performance.now() });
  }
  await results.put({ kind: 'produced', producer, puts });
}

/** Squares what it gets, with `workMs` of computing for each item, until it gets the sentinel. */
export async function consume(
  gate: Queue<null>,
  queue: Queue<number | null>,
  results: Queue<Report>,
  consumer: number,
  workMs: number,
): Promise<void> {
  await results.put({ kind: 'ready' });
  await gate.get();
  for (;;) {
    const item = await queue.get();
    if (item === null) return;
    const start = performance.now();
    while (performance.now() - start < workMs) {
      // The work: keeping a core busy.
    }
    await results.put({
      kind: 'consumed',
      consumer,
      item,
      square: item * item,
      startMs: performance.timeOrigin + start,
      endMs: performance.timeOrigin + performance.now(),
    });
  }
}
