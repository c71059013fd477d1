/** What `open` takes, and what the page's browser allows. */

/** Where a playground runs its work: rayon threads in one memory, or processes with a memory each. */
export type Mode = 'threads' | 'processes';

/** What `open` takes. */
export interface OpenOptions {
  /** Threads, or processes: an integer 1…64. Default: the reported cores, at most 16. */
  workers?: number;
  /** `'threads'` rejects with `E_NOT_ISOLATED` where threads cannot run; `'auto'` falls back to processes and says why. */
  mode?: 'auto' | Mode;
  /** Deadline for each stage of starting, in ms, perhaps infinite. What the page itself is busy hardly counts. Default 10 000. */
  startTimeoutMs?: number;
  /** Aborting rejects `open` with `E_CANCELLED` and leaves no worker behind. */
  signal?: AbortSignal;
}

/** Why something is missing, as a code a page can translate. */
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
  gflops: number;
  /** The rate of the same multiply-adds without loads: what no kernel of these instructions can pass. */
  limitGflops: number;
}

/** The kernels for each precision as they were measured when the engine started; the first one is used. */
export interface Kernels {
  f32: KernelRate[];
  f64: KernelRate[];
}

/** What this page's browser and headers allow, found by trying. */
export interface Environment {
  /** The page's own `crossOriginIsolated`. */
  crossOriginIsolated: boolean;
  /** A SharedArrayBuffer could really be posted to another context. */
  sharedMemory: boolean;
  /** The thread pool really started. */
  threads: boolean;
  /** The SIMD instructions of the artefact that is running. */
  simd: 'relaxed' | 'fixed';
  /** The reported number of logical cores; a hint, not a promise. */
  cores: number;
  /** The smallest step of the clock that was observed, in ms. */
  clockResolutionMs: number;
  kernels: Kernels;
  /** What it costs to hand a job to all threads and to hear that it is done, while they are awake, in µs, at best. Null without threads. */
  dispatchUs: number | null;
  /** A sentence for each thing that is missing. */
  reasons: string[];
  /** The same reasons as codes, in the same order. */
  reasonCodes: ReasonCode[];
}
