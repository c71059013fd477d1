// Whoever is free takes the next task.
import { open } from '/lib/parallel-playground.js';

// How many units each task takes; at most 40
// tasks.
const DURATIONS = [
  1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3,
  1, 2,
];
// Less than the control says where all would take
// over 20 s.
const UNIT_MS = 20;
const N_WORKERS = 4; // at most 8, as in Python

const pg = await open({ workers: N_WORKERS });
const { results } = await pg.schedule({
  tasks: DURATIONS.map((units) => units * UNIT_MS),
  policy: { name: 'dynamic' }, // the next to who asks
  load: 'sleep', // really run, on all workers
});
const pairs = results.map(([id]) => [
  id,
  DURATIONS[id],
]);
console.log(pairs.slice(-4));
// The chunks of guided self-scheduling:
const { chunks } = await pg.schedule({
  tasks: DURATIONS,
  policy: { name: 'guided' },
  load: 'simulate', // in virtual time
});
console.log(chunks.map(({ length }) => length));
await pg.close();
