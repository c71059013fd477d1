/** The matrix product. Matrices are row-major. */
import type { Mode } from './environment';
import type { TileSpan } from './spans';

/** Shapes of a product: C[m×n] = A[m×k]·B[k×n]. */
export interface Dimensions {
  m: number;
  k: number;
  n: number;
}

export type Matrix = Float32Array | Float64Array;

/**
 * How a product is computed: `naive`, the chapter's three loops, one task per row; `blocked`, the same sums in an order that
 * the caches like; `simd`, a micro-kernel on operands as they lie; `fast`, the micro-kernel on packed blocks; `strassen`, seven
 * fast products of half the size instead of eight, and a larger error.
 */
export type Algorithm = 'naive' | 'blocked' | 'simd' | 'fast' | 'strassen';

export interface MatmulOptions {
  /** Default `'fast'`. */
  algorithm?: Algorithm;
  /** Default: the playground's mode. */
  on?: 'one' | Mode;
  /** At most the playground's workers; its default. */
  workers?: number;
  /** Compare with the reference. Default: yes up to 512³ multiply-adds. */
  check?: boolean;
  signal?: AbortSignal;
  /** Called now and then with the rows of C that are done, and all rows. What it throws ends the call, which rejects with just that. */
  onProgress?: (done: number, total: number) => void;
}

export interface MatmulResult<T extends Matrix = Matrix> {
  /** C, row-major, m×n, of the operands' kind. */
  c: T;
  algorithm: Algorithm;
  /** The inner kernel that ran, e.g. `scalar`, `simd128`. */
  kernel: string;
  /** Workers asked to take part. */
  workers: number;
  /** From operands in place to C complete, as the engine sees it. */
  computeMs: number;
  /** The whole call without the check: copying in, computing, copying out. */
  totalMs: number;
  /**
   * Of `totalMs`, what went into the product itself, on average over the processes; elsewhere this is `computeMs`, which on processes
   * has bands on their way in it.
   */
  arithmeticMs: number;
  /**
   * Of `totalMs`, what went into moving matrices inside the engine: into the module's memory and out of it; with processes also into
   * shared memory, and to a process and back, on average over the workers.
   */
  copyMs: number;
  /** Tile after tile; a tile of the fast product appears once for each panel that was added to it. */
  spans: TileSpan[];
  /** Null where no check was asked for. The error is max |c − r| / (‖row of A‖·‖column of B‖). */
  checked: { maxRelativeError: number } | null;
}
