/** What the queue's programs take from its controls. */
import type { Constant } from '../constants';
import { numberOf, type Values } from '../params';

/** All items together keep cores busy for so long at most, in µs. */
const MOST_WORK_US = 20e6;

export const constants: readonly Constant[] = [
  { name: 'N_ITEMS', of: (values) => numberOf(values, 'items') },
  { name: 'CAPACITY', of: (values) => numberOf(values, 'capacity') },
  { name: 'N_PRODUCERS', of: (values) => numberOf(values, 'producers') },
  { name: 'N_CONSUMERS', of: (values) => numberOf(values, 'consumers') },
  { name: 'WORK_US', of: workUs },
];

function workUs(values: Values): number {
  const most = Math.floor(MOST_WORK_US / Math.max(1, numberOf(values, 'items')));
  return Math.min(numberOf(values, 'work'), most);
}
