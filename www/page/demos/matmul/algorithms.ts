/**
 * All algorithms on the same operands, in turns: what each reaches of the machine's limit, and what
 * its error is.
 */
import type { Algorithm, KernelRate } from '../../../common/types';
import { speedup, takeTurns } from '../../measure';
import { formatRatio, formatScientific } from '../../messages/format';
import type { Message } from '../../messages/message';
import type { ComparisonRow } from '../figures';
import { Products } from './products';
import { ALGORITHMS, gflopsOf, type Setup, type Study } from './setup';

/** Above this size the naive product takes longer than all others together, again and again. */
const LARGEST_NAIVE = 1024;

export const algorithms: Study = {
  outline: (setup) => {
    const contenders = contendersOf(setup);
    return {
      speedups: pairsOf(setup).map(([baseline, contender]) => ({
        id: contender,
        label: {
          key: 'matmul.over',
          values: { contender: nameOf(contender), baseline: nameOf(baseline) },
        },
      })),
      definition: { key: 'matmul.definitionAlgorithms' },
      noSpeedup: null,
      figures: [
        {
          kind: 'comparison',
          rows: contenders.map((id) => ({
            id,
            label: nameOf(id),
            is: { key: `matmul.${id}.is` },
          })),
          yardstick: 'fast',
          notes: notesOf(setup),
        },
        {
          kind: 'timings',
          rows: contenders.map((id) => ({ id, label: nameOf(id) })),
          rates: true,
        },
      ],
    };
  },

  run: async (context, setup, operands) => {
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
  },
};

/** In the order of the page, which is the order in which they were thought of. */
function contendersOf({ n }: Setup): Algorithm[] {
  return ALGORITHMS.filter((algorithm) => algorithm !== 'naive' || n <= LARGEST_NAIVE);
}

/** Who is compared with whom in the headline. */
function pairsOf(setup: Setup): [baseline: Algorithm, contender: Algorithm][] {
  const [first = 'naive'] = contendersOf(setup);
  return [
    [first, 'fast'],
    ['fast', 'strassen'],
  ];
}

/** The best limit of any kernel, for each worker that has a core of its own. */
export function limitOf(
  kernels: readonly KernelRate[],
  workers: number,
  cores: number,
): { workers: number; gflops: number } {
  const gflops = Math.max(0, ...kernels.map(({ limitGflops }) => limitGflops));
  return { workers: Math.min(workers, Math.max(1, cores)), gflops };
}

/**
 * What Strassen's product gained and what it cost, with gaps before a run; and why an algorithm is
 * missing.
 */
function notesOf(setup: Setup, rows?: ReadonlyMap<Algorithm, ComparisonRow>): Message[] {
  const [fast, strassen] = [rows?.get('fast'), rows?.get('strassen')];
  const gap = '–';
  const values =
    fast && strassen && fast.medianMs > 0 && fast.error > 0
      ? {
          time: formatRatio(strassen.medianMs / fast.medianMs),
          times: formatRatio(strassen.error / fast.error),
          error: formatScientific(strassen.error),
          fastError: formatScientific(fast.error),
        }
      : { time: gap, times: gap, error: gap, fastError: gap };
  const notes: Message[] = [{ key: 'matmul.strassenNote', values }];
  if (!contendersOf(setup).includes('naive')) {
    notes.push({ key: 'matmul.naiveLeftOut', values: { most: LARGEST_NAIVE } });
  }
  return notes;
}

function nameOf(algorithm: Algorithm): Message {
  return { key: `matmul.${algorithm}` };
}
