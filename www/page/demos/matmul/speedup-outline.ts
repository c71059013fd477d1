/** One algorithm on 1, 2, … workers: how many, and the shape of the results. */
import type { Outline } from '../demo';
import { team, type Setup } from './setup';

/** Up to so many workers every number is measured; of more, so many. */
const MOST_COUNTS = 16;

export function speedupOutline(setup: Setup): Outline {
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
}

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
