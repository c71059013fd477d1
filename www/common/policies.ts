/** The policies in the page's order. Their rules stand at `PolicyName` of `types/schedule.ts`. */
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
] as const;

/** Those of them whose workers do not take from one cursor, but each have tasks of their own. */
export const WITHOUT_CURSOR: readonly (typeof POLICIES)[number][] = [
  'chunk',
  'roundRobin',
  'workStealing',
];
