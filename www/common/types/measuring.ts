/** Measurements: samples, statistics, speed-up. */

/**
 * Options of `benchmark`.
 *
 * @example
 * ```ts
 * const options = { warmup: 0, repeats: 3, minSampleMs: 2 };
 * const { samplesMs } = await pg.benchmark(() => Math.sqrt(2), options);
 * samplesMs.length; // → 3
 * ```
 */
export interface BenchmarkOptions {
  /** Calls before measuring: an integer from 0. Default 1. */
  warmup?: number;
  /** Number of samples: an integer from 1. Default 5. */
  repeats?: number;
  /**
   * Each sample repeats the call until it has lasted this long, and is divided by the number of
   * calls. In ms. Default 0: one call a sample.
   */
  minSampleMs?: number;
  /** Aborting rejects with `E_CANCELLED`. */
  signal?: AbortSignal;
}

/** What makes a measurement less reliable. */
export type BenchmarkWarning = 'coarse-clock' | 'hidden-tab' | 'outliers' | 'few-samples';

/** All samples of a measurement, and its figures. */
export interface Statistics {
  /** All samples, in the order in which they were taken. */
  samplesMs: number[];
  /** Their median: of an even number the mean of the two in the middle. */
  medianMs: number;
  /** The least. */
  minMs: number;
  /** The greatest. */
  maxMs: number;
  /** Their arithmetic mean. */
  meanMs: number;
  /** Their standard deviation, with n − 1 below the root; 0 for one sample. */
  stddevMs: number;
  /** The smallest step of the clock that was observed. */
  clockResolutionMs: number;
  /** What makes them less reliable. */
  warnings: BenchmarkWarning[];
}

/** The statistics of a benchmark, and the function's result. */
export interface BenchmarkResult<T> extends Statistics {
  /** The function's last result. */
  value: T;
}

/**
 * More workers computed than the browser reports cores: they took turns, and the cores bound the
 * speed-up.
 */
export type WorkersWarning = 'more-workers-than-cores';

/**
 * Options of `speedup`.
 *
 * @example
 * ```ts
 * const run = (workers: number) => 12 / workers; // as if measured, in ms
 * const { points } = await pg.speedup({ run, workers: [1, 2, 4], warmup: 0, repeats: 1 });
 * points.map(({ workers, medianMs }) => [workers, medianMs]); // → [[1, 12], [2, 6], [4, 3]]
 * ```
 */
export interface SpeedupOptions {
  /**
   * Does the same work on that many workers. Where it resolves to a number, that is the time in ms
   * that it has measured itself; otherwise the whole call is timed.
   */
  run: (workers: number) => unknown;
  /** The numbers of workers: all different, and including 1, the baseline. */
  workers: number[];
  /** Calls for each number of workers before measuring. Default 1. */
  warmup?: number;
  /** Samples for each number of workers, taken in turns. Default 5. */
  repeats?: number;
  /** Aborting rejects with `E_CANCELLED`. */
  signal?: AbortSignal;
}

/**
 * Figures for one number of workers; null where its time or the baseline is 0, too short for the
 * clock.
 */
export interface SpeedupFigures {
  /** The number of workers. */
  workers: number;
  /** The time on one worker over the time on this many. */
  speedup: number | null;
  /** The speedup over the number of workers. */
  efficiency: number | null;
  /** The experimentally determined serial fraction (Karp & Flatt 1990); null for one worker. */
  karpFlatt: number | null;
}

/** The measurement on one number of workers. Its figures are computed from the medians. */
export interface SpeedupPoint extends Statistics, SpeedupFigures {}

/** A measured speed-up curve. */
export interface SpeedupResult {
  /** A point for each number of workers, in the order given. */
  points: SpeedupPoint[];
  /**
   * The serial fraction in 0…1 with which Amdahl's law fits the points best, by least squares. Null
   * where only one worker was measured.
   */
  serialFraction: number | null;
  /** What makes them less reliable. */
  warnings: WorkersWarning[];
}
