/**
 * The matrix product: here (on the engine's own thread, or on the threads of its pool), or in bands of rows on processes.
 */
import { Matmul } from '../../pkg/parallel_playground.js';
import { nowMs } from '../common/clock';
import type { BandReply, MatmulReply, MatmulRequest } from '../common/protocol';
import type { Matrix } from '../lib/types';
import { SLICE_MS, type Call } from './calls';
import { ONE_ITEM, type ProcessPool } from './process-pool';

/**
 * Bands that each process gets, on average: enough to even out differences, few enough to keep messages rare. The fast product
 * packs all of B for each band.
 */
const BANDS_PER_PROCESS = { naive: 4, blocked: 4, simd: 4, fast: 2, strassen: 1 };
/** Multiply-adds in a band at most, so that progress is told a few times a second also where each takes a nanosecond or two. */
const BAND_WORK = { naive: 1e8, blocked: 5e8, simd: 1e9, fast: 4e9, strassen: 8e9 };

export async function multiplyHere(
  request: MatmulRequest,
  kernel: string,
  call: Call,
): Promise<MatmulReply> {
  const { m, k, n } = request.dims;
  const callMs = nowMs();
  const lanes = request.on === 'threads' ? request.workers : 0;
  const product = new Matmul(m, k, n, request.algorithm, request.a, request.b, kernel, callMs);
  try {
    const startMs = nowMs();
    while (product.step(SLICE_MS, lanes)) {
      call.progress(product.rowsDone, m);
      await call.pause();
    }
    const computedMs = nowMs();
    call.progress(m, m);
    const c = product.c();
    const checkedMs = nowMs();
    if (request.check) while (product.check(SLICE_MS, lanes)) await call.pause();
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

export async function multiplyOnProcesses(
  request: MatmulRequest,
  kernel: string,
  call: Call,
  pool: ProcessPool,
  sharedMemory: boolean,
): Promise<MatmulReply> {
  const { dims, algorithm, workers } = request;
  const { m, k, n } = dims;
  // Where memory can be shared the operands lie in it, and only bands of C travel.
  const callMs = nowMs();
  const [a, b] = sharedMemory ? [shared(request.a), shared(request.b)] : [request.a, request.b];
  const originMs = nowMs();
  let [arithmeticMs, movingMs] = [0, 0];
  const c: Matrix = a instanceof Float32Array ? new Float32Array(m * n) : new Float64Array(m * n);
  const evenHeight = Math.ceil(m / (workers * BANDS_PER_PROCESS[algorithm]));
  const height = Math.max(1, Math.min(evenHeight, Math.floor(BAND_WORK[algorithm] / (k * n))));
  const spans: number[] = [];
  const having = new Set<number>();
  let ran = '';
  let rowsDone = 0;
  await pool.job(Math.ceil(m / height), {
    chunksize: 1,
    lanes: workers,
    signal: call.signal,
    run: async (process, worker, band) => {
      const first = band * height;
      const rows = Math.min(height, m - first);
      const ends = [first * k, (first + rows) * k] as const;
      const aBand = sharedMemory ? a.subarray(...ends) : a.slice(...ends);
      const message = {
        product: request.call,
        a: aBand,
        dims: { m: rows, k, n },
        algorithm,
        kernel,
        originMs,
      };
      const sentMs = nowMs();
      // B goes to each process once, with its first band.
      const reply: BandReply = await process.call(
        'band',
        [having.has(worker) ? message : { ...message, b }],
        sharedMemory ? [] : [aBand.buffer],
      );
      having.add(worker);
      ran = reply.kernel;
      // One of the two is as good as the other: both have set for a matrix of their own kind.
      (c as Float64Array).set(reply.c, first * n);
      arithmeticMs += reply.computeMs;
      movingMs += nowMs() - sentMs - reply.computeMs;
      for (let at = 0; at < reply.spans.length; at += 7) {
        const [, row = 0, ...rest] = reply.spans.subarray(at, at + 7);
        spans.push(worker, first + row, ...rest);
      }
      rowsDone += rows;
      call.progress(rowsDone, m);
      return ONE_ITEM;
    },
    finish: (process) => process.call('forget', [request.call]),
  });
  const computeMs = nowMs() - originMs;
  const check = request.check ? await checkHere(request, c, call) : null;
  return {
    c,
    kernel: ran,
    computeMs,
    arithmeticMs: arithmeticMs / workers,
    copyMs: originMs - callMs + movingMs / workers,
    checkMs: nowMs() - originMs - computeMs,
    spans: Float64Array.from(spans),
    maxRelativeError: check,
  };
}

/** A copy in shared memory. */
function shared(matrix: Matrix): Matrix {
  const buffer = new SharedArrayBuffer(matrix.byteLength);
  const copy = matrix instanceof Float32Array ? new Float32Array(buffer) : new Float64Array(buffer);
  copy.set(matrix);
  return copy;
}

/** Compares a C that was computed elsewhere with the reference; the greatest relative error. */
async function checkHere(
  { a, b, dims, algorithm }: MatmulRequest,
  c: Matrix,
  call: Call,
): Promise<number> {
  const product = new Matmul(dims.m, dims.k, dims.n, algorithm, a, b, '', 0);
  try {
    product.complete(c);
    while (product.check(SLICE_MS, 0)) await call.pause();
    return product.maxRelativeError;
  } finally {
    product.free();
  }
}
