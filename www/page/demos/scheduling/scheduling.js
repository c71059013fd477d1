import { open } from '/lib/parallel-playground.js';

const pg = await open({ workers: 4 });
// Task i takes i mod 3 + 1 units of 10 ms.
const tasks = Array.from(
  { length: 20 },
  (_, i) => ((i % 3) + 1) * 10,
);
const { results } = await pg.schedule({
  tasks,
  policy: { name: 'dynamic' }, // the next to who asks
  load: 'sleep', // really run, on four workers
});
const pairs = results.map(([id, ms]) => [id, ms / 10]);
console.log(pairs.slice(-4));
// [[16, 2], [17, 3], [18, 1], [19, 2]]
const { chunks } = await pg.schedule({
  tasks: new Array(100).fill(1),
  policy: { name: 'guided' },
  load: 'simulate', // in virtual time
});
console.log(chunks.map(({ length }) => length));
// [25, 19, 14, 11, 8, 6, 5, 3, 3, 2, 1, 1, 1, 1]
await pg.close();
