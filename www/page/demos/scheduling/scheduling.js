// Tasks are handed to workers by a policy.
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
// Any of the lab's.
const POLICY = 'dynamic';
const CHUNK = 1;
// In µs, at most 100000; 0 where the lab really
// runs.
const DISPATCH_OVERHEAD = 0;
const TASK_OVERHEAD = 0;

const pg = await open({ workers: N_WORKERS });
const tasks = DURATIONS.map((units) => units * UNIT_MS);
const { results } = await pg.schedule({
  tasks,
  policy: { name: POLICY, chunk: CHUNK },
  load: 'sleep', // really run, on all workers
});
const pairs = results.map(([id]) => [
  id,
  DURATIONS[id],
]);
console.log(pairs.slice(-4));
const { chunks } = await pg.schedule({
  tasks,
  policy: { name: POLICY, chunk: CHUNK },
  load: 'simulate', // in virtual time
  dispatchOverheadMs: DISPATCH_OVERHEAD / 1000,
  taskOverheadMs: TASK_OVERHEAD / 1000,
});
// As they lie in the list.
chunks.sort((one, other) => one.first - other.first);
console.log(chunks.map(({ length }) => length));
await pg.close();
