/** Matrices on their way to the engine: their bytes, and snapshots of them. */
import { bytesRefused } from '../common/codec/value-kinds';
import { PlaygroundError } from '../common/errors';
import type { Matrix } from '../common/types';

/** The maximum of the wasm memory in bytes. */
const MEMORY_BYTES = 1024 ** 3;

/** `E_MEMORY` if `what` needs more bytes than are left beside `held` ones. */
export function matrixBytesRefused(
  what: string,
  bytes: number,
  held: number,
): PlaygroundError | null {
  if (bytes + held <= MEMORY_BYTES) return null;
  const others = held > 0 ? `, and prepared matrices have ${held} bytes` : '';
  const needs = what.endsWith('s') ? 'need' : 'needs';
  const message = `${what} ${needs} ${bytes} bytes${others}; at most ${MEMORY_BYTES} are allowed.`;
  return new PlaygroundError('E_MEMORY', message);
}

/**
 * A snapshot of the operand. Posting copies too, but the whole buffer, and only when the call is
 * posted.
 */
export function operandSnapshot<T extends Matrix>(
  matrix: T,
  atOnce: boolean,
): { matrix: T; isCopy: boolean } {
  const isCopy =
    matrix.length > 0 &&
    (!atOnce ||
      matrix.byteLength < matrix.buffer.byteLength ||
      bytesRefused(matrix.buffer) !== null);
  return { matrix: isCopy ? (matrix.slice() as T) : matrix, isCopy };
}
