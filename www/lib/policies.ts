/** The names of the scheduling policies, the static ones first. */
import type { PolicyName } from '../common/types';

export const POLICIES = [
  'chunk',
  'roundRobin',
  'dynamic',
  'guided',
  'trapezoid',
  'factoring',
  'poolMap',
  'longestFirst',
  'workStealing',
] as const satisfies readonly PolicyName[];
