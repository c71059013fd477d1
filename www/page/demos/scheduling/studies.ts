/**
 * Two studies of one policy: the makespan over the size of a chunk, and the speed-up over the
 * number of workers.
 */
import type { Playground } from '../../../common/types';
import { ratio } from '../../measure';
import type { ScalingData } from '../figures';
import type { CurvePoint, TableData } from '../table';
import { optionsOf, type Setup } from './setup';
import { CHUNKED, CHUNKS, workerCounts } from './study-outlines';

/** A study looks at so many tasks in all, so that it takes a moment and no longer. */
const MOST_TASKS = 3_000_000;
/** Points of the chart, at most and at least. */
const POINTS = { most: 20, least: 4 };

/** 1, 2, 4, … up to the number of tasks; fewer of them where there are many tasks. */
export function chunkSizes(tasks: number): number[] {
  const most = Math.max(1, Math.min(1e6, tasks));
  const doublings = Math.ceil(Math.log2(most));
  const room = Math.floor(MOST_TASKS / CHUNKED.length / Math.max(1, tasks));
  const points = Math.max(POINTS.least, Math.min(POINTS.most, room, doublings + 1));
  const sizes = Array.from({ length: points }, (_, point) =>
    Math.min(most, Math.round(2 ** ((doublings * point) / Math.max(1, points - 1)))),
  );
  return [...new Set(sizes)];
}

/** Simulated, also where the run was real: then with the overhead that was measured. */
export async function overChunks(
  playground: Pick<Playground, 'schedule'>,
  setup: Setup,
  dispatchOverheadMs: number,
  signal: AbortSignal,
  onStep: (done: number, total: number) => void,
): Promise<TableData> {
  const sizes = chunkSizes(setup.tasksMs.length);
  const curves: CurvePoint[][] = [];
  let done = 0;
  for (const policy of CHUNKED) {
    const points: CurvePoint[] = [];
    for (const chunk of sizes) {
      const { makespanMs } = await playground.schedule(
        optionsOf(setup, policy, signal, { load: 'simulate', chunk, dispatchOverheadMs }),
      );
      points.push({ x: chunk, y: makespanMs, low: makespanMs, high: makespanMs });
      done += 1;
      onStep(done, sizes.length * CHUNKED.length);
    }
    curves.push(points);
  }
  return {
    kind: 'table',
    id: CHUNKS.id,
    // Nothing to draw on a logarithmic axis where nothing takes any time.
    chart: curves.flat().some(({ y }) => y > 0) ? { kind: 'curves', curves } : null,
    cells: {},
    rows: sizes.map((size, index) => ({
      label: String(size),
      cells: Object.fromEntries(
        CHUNKED.map((policy, curve) => [policy, curves[curve]?.[index]?.y ?? null]),
      ),
    })),
  };
}

export async function overWorkers(
  playground: Pick<Playground, 'schedule' | 'speedup'>,
  setup: Setup,
  signal: AbortSignal,
  onStep: (done: number, total: number) => void,
): Promise<ScalingData> {
  const workers = workerCounts(setup.workers);
  const total = workers.length * setup.repeats;
  let done = 0;
  const { points, serialFraction } = await playground.speedup({
    run: async (count) => {
      const { makespanMs } = await playground.schedule(
        optionsOf(setup, setup.policy, signal, { workers: count }),
      );
      done += 1;
      onStep(done, total);
      return makespanMs;
    },
    workers,
    warmup: 0,
    repeats: setup.repeats,
    signal,
  });
  const baseline = points[0]?.samplesMs ?? [];
  return {
    kind: 'scaling',
    points: points.map(({ workers: count, samplesMs, efficiency, karpFlatt }) => ({
      workers: count,
      speedup: ratio(baseline, samplesMs),
      efficiency,
      karpFlatt,
    })),
    serialFraction,
  };
}
