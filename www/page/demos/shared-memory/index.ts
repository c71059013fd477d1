/**
 * Shared memory: processes that write side by side, and processes that write the same element, with
 * and without care.
 */
import type { Demo, Refusal } from '../demo';
import { loaded } from '../experiment';
import type { Facts } from '../params';
import { constants } from './constants';
import { en } from './messages/en';
import { outline } from './outline';
import { prediction } from './prediction';
import { why } from './why';

const processesOf = ({ workers }: Facts): number => Math.min(8, Math.max(2, workers));

export const sharedMemory: Demo = {
  name: 'shared-memory',
  messages: { en, ko: () => import('./messages/ko') },
  title: 'shared.title',
  shortTitle: 'shared.short',
  summary: 'shared.summary',
  terms: [
    'sharedMemory',
    'raceCondition',
    'lock',
    'atomic',
    'cacheLine',
    'barrier',
    'crossOriginIsolation',
  ],
  params: [
    { kind: 'integer', name: 'writers', label: 'shared.writers', min: 1, max: 16, fallback: 10 },
    {
      kind: 'integer',
      name: 'processes',
      label: 'shared.processes',
      hint: 'shared.processesHint',
      min: 2,
      max: 8,
      fallback: processesOf,
    },
    {
      kind: 'integer',
      name: 'increments',
      label: 'shared.increments',
      hint: 'shared.incrementsHint',
      min: 1,
      max: 2_000_000,
      // So many in all that each way takes a fifth of a second.
      fallback: (facts) => Math.round(2_000_000 / processesOf(facts)),
    },
    { kind: 'integer', name: 'repeats', label: 'control.repeats', min: 1, max: 20, fallback: 3 },
  ],
  presets: [
    {
      id: 'chapter',
      label: 'shared.presetChapter',
      values: { writers: 10, repeats: 3 },
    },
    {
      id: 'crowd',
      label: 'shared.presetCrowd',
      values: { writers: 10, processes: 8, increments: 250_000, repeats: 3 },
    },
  ],
  section: 'data',
  snippet: { constants, pitfalls: ['code.pitfall.nested'] },
  prediction,
  refusal,
  outline,
  run: loaded(() => import('./experiment')),
  why,
};

function refusal({ sharedMemory }: Facts): Refusal | null {
  if (sharedMemory === 'yes') return null;
  return {
    code: 'E_NOT_ISOLATED',
    sentences: [{ key: `shared.refusal.${sharedMemory}` }, { key: 'shared.refusal.remedy' }],
    sample: 'Cross-Origin-Opener-Policy: same-origin\nCross-Origin-Embedder-Policy: require-corp',
  };
}
