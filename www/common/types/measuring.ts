/** Measurements: samples, statistics, speed-up. */

/** Options of `benchmark`. */
export interface BenchmarkOptions {
  /** Calls before measuring. Default 1. */
  warmup?: number;
  /** Number of samples. Default 5. */
  repeats?: number;
  /**
   * Each sample repeats the call until it has lasted this long, and is divided by the number of
   * calls. Default 0: one call a sample.
   */
  minSampleMs?: number;
  /** Aborting rejects with `E_CANCELLED`. */
  signal?: AbortSignal;
}

/** What makes a measurement less reliable. */
export type BenchmarkWarning = 'coarse-clock' | 'hidden-tab' | 'outliers' | 'few-samples';

/** All samples of a measurement, and its figures. */
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

/** Options of `speedup`. */
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
  warnings: WorkersWarning[];
}
