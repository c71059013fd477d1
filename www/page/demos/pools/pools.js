// One function over many items, on a pool.
import { open } from '/lib/parallel-playground.js';

const TASK = 'countPrimes'; // or 'monteCarloPi', 'sleep'
const N_ITEMS = 24;
// How many numbers or points a task has, or how
// many ms it waits: as in the Python program.
const SIZE = 4000;
const CHUNKSIZE = 1;
const N_WORKERS = 4; // at most 8, as in Python

const pg = await open({ workers: N_WORKERS });
const items = Array.from(
  { length: N_ITEMS },
  (_, item) => {
    const argumentsOf = {
      countPrimes: [SIZE + 10 * item],
      monteCarloPi: [SIZE, item],
      sleep: [SIZE],
    };
    return argumentsOf[TASK];
  },
);
// The library’s own tasks have names; on threads,
// it would be pg.threads.
const results = await pg.processes.map(TASK, items, {
  chunksize: CHUNKSIZE,
});
console.log(results.slice(-5));
await pg.close();
