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
  | ({
      kind: 'consumed';
      consumer: number;
      square: number;
      /** What the work gave. */
      state: number;
      depth: Depth | null;
    } & Interval);

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

/**
 * Tells how many steps of the consumers' work a core does in one ms, so that their work can be an
 * amount: a core that is shared takes longer for it.
 */
export async function measurePace(results: Queue<number>): Promise<void> {
  let state = 1;
  let stepsPerMs = 0;
  // The first round also compiles the loop.
  for (const roundMs of [5, 20]) {
    let steps = 0;
    const start = performance.now();
    let elapsedMs = 0;
    while (elapsedMs < roundMs) {
      for (let step = 0; step < 10_000; step += 1)
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      steps += 10_000;
      elapsedMs = performance.now() - start;
    }
    stepsPerMs = steps / elapsedMs;
  }
  await results.put(stepsPerMs);
}

/**
 * Squares what it gets, with so many steps of a random generator for each item, until it gets the
 * sentinel.
 */
export async function consume(
  gate: Queue<null>,
  queue: Queue<number | null>,
  results: Queue<Report>,
  consumer: number,
  steps: number,
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
    let state = item;
    for (let step = 0; step < steps; step += 1)
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    await results.put({
      kind: 'consumed',
      consumer,
      item,
      square: item * item,
      state,
      depth,
      startMs: performance.timeOrigin + start,
      endMs: performance.timeOrigin + performance.now(),
    });
  }
}
