/** What the programs of scheduling take from the lab's controls. */
import { MOST_WORKERS, type Constant } from '../constants';
import { choiceOf, numberOf, numbersOf, type Values } from '../params';
import { drawing, WORKLOADS } from './workloads';

/** The list stands in the program, where somebody reads it. */
const MOST_TASKS = 40;
/** The program waits about so long at most. */
const MOST_MS = 20_000;

export const constants: readonly Constant[] = [
  { name: 'DURATIONS', of: durations },
  { name: 'UNIT_MS', of: unitMs },
  { name: 'N_WORKERS', of: workersOf },
];

/** Of the lab's very tasks. */
function durations(values: Values): number[] {
  const own = numbersOf(values, 'own');
  const workload = choiceOf(values, 'workload', WORKLOADS);
  const count = workload === 'own' ? own.length : numberOf(values, 'tasks');
  const unitOf = drawing(workload, count, numberOf(values, 'seed'), own);
  return Array.from({ length: Math.min(MOST_TASKS, count) }, (_, task) => unitOf(task));
}

function workersOf(values: Values): number {
  return Math.min(MOST_WORKERS, numberOf(values, 'workers'));
}

function unitMs(values: Values): number {
  const lengths = durations(values);
  const sum = lengths.reduce((all, one) => all + one, 0);
  // No schedule is shorter.
  const units = Math.max(0, ...lengths, sum / workersOf(values));
  return Math.min(numberOf(values, 'unit'), units === 0 ? Infinity : MOST_MS / units);
}
