/**
 * The matrix product, on this thread or on the threads of the pool; and the check of one that was
 * computed elsewhere.
 */
import { Matmul, RightMatrix } from '../../pkg/parallel_playground.js';
import { nowMs } from '../common/clock';
import { PlaygroundError } from '../common/errors';
import type {
  CheckReply,
  CheckRequest,
  MatmulReply,
  MatmulRequest,
  MatrixRequest,
} from '../common/protocol';
import { release } from '../wasm/release';
import type { SlicedCall } from './time-slices';

/** The right operands that are kept here, by id. */
export class KeptMatrices {
  readonly #kept = new Map<number, RightMatrix>();

  open({ id, b, k, n }: MatrixRequest): void {
    this.#kept.set(id, new RightMatrix(k, n, b, true));
  }

  /** Products that have begun keep it. */
  close(id: number): void {
    const kept = this.#kept.get(id);
    if (kept) release(kept);
    this.#kept.delete(id);
  }

  /** The product of the request, not begun. */
  product(
    { dims, algorithm, a, b }: Pick<MatmulRequest, 'dims' | 'algorithm' | 'a' | 'b'>,
    kernel: string,
    originMs: number,
  ): Matmul {
    const { m, k, n } = dims;
    if ('kept' in b) {
      const kept = this.#kept.get(b.kept);
      if (!kept) throw new PlaygroundError('E_WORKER_LOST', 'The worker that had b is gone.');
      return new Matmul(m, algorithm, a, kept, kernel, originMs);
    }
    const right = new RightMatrix(k, n, b, false);
    try {
      return new Matmul(m, algorithm, a, right, kernel, originMs);
    } finally {
      release(right);
    }
  }
}

export async function multiplyHere(
  request: MatmulRequest,
  kernel: string,
  matrices: KeptMatrices,
  call: SlicedCall,
): Promise<MatmulReply> {
  const { m } = request.dims;
  const callMs = nowMs();
  const threads = request.on === 'threads' ? request.workers : 0;
  const product = matrices.product(request, kernel, callMs);
  try {
    const startMs = nowMs();
    await call.slices(
      (budgetMs) => product.step(budgetMs, threads),
      () => call.progress(product.rowsDone, m),
    );
    const computedMs = nowMs();
    const c = product.c();
    const checkedMs = nowMs();
    if (request.check) await call.slices((budgetMs) => product.check(budgetMs, threads));
    return {
      c,
      kernel: product.kernel,
      computeMs: computedMs - startMs,
      arithmeticMs: computedMs - startMs,
      copyMs: startMs - callMs + (checkedMs - computedMs),
      checkMs: nowMs() - checkedMs,
      spans: product.spans(),
      maxRelativeError: request.check ? product.maxRelativeError : null,
    };
  } finally {
    release(product);
  }
}

/**
 * Compares C with the reference. Gives the greatest relative error, and C itself, which has moved
 * here.
 */
export async function checkProduct(
  request: CheckRequest,
  matrices: KeptMatrices,
  call: SlicedCall,
): Promise<CheckReply> {
  const { c } = request;
  const product = matrices.product(request, '', 0);
  try {
    product.complete(c);
    await call.slices((budgetMs) => product.check(budgetMs, 0));
    return { c, maxRelativeError: product.maxRelativeError };
  } finally {
    release(product);
  }
}
