/**
 * Measuring fairly: contenders take turns, so that a warm-up, a busy neighbour or a slow minute
 * falls on all of them alike. Pure: takes functions, keeps every sample, reaches for no clock.
 */

/** One thing to be timed: each call runs it once and answers with the milliseconds it took. */
export interface Contender<K extends string> {
  id: K;
  run: () => Promise<number>;
}

/** The samples of each contender, in the order they were taken. */
export type Samples<K extends string> = Record<K, number[]>;

/**
 * Runs the contenders in turn, `repeats` times: A, B, A, B, …
 * An aborted signal stops before the next turn and rejects with its reason.
 */
export async function takeTurns<K extends string>(
  contenders: readonly Contender<K>[],
  repeats: number,
  signal: AbortSignal,
  onTurn: (done: number, total: number) => void = () => undefined,
): Promise<Samples<K>> {
  const samples = Object.fromEntries(
    contenders.map((contender) => [contender.id, [] as number[]]),
  ) as Samples<K>;
  const total = contenders.length * repeats;
  let done = 0;
  for (let round = 0; round < repeats; round += 1) {
    for (const contender of contenders) {
      signal.throwIfAborted();
      samples[contender.id].push(await contender.run());
      done += 1;
      onTurn(done, total);
    }
  }
  return samples;
}

/** The middle sample; of an even number, the mean of the two in the middle. NaN for none. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

export interface Ratio {
  /** Median of the baseline over median of the contender: above 1 is faster. */
  value: number;
  /** The lowest and highest ratio of two samples of the same turn. */
  low: number;
  high: number;
  /** Why its digits say nothing. */
  doubt?: Doubt;
  /** The workers that it exceeds, where that is the doubt. */
  most?: number;
}

/**
 * `clock`: a median is too few steps of the clock. `noise`: too many turns came out the other way
 * round. `beyond`: it is more than the workers can be worth.
 */
export type Doubt = 'clock' | 'noise' | 'beyond';
export const DOUBTS: readonly Doubt[] = ['clock', 'noise', 'beyond'];

/** What a speedup was measured with. */
export interface Ground {
  clockMs: number;
  /** Of the baseline, where its samples are finer or coarser. */
  baselineClockMs?: number;
  /** The workers of the contender; where it has no more than its baseline, left out. */
  workers?: number;
}

/** With fewer steps of the clock in a median, one step is more than 5 % of it. */
const ENOUGH_STEPS = 20;
/** If more turns than this share contradict the medians, these tell nothing. */
const MOST_CONTRADICTING = 0.25;

/**
 * How many times faster the contender is than the baseline.
 * The ratio of medians always lies between the lowest and the highest ratio of a turn.
 */
export function ratio(baseline: readonly number[], contender: readonly number[]): Ratio | null {
  const value = median(baseline) / median(contender);
  const pairs = baseline
    .slice(0, contender.length)
    .map((sample, turn) => sample / (contender[turn] ?? Number.NaN));
  const low = Math.min(...pairs);
  const high = Math.max(...pairs);
  // Below the clock's resolution a sample can be 0, and its ratio means nothing.
  return [value, low, high].every((figure) => Number.isFinite(figure) && figure > 0)
    ? { value, low, high }
    : null;
}

/** The ratio of contender and baseline, with what makes its digits doubtful. */
export function speedup(
  baseline: readonly number[],
  contender: readonly number[],
  { clockMs, baselineClockMs = clockMs, workers = Infinity }: Ground,
): Ratio | null {
  const found = ratio(baseline, contender);
  if (found === null) return null;
  const steps = Math.min(median(baseline) / baselineClockMs, median(contender) / clockMs);
  const contradicting = baseline
    .slice(0, contender.length)
    .filter((sample, turn) => sample / (contender[turn] ?? Number.NaN) > 1 !== found.value > 1);
  const doubt: Doubt | null =
    steps < ENOUGH_STEPS
      ? 'clock'
      : contradicting.length > MOST_CONTRADICTING * baseline.length
        ? 'noise'
        : found.value > workers
          ? 'beyond'
          : null;
  if (doubt === null) return found;
  return { ...found, doubt, ...(doubt === 'beyond' && { most: workers }) };
}
