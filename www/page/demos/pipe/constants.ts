/** What the pipe's programs take from its controls. */
import type { Constant } from '../constants';
import { numberOf } from '../params';

export const constants: readonly Constant[] = [
  { name: 'NUMBER', of: (values) => numberOf(values, 'number') },
  { name: 'N_TRIPS', of: (values) => numberOf(values, 'trips') },
  { name: 'LARGEST_KIB', of: (values) => numberOf(values, 'largest') },
];
