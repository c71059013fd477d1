import { open } from '/lib/parallel-playground.js';

const pg = await open();
const cells = pg.sharedArray('i', 10);
const writers = Array.from({ length: 10 }, (_, i) =>
  pg.spawn((c, i) => c.set(i, i * 10), cells, i),
);
for (const writer of writers) await writer.join();
console.log(await cells.toArray());
// [0, 10, 20, 30, 40, 50, 60, 70, 80, 90]

const counter = pg.sharedArray('i', 1);
const counters = [1, 2].map(() =>
  pg.spawn(async (counter) => {
    for (let n = 0; n < 1000; n += 1) {
      await counter.add(0, 1); // in one step
    }
  }, counter),
);
for (const process of counters) await process.join();
console.log(await counter.get(0)); // 2000
await pg.close();
