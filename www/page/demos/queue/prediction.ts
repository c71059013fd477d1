/** Before a run: which side of the queue waits for the other. */
import { figureOf } from '../figures';
import { numberOf } from '../params';
import type { Prediction } from '../demo';
import { percent } from '../../why/gain';
import { timelineFigures } from '../timeline-figures';
import { BUSY } from './why';

export const prediction: Prediction = {
  ask: () => ({
    sentence: { key: 'queue.predict' },
    choices: [
      { id: 'consumers', label: { key: 'queue.predict.consumers' } },
      { id: 'producers', label: { key: 'queue.predict.producers' } },
    ],
  }),
  tell: ({ values, outcome }) => {
    const producers = numberOf(values, 'producers');
    const consumers = numberOf(values, 'consumers');
    const bars = figureOf(outcome, 'timelines')?.bars['last'] ?? [];
    const { busyMs, makespanMs } = timelineFigures(bars, producers + consumers);
    if (makespanMs <= 0) return null;
    const squaring = busyMs.slice(producers).reduce((sum, ms) => sum + ms, 0);
    const busy = squaring / (consumers * makespanMs);
    return {
      sentence: { key: 'queue.predictTold', values: { percent: percent(busy) } },
      right: [busy >= BUSY ? 'consumers' : 'producers'],
    };
  },
};
