// A matrix product, a task for each row of A.
import { open } from '/lib/parallel-playground.js';

// A sixteenth of the control's, as in the Python
// program.
const N = 64;
const N_WORKERS = 4; // at most 8, as in Python

const pg = await open({ workers: N_WORKERS });
// Matrices are arrays of numbers, row by row.
const a = new Float64Array(N * N);
const b = new Float64Array(N * N);
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
  { algorithm: 'naive', on: 'processes' },
);
console.log(Array.from(c.subarray(0, Math.min(5, N))));
console.log(c.reduce((sum, cell) => sum + cell, 0));
await pg.close();
