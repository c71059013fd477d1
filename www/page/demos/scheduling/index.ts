/**
 * The scheduling lab: the same tasks under every policy, in virtual time or on real workers, side
 * by side.
 */
import type { PolicyName } from '../../../common/types';
import type { Message } from '../../messages/message';
import type { Demo, Outline } from '../demo';
import { loaded } from '../experiment';
import type { TimingsOutline } from '../figures';
import type { Facts, Values } from '../params';
import { POLICIES } from '../../../common/policies';
import { choicesOf } from './choices';
import { PARAMS, PRESETS } from './params';
import { CHUNKS, workerCounts } from './study-outlines';
import { constants } from './constants';
import { en } from './messages/en';
import { prediction } from './prediction';
import { why } from './why';

export const scheduling: Demo = {
  name: 'scheduling',
  messages: { en, ko: () => import('./messages/ko') },
  title: 'scheduling.title',
  shortTitle: 'scheduling.short',
  summary: 'scheduling.summary',
  terms: [
    'selfScheduling',
    'workStealing',
    'chunkSize',
    'makespan',
    'lowerBound',
    'overhead',
    'loadBalance',
    'gustafson',
  ],
  params: PARAMS,
  presets: PRESETS,
  section: 'sharing',
  snippet: {
    constants,
    pitfalls: ['code.pitfall.nested', 'code.pitfall.empty'],
  },
  prediction,
  workersNeeded: (values) => (values['load'] === 'simulate' ? 1 : Number(values['workers'])),
  outline,
  run: loaded(() => import('./experiment')),
  why,
};

function outline(values: Values, _facts: Facts): Outline {
  // The page asks for this at every change of a control, so that no task is made here.
  const setup = choicesOf(values);
  const simulated = setup.load === 'simulate';
  const counts = workerCounts(setup.workers);
  const compared = !simulated && counts.length > 1;
  const policyOf = (name: PolicyName): Message => ({ key: `policy.${name}` });
  return {
    speedups: compared
      ? [
          {
            id: 'policy',
            label: {
              key: 'scheduling.speedup',
              values: { policy: policyOf(setup.policy), n: setup.workers },
            },
          },
        ]
      : [],
    definition: { key: 'scheduling.definition' },
    noSpeedup: compared
      ? null
      : { key: simulated ? 'scheduling.noSpeedup' : 'scheduling.nothingToCompare' },
    longAnswer: true,
    figures: [
      { kind: 'lab', load: setup.load, workers: setup.workers },
      CHUNKS,
      { kind: 'scaling', counts, gustafson: true, simulated, of: policyOf(setup.policy) },
      // In virtual time nothing is measured.
      ...(simulated ? [] : [timingsOutline(policyOf)]),
    ],
  };
}

function timingsOutline(labelOf: (policy: PolicyName) => Message): TimingsOutline {
  return {
    kind: 'timings',
    rows: [
      { id: 'one', label: { key: 'scheduling.oneWorker' } },
      ...POLICIES.map((name) => ({ id: name, label: labelOf(name) })),
    ],
  };
}
