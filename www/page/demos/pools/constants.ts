/** What the programs of pools take from the controls. */
import { MOST_WORKERS, type Constant } from '../constants';
import { choiceOf, numberOf, type Values } from '../params';
import { TASKS } from './contenders';

/** All tasks together have so many numbers or points at most: some seconds of Python's. */
const MOST_NUMBERS = 200_000;
/** All tasks together wait so long at most. */
const MOST_MS = 20_000;

export const constants: readonly Constant[] = [
  { name: 'TASK', of: (values) => choiceOf(values, 'task', TASKS) },
  { name: 'N_ITEMS', of: (values) => numberOf(values, 'items') },
  { name: 'SIZE', of: sizeOf },
  { name: 'CHUNKSIZE', of: (values) => numberOf(values, 'chunksize') },
  { name: 'N_WORKERS', of: (values) => Math.min(MOST_WORKERS, numberOf(values, 'workers')) },
];

function sizeOf(values: Values): number {
  const items = Math.max(1, numberOf(values, 'items'));
  const size = numberOf(values, 'size');
  if (choiceOf(values, 'task', TASKS) === 'sleep')
    return Math.min(size, Math.floor(MOST_MS / items));
  // The control counts thousands, and no task may be without a point.
  return Math.max(1, Math.min(10 * size, Math.floor(MOST_NUMBERS / items)));
}
