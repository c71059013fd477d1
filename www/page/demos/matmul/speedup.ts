/** One algorithm on 1, 2, … workers, in turns: the speedup, and what Amdahl's law makes of it. */
import { speedup as speedupOf } from '../../measure';
import { Products, type Kind } from './products';
import { gflopsOf, team, type Setup, type Study } from './setup';

/** Up to so many workers every number is measured; of more, so many. */
const MOST_COUNTS = 16;

export const speedup: Study = {
  outline: (setup) => {
    const counts = countsOf(setup.workers);
    const parallel = counts.length > 1;
    return {
      speedups: parallel
        ? [
            {
              id: 'most',
              label: { key: 'matmul.totalOf', values: { who: teamOf(setup, setup.workers) } },
            },
          ]
        : [],
      definition: { key: 'matmul.definition' },
      noSpeedup: parallel ? null : { key: 'matmul.nothingToScale' },
      figures: [
        { kind: 'scaling', counts },
        {
          kind: 'timings',
          rows: counts.map((count) => ({
            id: String(count),
            label: { key: 'matmul.totalOf', values: { who: teamOf(setup, count) } },
          })),
          rates: true,
        },
      ],
    };
  },

  run: async (context, setup, operands) => {
    const { playground, signal } = context;
    const counts = countsOf(setup.workers);
    const products = new Products(context, setup, operands, counts.length * (setup.repeats + 1));
    const kindOf = (workers: number): Kind => ({
      algorithm: setup.algorithm,
      place: workers === 1 ? 'one' : setup.place,
      workers,
    });
    if ((await products.checkEach(counts.map(kindOf))) === null) return;

    const { points, serialFraction } = await playground.speedup({
      run: async (workers) => (await products.measure(kindOf(workers))).totalMs,
      workers: counts,
      // Each has been run once, for the check.
      warmup: 0,
      repeats: setup.repeats,
      signal,
    });
    const baseline = points[0]?.samplesMs ?? [];
    const clockMs = playground.environment.clockResolutionMs;
    const scaling = points.map(({ workers, samplesMs, efficiency, karpFlatt }) => ({
      workers,
      speedup: speedupOf(baseline, samplesMs, { clockMs, workers }),
      efficiency,
      karpFlatt,
    }));
    context.show({
      speedups: counts.length > 1 ? { most: scaling.at(-1)?.speedup ?? null } : {},
      figures: [
        { kind: 'scaling', points: scaling, serialFraction },
        {
          kind: 'timings',
          rows: Object.fromEntries(
            points.map((statistics) => [
              String(statistics.workers),
              { statistics, gflops: gflopsOf(setup.n, statistics.medianMs) },
            ]),
          ),
        },
      ],
    });
  },
};

/**
 * 1, 2, … up to the workers; where they are many, evenly spread numbers with both ends among them.
 */
export function countsOf(workers: number): number[] {
  const counts = Math.min(workers, MOST_COUNTS);
  const step = counts > 1 ? (workers - 1) / (counts - 1) : 0;
  return Array.from({ length: counts }, (_, index) => Math.round(1 + index * step));
}

function teamOf({ place }: Setup, count: number): ReturnType<typeof team> {
  return team(count === 1 ? 'one' : place, count);
}
