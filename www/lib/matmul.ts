/** The window's side of the matrix product. */
import type { EngineClient } from './engine-client';
import { checkCall, flag, integer, known, oneOf, operands, operandsWith } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import type {
  Algorithm,
  Dimensions,
  MatmulOptions,
  MatmulResult,
  Matrix,
  PackedMatrix,
  Playground,
  TileSpan,
} from '../common/types';
import type { Matrices } from './matrices';
import { matrixBytesRefused, operandSnapshot } from './operand';

const OPTIONS = ['algorithm', 'on', 'workers', 'check', 'signal', 'onProgress'] as const;
/** Up to this many multiply-adds a product is compared with the reference by default. */
const CHECK_UP_TO = 512 ** 3;
export async function multiply<T extends Matrix>(
  engine: EngineClient,
  matrices: Matrices,
  { mode, workers: pool, environment }: Playground,
  a: T,
  b: T | PackedMatrix<T>,
  shape: Partial<Dimensions>,
  given: MatmulOptions,
): Promise<MatmulResult<T>> {
  const calledMs = performance.now();
  const held = matrices.find(b);
  const dims = held ? operandsWith(a, b as PackedMatrix, shape) : (shape as Dimensions);
  if (!held) operands(a, b, dims);
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
  const bytes = (m * k + (held ? 0 : k * n) + m * n) * a.BYTES_PER_ELEMENT;
  const what = held ? 'A and C' : 'The three matrices';
  const refusal = matrixBytesRefused(what, bytes, matrices.heldBytes);
  if (refusal) throw refusal;
  const check = flag('check', wantsCheck);
  const request = { dims: { m, k, n }, algorithm, on, workers, check };
  const snapshots = [a, ...(held ? [] : [b as T])].map((matrix) =>
    operandSnapshot(matrix, engine.postsAtOnce),
  );
  const [own, other] = snapshots.map(({ matrix }) => matrix) as [T, T | undefined];
  const moved = snapshots.flatMap(({ matrix, isCopy }) => (isCopy ? [matrix.buffer] : []));

  const reply = await engine.run(options, (link, call) => {
    // There may be a newer engine by now.
    held?.generation.check();
    const right = held ? { kept: held.id } : (other as T);
    return link.call('matmul', [{ call, a: own, b: right, ...request }], moved as ArrayBuffer[]);
  });
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

/** Rows of seven numbers (worker, first row, rows, first column, columns, start, end) as spans. */
function tileSpans(numbers: Float64Array): TileSpan[] {
  return Array.from({ length: numbers.length / 7 }, (_, index) => {
    const [worker = 0, row = 0, rows = 0, col = 0, cols = 0, startMs = 0, endMs = 0] =
      numbers.subarray(7 * index, 7 * index + 7);
    const label = rows === 1 ? `row ${row}` : `rows ${row}–${row + rows - 1}`;
    return { worker, label, startMs, endMs, tile: { row, rows, col, cols } };
  });
}
