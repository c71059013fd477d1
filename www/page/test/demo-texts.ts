/** The Python programs beside the demos for settings of their controls, on four workers. */
import { withConstants } from '../demos/constants';
import { wholeSetting, type Facts, type Values } from '../demos/params';
import { DEMOS } from '../demos/registry';
import { loadTexts, type Texts } from '../demos/texts';

/** The machine for which the texts are stored. */
export const FOUR: Facts = {
  workers: 4,
  maxWorkers: 64,
  threads: true,
  sharedMemory: 'yes',
  certain: true,
};

const TEXTS = new Map<string, Texts>();
for (const { name } of DEMOS) TEXTS.set(name, await loadTexts(name));

/** The programs beside a demo, as they are stored. */
export function textsOf(name: string): Texts {
  const texts = TEXTS.get(name);
  if (texts === undefined) throw new RangeError(`there is no demo ${name}`);
  return texts;
}

/** What a control has no value for has its default. */
export function pythonFor(name: string, given: Values): string {
  const demo = DEMOS.find((one) => one.name === name);
  if (demo === undefined) throw new RangeError(`there is no demo ${name}`);
  const values = wholeSetting(demo.params, FOUR, given);
  return withConstants(textsOf(name).python, demo.snippet.constants, values, 'python');
}
