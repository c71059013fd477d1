/**
 * All algorithms on the same operands, in turns: what each reaches of the machine's limit, and what
 * its error is.
 */
import type { Algorithm, KernelRate } from '../../../common/types';
import { speedup, takeTurns } from '../../measure';
import type { ComparisonRow } from '../figures';
import { contendersOf, notesOf, pairsOf } from './algorithms-outline';
import { gflopsOf, Products, type Study } from './products';

export const algorithms: Study = async (context, setup, operands) => {
  const { playground, signal } = context;
  const contenders = contendersOf(setup);
  const total = contenders.length * (setup.repeats + 1);
  const products = new Products(context, setup, operands, total);
  const kindOf = (algorithm: Algorithm) => ({
    algorithm,
    place: setup.place,
    workers: setup.workers,
  });
  const checks = await products.checkEach(contenders.map(kindOf));
  if (checks === null) return;

  const samples = await takeTurns(
    contenders.map((id) => ({
      id,
      run: async () => (await products.measure(kindOf(id))).computeMs,
    })),
    setup.repeats,
    signal,
  );
  const timings = await Promise.all(
    contenders.map(async (id) => {
      const statistics = await playground.statistics(samples[id]);
      return { id, statistics, gflops: gflopsOf(setup.n, statistics.medianMs) };
    }),
  );

  const rows = timings.map(({ id, statistics, gflops }): [Algorithm, ComparisonRow] => [
    id,
    {
      gflops: {
        median: gflops,
        low: gflopsOf(setup.n, statistics.maxMs),
        high: gflopsOf(setup.n, statistics.minMs),
      },
      medianMs: statistics.medianMs,
      error: checks.find(({ algorithm }) => algorithm === id)?.error ?? Number.NaN,
    },
  ]);
  const { kernels, cores, clockResolutionMs } = await playground.measured();
  context.show({
    speedups: Object.fromEntries(
      pairsOf(setup).map(([baseline, contender]) => [
        contender,
        speedup(samples[baseline], samples[contender], { clockMs: clockResolutionMs }),
      ]),
    ),
    figures: [
      {
        kind: 'comparison',
        rows: Object.fromEntries(rows),
        limit: limitOf(kernels[setup.precision], setup.workers, cores),
        notes: notesOf(setup, new Map(rows)),
        clockResolutionMs,
      },
      {
        kind: 'timings',
        rows: Object.fromEntries(timings.map(({ id, ...timing }) => [id, timing])),
      },
    ],
  });
};

/** The best limit of any kernel, for each worker that has a core of its own. */
export function limitOf(
  kernels: readonly KernelRate[],
  workers: number,
  cores: number,
): { workers: number; gflops: number } {
  const gflops = Math.max(0, ...kernels.map(({ limitGflops }) => limitGflops));
  return { workers: Math.min(workers, Math.max(1, cores)), gflops };
}
