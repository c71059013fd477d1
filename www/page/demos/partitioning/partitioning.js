import { open } from '/lib/parallel-playground.js';

const pg = await open();
const items = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const chunks = await pg.partition(items, 4, 'chunk');
console.log(chunks);
// [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
const dealt = await pg.partition(
  items,
  4,
  'roundRobin',
);
console.log(dealt);
// [[0, 4, 8], [1, 5], [2, 6], [3, 7]]
const sums = await pg.processes.map(
  (part) => part.reduce((sum, item) => sum + item, 0),
  dealt,
);
console.log(sums); // [12, 6, 8, 10]
await pg.close();
