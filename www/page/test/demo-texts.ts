/** The Python programs beside the demos for settings of their controls, on four workers. */
import { withConstants } from '../demos/constants';
import { wholeSetting, type Facts, type Values } from '../demos/params';
import { DEMOS } from '../demos/registry';

/** The machine for which the texts are stored. */
export const FOUR: Facts = {
  workers: 4,
  maxWorkers: 64,
  threads: true,
  sharedMemory: 'yes',
  certain: true,
};

/** What a control has no value for has its default. */
export function pythonFor(name: string, given: Values): string {
  const demo = DEMOS.find((one) => one.name === name);
  if (demo === undefined) throw new RangeError(`there is no demo ${name}`);
  const { python, constants } = demo.snippet;
  return withConstants(python, constants, wholeSetting(demo.params, FOUR, given), 'python');
}
