/** What the programs of the matrix product take from its controls. */
import type { Algorithm } from '../../../common/types';
import { MOST_WORKERS, type Constant, type Dialect } from '../constants';
import { numberOf, type Values } from '../params';
import { setupOf } from './setup';

export const constants: readonly Constant[] = [
  // By the cube of it: a product that takes a second here would take an hour in Python.
  { name: 'N', of: (values) => Math.max(1, Math.round(numberOf(values, 'n') / 16)) },
  { name: 'N_WORKERS', of: (values) => Math.min(MOST_WORKERS, setupOf(values).workers) },
  { name: 'ALGORITHM', of: algorithmOf },
  { name: 'PRECISION', of: (values) => setupOf(values).precision },
];

/** Whatever Python's loops cannot do is the library's fast product there. */
function algorithmOf(values: Values, dialect: Dialect): Algorithm {
  const { algorithm } = setupOf(values);
  if (dialect === 'javascript' || algorithm === 'naive' || algorithm === 'blocked')
    return algorithm;
  return 'fast';
}
