// A list is cut into parts, which a pool sums.
import { open } from '/lib/parallel-playground.js';

const N_ITEMS = 9;
const N_PARTS = 4;

const pg = await open();
const items = Array.from(
  { length: N_ITEMS },
  (_, i) => i,
);
const chunks = await pg.partition(
  items,
  N_PARTS,
  'chunk',
);
console.log(chunks);
const dealt = await pg.partition(
  items,
  N_PARTS,
  'roundRobin',
);
console.log(dealt);
// A process per core.
const sums = await pg.processes.map(
  (part) => part.reduce((sum, item) => sum + item, 0),
  dealt,
);
console.log(sums);
await pg.close();
