/** Measurements: samples, statistics, speed-up. */

export interface BenchmarkOptions {
  /** Calls before measuring. Default 1. */
  warmup?: number;
  /** Samples. Default 5. */
  repeats?: number;
  /** Each sample repeats the call until it lasts this long, and is divided. Default 0: one call a sample. */
  minSampleMs?: number;
  signal?: AbortSignal;
}

export type BenchmarkWarning = 'coarse-clock' | 'hidden-tab' | 'outliers' | 'few-samples';

/** All samples of a measurement and the figures read off them. */
export interface Statistics {
  samplesMs: number[];
  medianMs: number;
  minMs: number;
  maxMs: number;
  meanMs: number;
  stddevMs: number;
  clockResolutionMs: number;
  warnings: BenchmarkWarning[];
}

export interface BenchmarkResult<T> extends Statistics {
  /** The function's last result. */
  value: T;
}

/**
 * What must be said beside the figures: more workers computed than the browser reports cores, so they took turns, and the speed-up
 * is bounded by the cores.
 */
export type WorkersWarning = 'more-workers-than-cores';

export interface SpeedupOptions {
  /**
   * Does the same work on that many workers. Where it resolves to a number, that is taken for the milliseconds that it measured
   * itself; else the whole call is timed.
   */
  run: (workers: number) => unknown;
  /** The numbers of workers, all different, 1 among them: the baseline. */
  workers: number[];
  /** Calls for each number of workers before measuring. Default 1. */
  warmup?: number;
  /** Samples for each number of workers, taken in turns. Default 5. */
  repeats?: number;
  signal?: AbortSignal;
}

/** What the time on one number of workers says; null where that or the baseline is 0: too short for the clock. */
export interface SpeedupFigures {
  workers: number;
  /** The time on one worker over the time on this many. */
  speedup: number | null;
  /** The speedup over the number of workers. */
  efficiency: number | null;
  /** The experimentally determined serial fraction (Karp & Flatt 1990); null for one worker. */
  karpFlatt: number | null;
}

/** What was measured on one number of workers. The figures are taken over the medians. */
export interface SpeedupPoint extends Statistics, SpeedupFigures {}

export interface SpeedupResult {
  /** A point for each number of workers, in the order given. */
  points: SpeedupPoint[];
  /** The serial fraction in 0…1 with which Amdahl's law fits the points best, by least squares; null where only one worker was measured. */
  serialFraction: number | null;
  warnings: WorkersWarning[];
}
