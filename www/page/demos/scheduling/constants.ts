/** What the programs of scheduling take from the lab's controls. */
import type { PolicyName } from '../../../common/types';
import { POLICIES } from '../../../common/policies';
import { MOST_WORKERS, type Constant, type Dialect } from '../constants';
import { choiceOf, numberOf, numbersOf, type Values } from '../params';
import { LOADS } from './choices';
import { drawing, WORKLOADS } from './workloads';

/** The list stands in the program, where somebody reads it. */
const MOST_TASKS = 40;
/** The program waits about so long at most. */
const MOST_MS = 20_000;
/** More would make forty tasks take very long. */
const MOST_OVERHEAD_US = 100_000;
/** What the Python program can do itself. */
const IN_PYTHON: readonly PolicyName[] = ['chunk', 'roundRobin', 'dynamic', 'guided', 'poolMap'];

export const constants: readonly Constant[] = [
  { name: 'DURATIONS', of: durations },
  { name: 'UNIT_MS', of: unitMs },
  { name: 'N_WORKERS', of: workersOf },
  { name: 'POLICY', of: policyOf },
  { name: 'CHUNK', of: (values) => numberOf(values, 'chunk') },
  { name: 'DISPATCH_OVERHEAD', of: (values) => overheadOf(values, 'dispatchOverhead') },
  { name: 'TASK_OVERHEAD', of: (values) => overheadOf(values, 'taskOverhead') },
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

function policyOf(values: Values, dialect: Dialect): PolicyName {
  const policy = choiceOf(values, 'policy', POLICIES);
  return dialect === 'javascript' || IN_PYTHON.includes(policy) ? policy : 'dynamic';
}

/** In µs. Real workers have overheads of their own. */
function overheadOf(values: Values, name: 'dispatchOverhead' | 'taskOverhead'): number {
  if (choiceOf(values, 'load', LOADS) !== 'simulate') return 0;
  return Math.min(MOST_OVERHEAD_US, numberOf(values, name));
}
