// A matrix product, a task for each band of rows.
import { open } from '/lib/parallel-playground.js';

// A sixteenth of the control's, as in the Python
// program.
const N = 64;
const N_WORKERS = 4; // at most 8, as in Python
// Any of the control's, such as 'naive', the
// chapter's.
const ALGORITHM = 'blocked';
const PRECISION = 'f64'; // or 'f32'

const pg = await open({ workers: N_WORKERS });
// Matrices are arrays of numbers, row by row.
const Numbers = {
  f64: Float64Array,
  f32: Float32Array,
};
const a = new Numbers[PRECISION](N * N);
const b = new Numbers[PRECISION](N * N);
for (let i = 0; i < N; i += 1) {
  for (let j = 0; j < N; j += 1) {
    a[i * N + j] = (i + j) % 10;
    b[i * N + j] = (i * j) % 7;
  }
}
// By default, the fast product is made.
const { c } = await pg.matmul(
  a,
  b,
  { m: N, k: N, n: N },
  { algorithm: ALGORITHM, on: 'processes' },
);
console.log(Array.from(c.subarray(0, Math.min(5, N))));
console.log(
  Array.from(c).reduce((sum, x) => sum + x, 0),
);
await pg.close();
