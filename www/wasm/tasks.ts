/**
 * The compiled tasks, in this realm's instance.
 */
import { TaskMap } from '../../pkg/parallel_playground.js';

/** The compiled task over items; throws `E_ARGUMENT` for the first item that it does not take. */
export function compiledMap(task: string, items: number[][], chunksize: number): TaskMap {
  let end = 0;
  const ends = Uint32Array.from(items, (args) => (end += args.length));
  return new TaskMap(task, Float64Array.from(items.flat()), ends, chunksize);
}
