/** The controls of the scheduling lab, and named settings of them. */
import type { Demo } from '../demo';
import type { MessageKey } from '../../messages/message';
import type { Facts, Param, Values } from '../params';
import { POLICIES } from '../../../common/policies';
import { LOADS } from './choices';
import { SPEEDS } from './speeds';
import { WORKLOADS } from './workloads';

/** What the library allows in virtual time, and what is reasonable to really run. */
const MOST = { virtualWorkers: 4096, workers: 64, virtualTasks: 10_000_000, tasks: 10_000 };
/** Overheads up to a second, in µs. */
const MOST_US = 1_000_000;

const virtual = (values: Values): boolean => values['load'] === 'simulate';
const onlyReal = (values: Values): MessageKey | null =>
  virtual(values) ? 'scheduling.onlyReal' : null;
const onlySimulated = (values: Values): MessageKey | null =>
  virtual(values) ? null : 'scheduling.onlySimulated';

export const PARAMS: readonly Param[] = [
  {
    kind: 'choice',
    name: 'load',
    label: 'scheduling.load',
    options: LOADS.map((value) => ({
      value,
      label: `scheduling.${value}`,
      hint: `scheduling.${value}.is`,
    })),
    fallback: 'sleep',
  },
  {
    kind: 'choice',
    name: 'workload',
    label: 'scheduling.workload',
    options: WORKLOADS.map((value) => ({
      value,
      label: `workload.${value}`,
      hint: `workload.${value}.is`,
    })),
    fallback: 'chapter',
  },
  {
    kind: 'numbers',
    name: 'own',
    label: 'scheduling.own',
    length: 200,
    max: 1e6,
    fallback: '4,5,6,7,8',
    idle: (values) => (values['workload'] === 'own' ? null : 'scheduling.onlyOwn'),
  },
  {
    kind: 'integer',
    name: 'tasks',
    label: 'scheduling.tasks',
    min: 0,
    max: (_, values) => (virtual(values) ? MOST.virtualTasks : MOST.tasks),
    fallback: 20,
    idle: (values) => (values['workload'] === 'own' ? 'scheduling.ownLength' : null),
  },
  {
    kind: 'integer',
    name: 'workers',
    label: 'control.workers',
    min: 1,
    max: (_, values) => (virtual(values) ? MOST.virtualWorkers : MOST.workers),
    fallback: 4,
  },
  {
    kind: 'choice',
    name: 'speeds',
    label: 'scheduling.speeds',
    options: SPEEDS.map((value) => ({
      value,
      label: `speeds.${value}`,
      hint: `speeds.${value}.is`,
    })),
    fallback: 'equal',
    idle: onlySimulated,
  },
  {
    kind: 'choice',
    name: 'policy',
    label: 'scheduling.policy',
    options: POLICIES.map((value) => ({
      value,
      label: `policy.${value}`,
      hint: `policy.${value}.is`,
    })),
    fallback: 'dynamic',
    looksOnly: true,
  },
  {
    kind: 'integer',
    name: 'chunk',
    label: 'scheduling.chunk',
    hint: 'scheduling.chunkHint',
    min: 1,
    max: 1_000_000,
    fallback: 1,
  },
  {
    kind: 'integer',
    name: 'unit',
    label: 'scheduling.unit',
    min: 1,
    max: 1000,
    fallback: 20,
  },
  {
    kind: 'choice',
    name: 'on',
    label: 'matmul.where',
    options: [
      { value: 'threads', label: 'matmul.threads' },
      { value: 'processes', label: 'matmul.processes' },
    ],
    fallback: (facts: Facts) => (facts.threads ? 'threads' : 'processes'),
    refusal: (option, facts) =>
      option === 'threads' && !facts.threads ? { key: 'matmul.noThreads' } : null,
    idle: onlyReal,
  },
  {
    kind: 'integer',
    name: 'repeats',
    label: 'control.repeats',
    min: 1,
    max: 20,
    fallback: 1,
    idle: onlyReal,
  },
  {
    kind: 'integer',
    name: 'dispatchOverhead',
    label: 'scheduling.dispatchOverhead',
    min: 0,
    max: MOST_US,
    fallback: 0,
    idle: onlySimulated,
  },
  {
    kind: 'integer',
    name: 'taskOverhead',
    label: 'scheduling.taskOverhead',
    min: 0,
    max: MOST_US,
    fallback: 0,
    idle: onlySimulated,
  },
  {
    kind: 'integer',
    name: 'seed',
    label: 'scheduling.seed',
    hint: 'scheduling.seedHint',
    min: 1,
    max: 999_999,
    fallback: 1,
  },
];

export const PRESETS: Demo['presets'] = [
  {
    id: 'chapter',
    label: 'scheduling.presetChapter',
    values: {
      load: 'sleep',
      workload: 'chapter',
      tasks: 20,
      workers: 4,
      policy: 'dynamic',
      chunk: 1,
      unit: 20,
      repeats: 1,
    },
  },
  {
    id: 'giant',
    label: 'scheduling.presetGiant',
    values: {
      load: 'simulate',
      speeds: 'equal',
      workload: 'giant',
      tasks: 40,
      workers: 4,
      policy: 'longestFirst',
      chunk: 1,
      unit: 10,
      dispatchOverhead: 0,
      taskOverhead: 0,
    },
  },
  {
    id: 'tail',
    label: 'scheduling.presetTail',
    values: {
      load: 'simulate',
      speeds: 'equal',
      workload: 'heavyTail',
      tasks: 2000,
      workers: 16,
      policy: 'guided',
      chunk: 1,
      unit: 1,
      dispatchOverhead: 50,
      taskOverhead: 0,
    },
  },
  {
    id: 'crowd',
    label: 'scheduling.presetCrowd',
    values: {
      load: 'simulate',
      speeds: 'equal',
      workload: 'uniform',
      tasks: 100_000,
      workers: 1024,
      policy: 'dynamic',
      chunk: 1,
      unit: 10,
      dispatchOverhead: 10,
      taskOverhead: 0,
    },
  },
];
