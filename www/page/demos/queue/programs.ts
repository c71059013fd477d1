/**
 * The programs the queue demo's processes run. They travel as source text, so each closes over
 * nothing: whatever it uses is an argument, a local, or a global of every worker.
 */
import type { Queue } from '../../../common/types';

/**
 * When an item was put, or squared, by whom; times since the epoch, so that all processes agree.
 */
export interface Interval {
  item: number;
  startMs: number;
  endMs: number;
}

/** How many items were in the queue right after a put or a get. */
export interface Depth {
  atMs: number;
  size: number;
}

/** What processes tell the page; depths only of a run that is watched. */
export type Report =
  | { kind: 'ready' }
  | { kind: 'produced'; producer: number; puts: Interval[]; depths: Depth[] }
  | ({ kind: 'consumed'; consumer: number; square: number; depth: Depth | null } & Interval);

/** Puts the items first…last−1, each as soon as the queue has room for it. */
export async function produce(
  gate: Queue<null>,
  queue: Queue<number | null>,
  results: Queue<Report>,
  producer: number,
  first: number,
  last: number,
  watched: boolean,
): Promise<void> {
  await results.put({ kind: 'ready' });
  await gate.get();
  const puts: Interval[] = [];
  const depths: Depth[] = [];
  for (let item = first; item < last; item += 1) {
    const startMs = performance.timeOrigin + performance.now();
    await queue.put(item);
    puts.push({ item, startMs, endMs: performance.timeOrigin + performance.now() });
    if (!watched) continue;
    const size = await queue.size();
    depths.push({ atMs: performance.timeOrigin + performance.now(), size });
  }
  await results.put({ kind: 'produced', producer, puts, depths });
}

/** Squares what it gets, with `workMs` of computing for each item, until it gets the sentinel. */
export async function consume(
  gate: Queue<null>,
  queue: Queue<number | null>,
  results: Queue<Report>,
  consumer: number,
  workMs: number,
  watched: boolean,
): Promise<void> {
  await results.put({ kind: 'ready' });
  await gate.get();
  for (;;) {
    const item = await queue.get();
    if (item === null) return;
    let depth: Depth | null = null;
    if (watched) {
      const size = await queue.size();
      depth = { atMs: performance.timeOrigin + performance.now(), size };
    }
    const start = performance.now();
    while (performance.now() - start < workMs) {
      // The work: keeping a core busy.
    }
    await results.put({
      kind: 'consumed',
      consumer,
      item,
      square: item * item,
      depth,
      startMs: performance.timeOrigin + start,
      endMs: performance.timeOrigin + performance.now(),
    });
  }
}
