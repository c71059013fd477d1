/**
 * The compiled tasks, in this realm's instance.
 */
import { TaskMap } from '../../pkg/parallel_playground.js';
import type { CompiledItems } from '../common/items';
import { PlaygroundError } from '../common/errors';
import type { ErrorCode } from '../common/types';
import { release } from './release';

/**
 * A compiled task over items. Throws `E_ARGUMENT`, which names the first item that the task
 * refuses.
 */
export function compiledMap(task: string, items: CompiledItems, chunksize: number): TaskMap {
  const map = new TaskMap(chunksize);
  try {
    addTasks(map, task, items);
    return map;
  } catch (error) {
    release(map);
    const item = refusedItem(error);
    if (item === null) throw error;
    const { code, message } = error as Error & { code: ErrorCode };
    throw new PlaygroundError(code, `items[${item}]: ${message}`);
  }
}

export function addTasks(map: TaskMap, task: string, items: CompiledItems): void {
  if ('ends' in items) map.push(task, items.args, items.ends);
  else map.push(task, items);
}

/** The item that the compiled task refused, or null for another error. */
export function refusedItem(error: unknown): number | null {
  const named = error instanceof Error && 'item' in error && typeof error.item === 'number';
  return named ? (error.item as number) : null;
}
