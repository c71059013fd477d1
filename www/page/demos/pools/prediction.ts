/** Before a run: what a pool of processes is worth. */
import { numberOf } from '../params';
import { timesAsFast } from '../prediction';

export const prediction = timesAsFast((values) => {
  const n = numberOf(values, 'workers');
  return n > 1 ? { key: 'who.processes', values: { n } } : null;
});
