/** What the programs of partitioning take from the controls. */
import type { Constant } from '../constants';
import { numberOf } from '../params';

export const constants: readonly Constant[] = [
  { name: 'N_ITEMS', of: (values) => numberOf(values, 'items') },
  { name: 'N_PARTS', of: (values) => numberOf(values, 'parts') },
  // The control counts millions; a thousandth of them.
  { name: 'N_STEPS', of: (values) => 1000 * numberOf(values, 'work') },
];
