import { open } from '/lib/parallel-playground.js';

const pg = await open();
const queue = pg.queue({ maxsize: 2 }); // put waits when full
const squares = pg.list();
const producer = pg.spawn(async (queue) => {
  for (let item = 0; item < 5; item += 1)
    await queue.put(item);
  await queue.put(null); // the sentinel: that was all
}, queue);
const consumer = pg.spawn(
  async (queue, squares) => {
    for (;;) {
      const item = await queue.get();
      if (item === null) return;
      await squares.append(Number(item) ** 2);
    }
  },
  queue,
  squares,
);
await producer.join();
await consumer.join();
console.log(await squares.toArray());
// [0, 1, 4, 9, 16]
await pg.close();
