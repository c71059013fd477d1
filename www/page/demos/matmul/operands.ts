/**
 * A and B: pseudo-random numbers in −1…1 from a seed, the same on every run and every machine;
 * filled in slices so that the page stays responsive.
 * Source: mulberry32, Tommy Ettinger (public domain).
 */
import type { Matrix } from '../../../common/types';
import { inSlices } from '../../slices';
import type { Precision } from './setup';

const SEEDS = { a: 0x5eed_000a, b: 0x5eed_000b };

export interface Operands {
  a: Matrix;
  b: Matrix;
}

/** Two n×n matrices. */
export async function makeOperands(
  n: number,
  precision: Precision,
  signal: AbortSignal,
): Promise<Operands> {
  const Kind = precision === 'f32' ? Float32Array : Float64Array;
  return {
    a: await filled(new Kind(n * n), SEEDS.a, signal),
    b: await filled(new Kind(n * n), SEEDS.b, signal),
  };
}

async function filled(matrix: Matrix, seed: number, signal: AbortSignal): Promise<Matrix> {
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
