/** One algorithm on 1, 2, … workers, in turns: the speedup, and what Amdahl's law makes of it. */
import { speedup as speedupOf } from '../../measure';
import { gflopsOf, Products, type Kind, type Study } from './products';
import { countsOf } from './speedup-outline';

export const speedup: Study = async (context, setup, operands) => {
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
};
