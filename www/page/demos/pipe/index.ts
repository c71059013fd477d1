/**
 * The pipe: the chapter's exchange with a child, then what a message costs, beside a bare
 * MessageChannel.
 */
import type { Demo, Outline } from '../demo';
import { loaded } from '../experiment';
import type { Values } from '../params';
import { constants } from './constants';
import { en } from './messages/en';
import { prediction } from './prediction';
import { latencyTable, throughputTable } from './tables';
import { why } from './why';

export const pipe: Demo = {
  name: 'pipe',
  messages: { en, ko: () => import('./messages/ko') },
  title: 'pipe.title',
  shortTitle: 'pipe.short',
  summary: 'pipe.summary',
  terms: ['pipe', 'process', 'sharedMemory', 'deadlock', 'median'],
  params: [
    {
      kind: 'integer',
      name: 'number',
      label: 'pipe.number',
      min: 0,
      max: 1_000_000,
      fallback: 10,
    },
    {
      kind: 'integer',
      name: 'trips',
      label: 'pipe.trips',
      hint: 'pipe.tripsHint',
      min: 10,
      max: 20_000,
      fallback: 1000,
    },
    {
      kind: 'integer',
      name: 'largest',
      label: 'pipe.largest',
      hint: 'pipe.largestHint',
      min: 1,
      max: 4096,
      fallback: 4096,
    },
    { kind: 'integer', name: 'repeats', label: 'control.repeats', min: 1, max: 20, fallback: 3 },
  ],
  presets: [
    {
      id: 'chapter',
      label: 'pipe.presetChapter',
      values: { number: 10, trips: 1000, largest: 4096, repeats: 3 },
    },
  ],
  section: 'messages',
  snippet: { constants, pitfalls: ['code.pitfall.nested'] },
  prediction,
  outline,
  run: loaded(() => import('./experiment')),
  why,
};

function outline(values: Values): Outline {
  return {
    speedups: [{ id: 'trip', label: { key: 'pipe.gain' } }],
    definition: { key: 'pipe.definition' },
    noSpeedup: null,
    figures: [
      {
        kind: 'timelines',
        timelines: [
          {
            id: 'exchange',
            title: { key: 'pipe.exchange' },
            description: { key: 'pipe.timelineDescription' },
            rows: [{ key: 'row.parent' }, { key: 'row.child' }],
            tones: [
              { key: 'pipe.toneSend' },
              { key: 'pipe.toneReceive' },
              { key: 'shared.toneStarting' },
            ],
          },
        ],
      },
      latencyTable(),
      throughputTable(values),
      { kind: 'timings', rows: [{ id: 'exchange', label: { key: 'pipe.exchange' } }] },
    ],
  };
}
