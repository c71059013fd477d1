/**
 * Workloads: how long each task takes, in units. Seeded, so that the same address is the same
 * experiment. Pure.
 */

export const WORKLOADS = [
  'chapter',
  'uniform',
  'giant',
  'ascending',
  'descending',
  'heavyTail',
  'own',
] as const;
export type Workload = (typeof WORKLOADS)[number];

/**
 * Pareto's exponent: the smaller, the heavier the tail. At 1.5 the mean is three times the least,
 * and the variance is infinite.
 */
const ALPHA = 1.5;
/** The mean of tasks that grow or shrink along the list. */
const MEAN = 2;

/** All tasks of a workload at once. */
export function unitsOf(
  workload: Workload,
  count: number,
  seed: number,
  own: readonly number[],
): Float64Array {
  const unitOf = drawing(workload, count, seed, own);
  return Float64Array.from({ length: workload === 'own' ? own.length : count }, (_, task) =>
    unitOf(task),
  );
}

/**
 * A function that gives the length of one task after the other, from task 0 on. There may be 10⁷,
 * so the caller can pause between them.
 */
export function drawing(
  workload: Workload,
  count: number,
  seed: number,
  own: readonly number[],
): (task: number) => number {
  switch (workload) {
    case 'chapter':
      return (task) => (task % 3) + 1;
    case 'uniform': {
      const random = randomOf(seed);
      return () => thousandths(1 + 2 * random());
    }
    case 'giant':
      // The last one takes as long as a quarter of all others.
      return (task) => (task === count - 1 ? Math.max(2, Math.round(count / 4)) : 1);
    case 'ascending':
      return (task) => grown(task, count);
    case 'descending':
      return (task) => grown(count - 1 - task, count);
    case 'heavyTail': {
      const random = randomOf(seed);
      return () => thousandths((1 - random()) ** (-1 / ALPHA));
    }
    case 'own':
      return (task) => own[task] ?? 0;
  }
}

/**
 * Numbers in 0…1, the same for the same seed. Source: mulberry32, T. Ettinger, 2017, public domain.
 */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function grown(place: number, count: number): number {
  return thousandths((2 * MEAN * (place + 1)) / (count + 1));
}

function thousandths(units: number): number {
  return Math.max(0.001, Math.round(units * 1000) / 1000);
}
