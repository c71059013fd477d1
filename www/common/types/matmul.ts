/** The matrix product. Matrices are row-major. */
import type { Mode } from './environment';
import type { TileSpan } from './spans';

/** Shapes of a product: C[m×n] = A[m×k]·B[k×n]. */
export interface Dimensions {
  /** The rows of A and of C: an integer from 0. */
  m: number;
  /** The columns of A and the rows of B: an integer from 0. */
  k: number;
  /** The columns of B and of C: an integer from 0. */
  n: number;
}

/** A row-major matrix. */
export type Matrix = Float32Array | Float64Array;

/**
 * A right operand B[k×n] for any number of products, made by `matrix`. It stays where products are
 * computed, so it is copied there once, and the first fast product that needs it packed packs it
 * for all later ones. The results are those of the plain matrix, but for rounding where A has 2 to
 * 4 rows.
 *
 * It belongs to its playground, and is lost with the engine; it survives a worker that is lost.
 * Used with another playground it is `E_ARGUMENT`, after `close` it is `E_CLOSED`. It cannot be
 * sent to processes. Its memory is freed when it is closed, when it is garbage, and with the
 * playground.
 */
export interface PackedMatrix<T extends Matrix = Matrix> extends Disposable {
  /** The number of rows. */
  readonly k: number;
  /** The number of columns. */
  readonly n: number;
  /** The type of the elements: that of A must be the same. */
  readonly precision: T extends Float32Array ? 'f32' : 'f64';
  /**
   * Frees it. Products that have begun are completed. May be called again. `Symbol.dispose` does
   * the same.
   *
   * @example
   * ```ts
   * const b = await pg.matrix(new Float32Array(6), { k: 2, n: 3 });
   * await b.close();
   * const late = pg.matmul(new Float32Array(2), b, { m: 1 });
   * await late.catch((error) => error.code); // → 'E_CLOSED'
   * ```
   */
  close(): Promise<void>;
}

/**
 * How a product is computed: `naive`, the chapter's three loops, one task per row; `blocked`, the
 * same sums in an order that suits the caches; `simd`, a micro-kernel on unpacked operands; `fast`,
 * the micro-kernel on packed blocks; `strassen`, seven fast products of half the size instead of
 * eight, with a larger error.
 */
export type Algorithm = 'naive' | 'blocked' | 'simd' | 'fast' | 'strassen';

/**
 * Options of `matmul`.
 *
 * @example
 * ```ts
 * const a = new Float64Array(64 * 64).fill(1);
 * const dims = { m: 64, k: 64, n: 64 };
 * const { algorithm, checked } = await pg.matmul(a, a, dims, { algorithm: 'naive', on: 'one' });
 * [algorithm, checked?.maxRelativeError]; // → ['naive', 0]
 * ```
 */
export interface MatmulOptions {
  /** How it is computed. Default `'fast'`. */
  algorithm?: Algorithm;
  /** Where: on one worker, on threads, or on processes. Default: the playground's mode. */
  on?: 'one' | Mode;
  /** How many take part: an integer from 1, at most the playground's workers, the default. */
  workers?: number;
  /** Compare with the reference. Default: yes up to 512³ multiply-adds. */
  check?: boolean;
  /** Aborting rejects with `E_CANCELLED`. */
  signal?: AbortSignal;
  /**
   * Called from time to time with the completed rows of C and all rows. An error it throws ends the
   * call, which rejects with it.
   */
  onProgress?: (done: number, total: number) => void;
}

/** The product, and how it was computed. */
export interface MatmulResult<T extends Matrix = Matrix> {
  /** C, row-major, m×n, of the operands' type. */
  c: T;
  /** The algorithm that ran. */
  algorithm: Algorithm;
  /** The inner kernel that ran, e.g. `scalar`, `simd128`. */
  kernel: string;
  /** The number of workers that were asked to take part. */
  workers: number;
  /** From operands in place to C complete, as measured by the engine. */
  computeMs: number;
  /** The whole call without the check: copying in, computing, copying out. */
  totalMs: number;
  /**
   * The part of `totalMs` spent on arithmetic, on average over the processes. Elsewhere the same as
   * `computeMs`, which on processes includes the transfer of bands.
   */
  arithmeticMs: number;
  /**
   * The part of `totalMs` spent on moving matrices inside the engine: into the module's memory and
   * out of it, and on processes also into shared memory and to a process and back, on average over
   * the workers.
   */
  copyMs: number;
  /** The computed tiles; a tile of the fast product appears once for each panel added to it. */
  spans: TileSpan[];
  /** The comparison with the reference; null without a check. */
  checked: {
    /** max |c − r| / (‖row of A‖·‖column of B‖), r being the reference. */
    maxRelativeError: number;
  } | null;
}
