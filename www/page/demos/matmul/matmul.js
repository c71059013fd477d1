import { open } from '/lib/parallel-playground.js';

const pg = await open();
const a = Float64Array.of(1, 2, 3, 4); // row by row
const b = Float64Array.of(5, 6, 7, 8);
const shape = { m: 2, k: 2, n: 2 };
// A task for each row of A; by default, the fast
// product is made.
const { c } = await pg.matmul(a, b, shape, {
  algorithm: 'naive',
});
console.log(Array.from(c)); // [19, 22, 43, 50]
await pg.close();
