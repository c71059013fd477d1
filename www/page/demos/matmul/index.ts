/**
 * The parallel matrix product, and three studies of it: a pair of runs, the algorithms, and the
 * speedup over the workers.
 */
import type { Demo, Outline } from '../demo';
import { loaded } from '../experiment';
import { algorithmsOutline } from './algorithms-outline';
import { pairOutline } from './pair-outline';
import { ALGORITHMS, setupOf, STUDIES, type Setup, type StudyName } from './setup';
import { speedupOutline } from './speedup-outline';
import { constants } from './constants';
import { en } from './messages/en';
import { prediction } from './prediction';
import { why } from './why';

const outlines: Readonly<Record<StudyName, (setup: Setup) => Outline>> = {
  pair: pairOutline,
  algorithms: algorithmsOutline,
  speedup: speedupOutline,
};

export const matmul: Demo = {
  name: 'matmul',
  messages: { en, ko: () => import('./messages/ko') },
  title: 'matmul.title',
  shortTitle: 'matmul.short',
  summary: 'matmul.summary',
  terms: [
    'webAssembly',
    'simd',
    'microKernel',
    'packing',
    'gflops',
    'strassen',
    'speedup',
    'amdahl',
    'karpFlatt',
  ],
  params: [
    {
      kind: 'choice',
      name: 'study',
      label: 'matmul.study',
      options: STUDIES.map((value) => ({
        value,
        label: `matmul.study.${value}`,
        hint: `matmul.study.${value}.is`,
      })),
      fallback: 'pair',
    },
    { kind: 'integer', name: 'n', label: 'matmul.n', min: 8, max: 2048, fallback: 1024 },
    {
      kind: 'choice',
      name: 'precision',
      label: 'matmul.precision',
      options: [
        { value: 'f32', label: 'matmul.f32' },
        { value: 'f64', label: 'matmul.f64' },
      ],
      fallback: 'f64',
    },
    {
      kind: 'choice',
      name: 'algorithm',
      label: 'matmul.algorithm',
      options: ALGORITHMS.map((value) => ({
        value,
        label: `matmul.${value}`,
        hint: `matmul.${value}.is`,
      })),
      fallback: 'blocked',
      idle: (values) => (values['study'] === 'algorithms' ? 'matmul.allCompared' : null),
    },
    {
      kind: 'choice',
      name: 'where',
      label: 'matmul.where',
      options: [
        { value: 'one', label: 'matmul.one' },
        { value: 'threads', label: 'matmul.threads' },
        { value: 'processes', label: 'matmul.processes' },
      ],
      fallback: (facts) => (facts.threads ? 'threads' : 'processes'),
      refusal: (option, facts) =>
        option === 'threads' && !facts.threads ? { key: 'matmul.noThreads' } : null,
    },
    {
      kind: 'integer',
      name: 'workers',
      label: 'control.workers',
      min: 1,
      max: (facts) => facts.maxWorkers,
      fallback: (facts) => facts.workers,
      idle: (values) => (values['where'] === 'one' ? 'matmul.oneComputes' : null),
    },
    { kind: 'integer', name: 'repeats', label: 'control.repeats', min: 1, max: 50, fallback: 3 },
  ],
  presets: [
    {
      id: 'chapter',
      label: 'matmul.presetChapter',
      values: { study: 'pair', n: 512, precision: 'f64', algorithm: 'naive', where: 'processes' },
    },
    {
      id: 'limit',
      label: 'matmul.presetLimit',
      values: { study: 'algorithms', n: 512, precision: 'f32' },
    },
    {
      id: 'amdahl',
      label: 'matmul.presetAmdahl',
      values: { study: 'speedup', n: 1024, precision: 'f64', algorithm: 'blocked' },
    },
  ],
  section: 'data',
  snippet: { constants },
  prediction,
  outline: (values) => {
    const setup = setupOf(values);
    return outlines[setup.study](setup);
  },
  run: loaded(() => import('./experiment')),
  why,
};
