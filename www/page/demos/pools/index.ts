/**
 * Pools: the same map on one worker and on several, on processes and on threads, for tasks that
 * compute and tasks that wait.
 */
import type { Message } from '../../messages/message';
import type { Demo, Outline } from '../demo';
import { loaded } from '../experiment';
import { followed } from '../item-tones';
import type { Facts, Values } from '../params';
import type { TableOutline } from '../table';
import { chunksOf, contendersOf, TASKS, type Contender } from './contenders';
import { constants } from './constants';
import { en } from './messages/en';
import { prediction } from './prediction';
import { why } from './why';

export const pools: Demo = {
  name: 'pools',
  messages: { en, ko: () => import('./messages/ko') },
  title: 'pools.title',
  shortTitle: 'pools.short',
  summary: 'pools.summary',
  terms: [
    'worker',
    'process',
    'thread',
    'core',
    'pool',
    'chunkSize',
    'overhead',
    'concurrency',
    'speedup',
    'efficiency',
  ],
  params: [
    {
      kind: 'choice',
      name: 'task',
      label: 'pools.task',
      options: TASKS.map((value) => ({
        value,
        label: `pools.${value}`,
        hint: `pools.${value}.is`,
      })),
      fallback: 'countPrimes',
    },
    { kind: 'integer', name: 'items', label: 'pools.items', min: 0, max: 2000, fallback: 24 },
    {
      kind: 'integer',
      name: 'size',
      label: 'pools.size',
      hint: 'pools.sizeHint',
      min: 0,
      max: 2000,
      fallback: 400,
    },
    {
      kind: 'integer',
      name: 'chunksize',
      label: 'pools.chunksize',
      hint: 'pools.chunksizeHint',
      idle: (values) => (values['workers'] === 1 ? 'pools.oneChunk' : null),
      min: 1,
      max: 2000,
      fallback: 1,
    },
    {
      kind: 'integer',
      name: 'workers',
      label: 'control.workers',
      hint: 'pools.workersHint',
      min: 1,
      max: (facts) => Math.max(16, facts.maxWorkers),
      fallback: (facts) => facts.workers,
    },
    { kind: 'integer', name: 'repeats', label: 'control.repeats', min: 1, max: 20, fallback: 3 },
  ],
  presets: [
    {
      id: 'chapter',
      label: 'pools.presetChapter',
      values: { task: 'countPrimes', items: 24, size: 400, chunksize: 1, repeats: 3 },
    },
    {
      id: 'waiting',
      label: 'pools.presetWaiting',
      values: { task: 'sleep', items: 24, size: 20, chunksize: 1, workers: 8, repeats: 3 },
    },
    {
      id: 'tiny',
      label: 'pools.presetTiny',
      values: { task: 'monteCarloPi', items: 2000, size: 1, chunksize: 1, repeats: 3 },
    },
  ],
  section: 'pools',
  snippet: { constants },
  prediction,
  exactWorkers: true,
  outline,
  run: loaded(() => import('./experiment')),
  why,
};

function outline(values: Values, facts: Facts): Outline {
  const contenders = contendersOf(values, facts);
  const several = contenders.filter(({ workers }) => workers > 1);
  const colours = followed(chunksOf(values));
  const rows = ({ workers, threads }: Contender): Message[] =>
    Array.from({ length: workers }, (_, index) => ({
      key: threads ? 'row.thread' : 'row.process',
      values: { n: index + 1 },
    }));
  return {
    speedups: several.map(({ id, who }) => ({ id, label: who })),
    definition: { key: 'pools.definition' },
    noSpeedup: several.length > 0 ? null : { key: 'pools.nothingToCompare' },
    figures: [
      {
        kind: 'timelines',
        timelines: contenders.map((contender) => ({
          id: contender.id,
          title: contender.who,
          description: {
            key: colours ? 'pools.timelineColours' : 'pools.timelineDescription',
          },
          rows: rows(contender),
          tones: [],
        })),
      },
      gainTable(contenders),
      { kind: 'timings', rows: contenders.map(({ id, who }) => ({ id, label: who })) },
    ],
  };
}

function gainTable(contenders: readonly Contender[]): TableOutline {
  return {
    kind: 'table',
    id: 'gain',
    heading: { key: 'pools.gainHeading' },
    description: { key: 'pools.gainHeading' },
    empty: { key: 'pools.gainHeading' },
    chart: null,
    table: {
      what: { key: 'timings.what' },
      columns: [
        { id: 'speedup', label: { key: 'speedup.heading' }, format: 'ratio' },
        { id: 'efficiency', label: { key: 'scaling.efficiency' }, format: 'percent' },
        { id: 'work', label: { key: 'pools.workUs' }, format: 'significant' },
        { id: 'overhead', label: { key: 'pools.overheadUs' }, format: 'significant' },
      ],
      rows: contenders.map(({ id, who }) => ({ id, label: who })),
    },
    notes: [{ key: 'pools.noteOverhead' }, { key: 'pools.noteKinds' }],
    pending: [{ key: 'pools.notePending' }],
  };
}
