/**
 * What the parts of the bench hand each other: program → page → worker → contender, and figures
 * back.
 */

export type Precision = 'f32' | 'f64';
export type Matrix = Float32Array | Float64Array;
/** m, k, n of C[m×n] = A[m×k]·B[k×n]. */
export type Shape = [m: number, k: number, n: number];

/**
 * `ours` is compared with the others; `peer` runs in the browser, `native` does not; `limit`
 * multiplies no matrices.
 */
export type Role = 'ours' | 'peer' | 'native' | 'limit';

/** Who takes part. */
export interface Contender {
  /** Unique; what the table calls it. */
  name: string;
  role: Role;
  /** What `--peers` calls it. */
  peer: string;
  threads: number;
  precisions: Precision[];
  /** Keeps B in its own layout from call to call, and so does less work in each. */
  keepsB?: boolean;
}

/** A contender that runs in a worker of the page. */
export interface BrowserContender extends Contender {
  /**
   * File below `contenders/`. Contenders of one file and one number of threads share a worker,
   * unless it says otherwise.
   */
  file: string;
  realm?: string;
  /** Which of the file's ways to multiply. */
  way: string;
}

export interface Problem {
  precision: Precision;
  shape: Shape;
  a: Matrix;
  b: Matrix;
}

/** One product with its operands in place. */
export interface Job {
  /** Computes C once more. */
  run: () => void | Promise<void>;
  /** A copy of C; a limit has none. */
  c?: () => Matrix | Promise<Matrix>;
  /** Its rate as it says itself, in GFLOP/s, instead of being timed. */
  rate?: () => number;
  free: () => void | Promise<void>;
}

/** What a contender's file exports as `start`. */
export type Start = (options: { threads: number }) => Promise<Started>;
export interface Started {
  /** Versions, artefacts, threads: for the record. */
  about: Record<string, unknown>;
  ways: Record<string, (problem: Problem) => Job | Promise<Job>>;
}

/** Either it has a value, or a sentence why not. */
export type Maybe<T> = { value: T } | { why: string };

/** One contender's figures for one shape, per product. */
export interface Figures {
  medianMs: number;
  minMs: number;
  maxMs: number;
  /** GFLOP/s of the median; of the slowest and the fastest sample. */
  gflops: number;
  minGflops: number;
  maxGflops: number;
  /** Samples. */
  n: number;
  /** Products in a sample. */
  batch: number;
}

export interface Row {
  precision: Precision;
  shape: Shape;
  figures: Record<string, Maybe<Figures>>;
}

export interface Report {
  when: string;
  browser: string;
  cpu: string;
  cores: number;
  loadBefore: number[];
  loadAfter: number[];
  contenders: Contender[];
  about: Record<string, unknown>;
  /** Contenders that could not start, and why. */
  missing: { name: string; why: string }[];
  rows: Row[];
}
