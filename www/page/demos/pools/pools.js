import { open } from '/lib/parallel-playground.js';

const pg = await open();
const items = [100, 200, 300, 400];
// A process per core; on threads, it would be
// pg.threads.
const counts = await pg.processes.map(
  'countPrimes',
  items,
  { chunksize: 1 },
);
console.log(counts); // [25, 46, 62, 78]
await pg.close();
