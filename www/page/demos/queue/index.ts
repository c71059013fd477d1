/** The queue: producers put numbers, consumers square what they get, sentinels end them. */
import type { Message } from '../../messages/message';
import type { Demo, Outline } from '../demo';
import { loaded } from '../experiment';
import { followed } from '../item-tones';
import { numberOf, type Facts, type Values } from '../params';
import type { TableOutline } from '../table';
import { constants } from './constants';
import { en } from './messages/en';
import { prediction } from './prediction';
import { why } from './why';

const CHAPTER: Values = { items: 5, capacity: 0, producers: 1, consumers: 1, work: 0, repeats: 3 };

export const queue: Demo = {
  name: 'queue',
  messages: { en, ko: () => import('./messages/ko') },
  title: 'queue.title',
  shortTitle: 'queue.short',
  summary: 'queue.summary',
  terms: ['queue', 'sentinel', 'backPressure', 'semaphore', 'loadBalance'],
  params: [
    { kind: 'integer', name: 'items', label: 'queue.items', min: 0, max: 2000, fallback: 60 },
    {
      kind: 'integer',
      name: 'capacity',
      label: 'queue.capacity',
      hint: 'queue.capacityHint',
      min: 0,
      max: 1000,
      fallback: 4,
    },
    { kind: 'integer', name: 'producers', label: 'queue.producers', min: 1, max: 8, fallback: 1 },
    { kind: 'integer', name: 'consumers', label: 'queue.consumers', min: 1, max: 8, fallback: 2 },
    {
      kind: 'integer',
      name: 'work',
      label: 'queue.work',
      hint: 'queue.workHint',
      min: 0,
      max: 100_000,
      fallback: 8000,
    },
    { kind: 'integer', name: 'repeats', label: 'control.repeats', min: 1, max: 20, fallback: 3 },
  ],
  presets: [
    { id: 'chapter', label: 'queue.presetChapter', values: CHAPTER },
    {
      id: 'shared',
      label: 'queue.presetShared',
      values: { items: 60, capacity: 4, producers: 1, consumers: 2, work: 8000, repeats: 3 },
    },
  ],
  section: 'messages',
  snippet: { constants, pitfalls: ['code.pitfall.nested'] },
  prediction,
  outline,
  run: loaded(() => import('./experiment')),
  why,
};

function outline(values: Values, _facts: Facts): Outline {
  const producers = numberOf(values, 'producers');
  const consumers = numberOf(values, 'consumers');
  const shared = consumers > 1;
  // The rows say who puts and who squares.
  const colours = followed(2 * numberOf(values, 'items'));
  const one: Message = { key: 'who.consumers', values: { n: 1 } };
  const several: Message = { key: 'who.consumers', values: { n: consumers } };
  return {
    speedups: shared
      ? [{ id: 'consumers', label: { key: 'queue.speedup', values: { n: consumers } } }]
      : [],
    definition: { key: 'queue.definition' },
    noSpeedup: shared ? null : { key: 'queue.nothingToCompare' },
    figures: [
      {
        kind: 'timelines',
        timelines: [
          {
            id: 'last',
            title: { key: 'queue.timeline' },
            description: { key: colours ? 'queue.timelineColours' : 'queue.timelineDescription' },
            rows: [...numbered(producers, 'row.producer'), ...numbered(consumers, 'row.consumer')],
            // A producer's bars hold its waiting, so only the consumers' tell how even the work
            // was.
            balanced: Array.from({ length: consumers }, (_, index) => producers + index),
            tones: colours ? [] : [{ key: 'queue.tonePut' }, { key: 'queue.toneSquare' }],
          },
        ],
      },
      depthTable(values),
      {
        kind: 'timings',
        rows: [{ id: 'one', label: one }, ...(shared ? [{ id: 'several', label: several }] : [])],
      },
    ],
  };
}

const depthTable = (values: Values): TableOutline => ({
  kind: 'table',
  id: 'depth',
  heading: { key: 'queue.depthHeading' },
  description: { key: 'queue.depthDescription' },
  empty: { key: 'queue.depthEmpty' },
  chart: {
    kind: 'steps',
    unit: { key: 'timings.ms' },
    step: { key: 'queue.depth' },
    limit: { key: 'queue.capacity' },
  },
  table: {
    what: { key: 'queue.depthWhen' },
    columns: [{ id: 'depth', label: { key: 'queue.depth' }, format: 'count' }],
    rows: [],
  },
  notes: [{ key: 'queue.noteDepth' }],
  pending: [
    {
      key: numberOf(values, 'capacity') === 0 ? 'queue.notePending' : 'queue.notePendingBounded',
    },
  ],
});

function numbered(count: number, key: 'row.producer' | 'row.consumer'): Message[] {
  return Array.from({ length: count }, (_, index) => ({ key, values: { n: index + 1 } }));
}
