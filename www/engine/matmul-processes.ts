/**
 * The matrix product in bands of rows on processes.
 */
import { nowMs } from '../common/clock';
import type {
  BandReply,
  CheckReply,
  CheckRequest,
  MatmulReply,
  MatmulRequest,
} from '../common/protocol';
import type { Matrix } from '../common/types';
import type { OpenCall } from './calls';
import { shared } from './matrix-table';
import { ONE_ITEM, type PoolDriver } from './pool-driver';

/**
 * Bands for each process, on average: enough to balance the load, few enough to keep messages rare.
 * The fast product packs all of B for each band.
 */
const BANDS_PER_PROCESS = { naive: 4, blocked: 4, simd: 4, fast: 2, strassen: 1 };
/**
 * The most multiply-adds in a band, so that progress is reported a few times a second even at one
 * or two nanoseconds each.
 */
const BAND_WORK = { naive: 1e8, blocked: 5e8, simd: 1e9, fast: 4e9, strassen: 8e9 };

export async function multiplyOnProcesses(
  request: MatmulRequest & { b: Matrix },
  kernel: string,
  call: OpenCall,
  pool: PoolDriver,
  sharedMemory: boolean,
  check: (request: CheckRequest) => Promise<CheckReply>,
): Promise<MatmulReply> {
  const { dims, algorithm, workers } = request;
  const { m, k, n } = dims;
  // Where memory can be shared the operands are copied to it, and only bands of C are sent.
  const callMs = nowMs();
  const [a, b] = [request.a, request.b].map((matrix) => {
    // A matrix that is kept is there already.
    const isThere = !sharedMemory || !(matrix.buffer instanceof ArrayBuffer);
    return isThere ? matrix : shared(matrix);
  }) as [Matrix, Matrix];
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
    maxWorkers: workers,
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
      // B is sent to each process once, with its first band.
      const reply: BandReply = await process.call(
        'band',
        [having.has(worker) ? message : { ...message, b }],
        sharedMemory ? [] : [aBand.buffer],
      );
      having.add(worker);
      ran = reply.kernel;
      // The cast is for the compiler: C and the band are of the same type.
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
  // C moves there and back; A and B move for good, since they are not needed here any more.
  const checked = request.check
    ? await check({ call: request.call, a, b, c, dims, algorithm })
    : { c, maxRelativeError: null };
  return {
    c: checked.c,
    kernel: ran,
    computeMs,
    arithmeticMs: arithmeticMs / workers,
    copyMs: originMs - callMs + movingMs / workers,
    checkMs: nowMs() - originMs - computeMs,
    spans: Float64Array.from(spans),
    maxRelativeError: checked.maxRelativeError,
  };
}
