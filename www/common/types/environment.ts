/** What `open` takes, and what the page's browser allows. */

/**
 * Where a playground runs its work: rayon threads in one memory, or processes with a memory each.
 */
export type Mode = 'threads' | 'processes';

/**
 * What `open` takes.
 *
 * @example
 * ```ts
 * await using pg = await open({ workers: 1, mode: 'processes', startTimeoutMs: 20_000 });
 * [pg.mode, pg.workers]; // → ['processes', 1]
 * ```
 */
export interface OpenOptions {
  /**
   * The number of threads, or of processes: an integer 1…64. Default: the reported cores, at most
   * 16.
   */
  workers?: number;
  /**
   * `'threads'` rejects with `E_NOT_ISOLATED` where threads cannot run. `'auto'`, the default,
   * falls back to processes and gives the reason in the environment.
   */
  mode?: 'auto' | Mode;
  /**
   * Deadline for each stage of starting, in ms; may be `Infinity`. Time in which the page itself is
   * busy hardly counts. Default 10 000.
   */
  startTimeoutMs?: number;
  /** Aborting rejects `open` with `E_CANCELLED` and leaves no worker behind. */
  signal?: AbortSignal;
  /**
   * The folder with the files of the package's `dist`, where they do not lie beside the library:
   * for bundlers that do not follow `new URL('…', import.meta.url)`.
   */
  assets?: string | URL;
  /**
   * The folder with Python's files, those of the package `parallel-playground-python`. Default:
   * `python/` beside the library's other files.
   */
  python?: string | URL;
  /**
   * A copy of the package's `start.js` on the page's own origin. It starts workers whose scripts
   * lie on another origin, under a policy without `worker-src blob:`.
   */
  start?: string | URL;
}

/** Why something is missing, as a code that a page can translate. */
export type ReasonCode =
  | 'not-isolated'
  | 'no-shared-memory'
  | 'threads-failed'
  | 'threads-timeout'
  | 'processes-chosen'
  | 'coarse-clock';

/** A micro-kernel of the fast matrix product, and its rate on operands in the first-level cache. */
export interface KernelRate {
  /** Instruction set and tile, e.g. `simd128 6×8`. */
  name: string;
  /** Its rate: billions of floating-point operations a second, a multiply-add being two. */
  gflops: number;
  /** The rate of the same multiply-adds without loads: an upper bound for these instructions. */
  limitGflops: number;
}

/**
 * The kernels for each precision; the first one is used. Empty until they are measured: after the
 * first product, or by `Playground.measured`.
 */
export interface Kernels {
  /** Those for `Float32Array`. */
  f32: KernelRate[];
  /** Those for `Float64Array`. */
  f64: KernelRate[];
}

/**
 * What this page's browser and headers allow, found by trying.
 *
 * @example
 * ```ts
 * const { threads, reasons } = pg.environment;
 * threads || reasons.length > 0; // → true
 * ```
 */
export interface Environment {
  /** The page's own `crossOriginIsolated`. */
  crossOriginIsolated: boolean;
  /** A SharedArrayBuffer could be posted to another context. */
  sharedMemory: boolean;
  /** The thread pool has started. */
  threads: boolean;
  /** The SIMD instructions of the wasm module that runs. */
  simd: 'relaxed' | 'fixed';
  /** The reported number of logical cores; a hint only. */
  cores: number;
  /** The smallest step of the clock that was observed, in ms. */
  clockResolutionMs: number;
  /** The micro-kernels of the fast product, with their rates. */
  kernels: Kernels;
  /**
   * The least time to start a job on all threads and to see it done, in µs. Null without threads,
   * and until it is measured.
   */
  dispatchUs: number | null;
  /** A sentence for each thing that is missing. */
  reasons: string[];
  /** The same reasons as codes, in the same order. */
  reasonCodes: ReasonCode[];
}
