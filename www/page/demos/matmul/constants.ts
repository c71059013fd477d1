/** What the programs of the matrix product take from its controls. */
import { MOST_WORKERS, type Constant } from '../constants';
import { numberOf } from '../params';
import { setupOf } from './setup';

export const constants: readonly Constant[] = [
  // By the cube of it: a product that takes a second here would take an hour in Python.
  { name: 'N', of: (values) => Math.max(1, Math.round(numberOf(values, 'n') / 16)) },
  { name: 'N_WORKERS', of: (values) => Math.min(MOST_WORKERS, setupOf(values).workers) },
];
