// Processes write side by side, then together.
import { open } from '/lib/parallel-playground.js';

const N_WRITERS = 10;
const N_PROCESSES = 4;
// A thousandth of the control's, as in the Python
// program.
const N_INCREMENTS = 500;

const pg = await open();
const cells = pg.sharedArray('i', N_WRITERS);
const writers = Array.from(
  { length: N_WRITERS },
  (_, i) =>
    pg.spawn((c, i) => c.set(i, i * 10), cells, i),
);
for (const writer of writers) await writer.join();
console.log(await cells.toArray());

const counter = pg.sharedArray('i', 1);
const counters = Array.from(
  { length: N_PROCESSES },
  () =>
    pg.spawn(
      async (counter, n) => {
        for (let i = 0; i < n; i += 1)
          await counter.add(0, 1); // in one step
      },
      counter,
      N_INCREMENTS,
    ),
);
for (const process of counters) await process.join();
console.log(await counter.get(0));
await pg.close();
