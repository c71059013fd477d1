/**
 * How fast the workers are beside the first, whose speed is 1: in virtual time they need not be
 * equal. Pure.
 */

export const SPEEDS = ['equal', 'oneHalf', 'ramp'] as const;
export type Speeds = (typeof SPEEDS)[number];

/** A half: the speed of the slowest. */
const SLOWEST = 0.5;

/**
 * One for each worker; null where all are 1. The first keeps speed 1, so that one worker alone is
 * the same under each.
 */
export function speedsOf(speeds: Speeds, workers: number): number[] | null {
  const last = workers - 1;
  if (speeds === 'equal' || last === 0) return null;
  return Array.from({ length: workers }, (_, worker) =>
    speeds === 'ramp' ? 1 - (1 - SLOWEST) * (worker / last) : worker === last ? SLOWEST : 1,
  );
}
