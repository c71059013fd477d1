/** The window's side of the matrix product. */
import { bytesRefused } from '../common/codec/value-kinds';
import type { EngineClient } from './engine-client';
import { checkCall, flag, integer, known, oneOf, operands } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import type {
  Algorithm,
  Dimensions,
  MatmulOptions,
  MatmulResult,
  Matrix,
  Playground,
  TileSpan,
} from '../common/types';

const OPTIONS = ['algorithm', 'on', 'workers', 'check', 'signal', 'onProgress'] as const;
/** Up to this many multiply-adds a product is compared with the reference by default. */
const CHECK_UP_TO = 512 ** 3;
/** The maximum of the wasm memory in bytes. */
const MEMORY_BYTES = 1024 ** 3;

export async function multiply<T extends Matrix>(
  engine: EngineClient,
  { mode, workers: pool, environment }: Playground,
  a: T,
  b: T,
  dims: Dimensions,
  given: MatmulOptions,
): Promise<MatmulResult<T>> {
  const calledMs = performance.now();
  operands(a, b, dims);
  const options: MatmulOptions = known('options', given, OPTIONS);
  checkCall(options);
  const { m, k, n } = dims;
  const {
    algorithm: wantedAlgorithm = 'fast',
    on: wantedOn = mode,
    check: wantsCheck = m * k * n <= CHECK_UP_TO,
  } = options;
  const algorithm: Algorithm = oneOf('algorithm', wantedAlgorithm, [
    'naive',
    'blocked',
    'simd',
    'fast',
    'strassen',
  ] as const);
  const on = oneOf('on', wantedOn, ['one', 'threads', 'processes'] as const);
  if (on === 'threads' && mode !== 'threads') {
    const why = environment.reasons[0] ?? 'This playground has no threads.';
    throw new PlaygroundError('E_NOT_ISOLATED', why);
  }
  const { workers: wanted = pool } = options;
  const workers = on === 'one' ? 1 : integer('workers', wanted, 1, pool);
  const bytes = (m * k + k * n + m * n) * a.BYTES_PER_ELEMENT;
  if (bytes > MEMORY_BYTES) {
    const message = `The three matrices need ${bytes} bytes; at most ${MEMORY_BYTES} are allowed.`;
    throw new PlaygroundError('E_MEMORY', message);
  }
  const check = flag('check', wantsCheck);
  const request = { dims: { m, k, n }, algorithm, on, workers, check };
  const operandsNow = [a, b].map((matrix) => operandSnapshot(matrix, engine.postsAtOnce));
  const [own, other] = operandsNow.map(({ matrix }) => matrix) as [T, T];
  const moved = operandsNow.flatMap(({ matrix, isCopy }) => (isCopy ? [matrix.buffer] : []));

  const reply = await engine.run(options, (link, call) =>
    link.call('matmul', [{ call, a: own, b: other, ...request }], moved as ArrayBuffer[]),
  );
  return {
    c: reply.c as T,
    algorithm,
    kernel: reply.kernel,
    workers,
    computeMs: reply.computeMs,
    arithmeticMs: reply.arithmeticMs,
    copyMs: reply.copyMs,
    totalMs: performance.now() - calledMs - reply.checkMs,
    spans: tileSpans(reply.spans),
    checked: reply.maxRelativeError === null ? null : { maxRelativeError: reply.maxRelativeError },
  };
}

/**
 * A snapshot of the operand. Posting copies too, but the whole buffer, and only when the call is
 * posted.
 */
function operandSnapshot(matrix: Matrix, atOnce: boolean): { matrix: Matrix; isCopy: boolean } {
  const isCopy =
    matrix.length > 0 &&
    (!atOnce ||
      matrix.byteLength < matrix.buffer.byteLength ||
      bytesRefused(matrix.buffer) !== null);
  return { matrix: isCopy ? matrix.slice() : matrix, isCopy };
}

/** Rows of seven numbers (worker, first row, rows, first column, columns, start, end) as spans. */
function tileSpans(numbers: Float64Array): TileSpan[] {
  return Array.from({ length: numbers.length / 7 }, (_, index) => {
    const [worker = 0, row = 0, rows = 0, col = 0, cols = 0, startMs = 0, endMs = 0] =
      numbers.subarray(7 * index, 7 * index + 7);
    const label = rows === 1 ? `row ${row}` : `rows ${row}–${row + rows - 1}`;
    return { worker, label, startMs, endMs, tile: { row, rows, col, cols } };
  });
}
