// Producers put items, consumers square them.
import { open } from '/lib/parallel-playground.js';

const N_ITEMS = 60;
const CAPACITY = 4; // put waits when full; 0: no bound
const N_PRODUCERS = 1;
const N_CONSUMERS = 2;
// So long a core is kept busy for each item; less
// than the control says where all items would
// take over 20 s.
const WORK_US = 8000;

const pg = await open();
const queue = pg.queue({ maxsize: CAPACITY });
const squares = pg.list();
// Functions travel to processes as source text:
// what they use, they get as arguments.
const producers = Array.from(
  { length: N_PRODUCERS },
  (_, first) =>
    pg.spawn(
      async (queue, first, end, step) => {
        for (let item = first; item < end; item += step)
          await queue.put(item);
      },
      queue,
      first,
      N_ITEMS,
      N_PRODUCERS,
    ),
);
const consumers = Array.from(
  { length: N_CONSUMERS },
  () =>
    pg.spawn(
      async (queue, squares, workMs) => {
        for (;;) {
          const item = await queue.get();
          if (item === null) return;
          const end = performance.now() + workMs;
          while (performance.now() < end);
          await squares.append(Number(item) ** 2);
        }
      },
      queue,
      squares,
      WORK_US / 1000,
    ),
);
for (const process of producers) await process.join();
// The sentinel: that was all
for (let i = 0; i < N_CONSUMERS; i += 1)
  await queue.put(null);
for (const process of consumers) await process.join();
const all = (await squares.toArray()).map(Number);
console.log(all.sort((a, b) => a - b).slice(-5));
await pg.close();
