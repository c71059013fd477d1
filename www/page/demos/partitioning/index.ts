/**
 * Static partitioning: contiguous chunks against round robin, on items that grow heavier along the
 * list.
 */
import type { Demo } from '../demo';
import { loaded } from '../experiment';
import { constants } from './constants';
import { en } from './messages/en';
import { outline } from './outline';
import { prediction } from './prediction';
import { why } from './why';

export const partitioning: Demo = {
  name: 'partitioning',
  messages: { en, ko: () => import('./messages/ko') },
  title: 'partitioning.title',
  shortTitle: 'partitioning.short',
  summary: 'partitioning.summary',
  terms: ['partitioning', 'roundRobin', 'loadBalance', 'makespan', 'speedup'],
  params: [
    { kind: 'integer', name: 'items', label: 'partitioning.items', min: 0, max: 2000, fallback: 9 },
    { kind: 'integer', name: 'parts', label: 'partitioning.parts', min: 1, max: 64, fallback: 4 },
    {
      kind: 'integer',
      name: 'work',
      label: 'partitioning.work',
      hint: 'partitioning.workHint',
      min: 1,
      max: 5000,
      fallback: 500,
    },
    { kind: 'integer', name: 'repeats', label: 'control.repeats', min: 1, max: 20, fallback: 3 },
  ],
  presets: [
    {
      id: 'chapter',
      label: 'partitioning.presetChapter',
      values: { items: 9, parts: 4, work: 500, repeats: 3 },
    },
    {
      id: 'fewer',
      label: 'partitioning.presetTwo',
      values: { items: 100, parts: 2, work: 500, repeats: 3 },
    },
  ],
  section: 'sharing',
  snippet: { constants, pitfalls: ['code.pitfall.step'] },
  prediction,
  outline,
  preview: async (playground, values) => (await import('./experiment')).preview(playground, values),
  run: loaded(() => import('./experiment')),
  why,
};
