/** What the programs of shared memory take from the controls. */
import type { Constant } from '../constants';
import { numberOf } from '../params';

export const constants: readonly Constant[] = [
  { name: 'N_WRITERS', of: (values) => numberOf(values, 'writers') },
  { name: 'N_PROCESSES', of: (values) => numberOf(values, 'processes') },
  {
    name: 'N_INCREMENTS',
    of: (values) => Math.max(1, Math.round(numberOf(values, 'increments') / 1000)),
  },
];
