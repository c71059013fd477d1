/**
 * The matrix product, on this thread or on the threads of the pool; and the check of one that was
 * computed elsewhere.
 */
import { Matmul } from '../../pkg/parallel_playground.js';
import { nowMs } from '../common/clock';
import type { CheckReply, CheckRequest, MatmulReply, MatmulRequest } from '../common/protocol';
import type { SlicedCall } from './time-slices';

export async function multiplyHere(
  request: MatmulRequest,
  kernel: string,
  call: SlicedCall,
): Promise<MatmulReply> {
  const { m, k, n } = request.dims;
  const callMs = nowMs();
  const threads = request.on === 'threads' ? request.workers : 0;
  const product = new Matmul(m, k, n, request.algorithm, request.a, request.b, kernel, callMs);
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
    product.free();
  }
}

/**
 * Compares C with the reference. Gives the greatest relative error, and C itself, which has moved
 * here.
 */
export async function checkProduct(
  { a, b, c, dims, algorithm }: CheckRequest,
  call: SlicedCall,
): Promise<CheckReply> {
  const product = new Matmul(dims.m, dims.k, dims.n, algorithm, a, b, '', 0);
  try {
    product.complete(c);
    await call.slices((budgetMs) => product.check(budgetMs, 0));
    return { c, maxRelativeError: product.maxRelativeError };
  } finally {
    product.free();
  }
}
