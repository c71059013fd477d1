/**
 * Every demo, in the page's order, with settings that take little time.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const CHEAP_RUNS = {
  pools: 'task=monteCarloPi&items=6&size=1&workers=2&repeats=1',
  matmul: 'n=96&workers=2&repeats=2',
  'shared-memory': 'writers=4&processes=2&increments=1000&repeats=1',
  pipe: 'trips=20&largest=1&repeats=1',
  queue: 'items=5&consumers=2&work=100&repeats=1',
  partitioning: 'repeats=1&work=5',
  scheduling: 'load=simulate&workers=4',
};
