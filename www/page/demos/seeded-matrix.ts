/**
 * Matrices of pseudo-random numbers in −1…1 from a seed, filled in slices so that the page stays responsive.
 * Source: mulberry32, Tommy Ettinger (public domain).
 */
import type { Matrix } from '../../lib/types';
import { inSlices } from '../slices';

export async function seededMatrix<T extends Matrix>(
  matrix: T,
  seed: number,
  signal: AbortSignal,
): Promise<T> {
  let state = seed | 0;
  await inSlices(matrix.length, signal, (from, to) => {
    for (let index = from; index < to; index += 1) {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      matrix[index] = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
    }
  });
  return matrix;
}
