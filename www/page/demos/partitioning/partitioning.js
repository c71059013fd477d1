// A list is cut into parts, which a pool works through.
import { open } from '/lib/parallel-playground.js';

const N_ITEMS = 9;
const N_PARTS = 4;
// The steps of all items together, as in the Python
// program.
const N_STEPS = 500000;

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
const units = Math.max(
  1,
  (N_ITEMS * (N_ITEMS + 1)) / 2,
);
const steps = Math.max(1, Math.floor(N_STEPS / units));
// A process per core.
const results = await pg.processes.map(
  ({ part, steps }) => {
    let answer = 0;
    for (const item of part) {
      // Items grow heavier along the list.
      for (let i = 0; i < (item + 1) * steps; i += 1) {
        answer = (answer + i) % 1000;
      }
    }
    return answer;
  },
  dealt.map((part) => ({ part, steps })),
);
console.log(results);
await pg.close();
