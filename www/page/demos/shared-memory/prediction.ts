/** Before a run: what becomes of a counter without a lock. */
import { figureOf } from '../figures';
import { numberOf } from '../params';
import type { Prediction } from '../demo';

export const prediction: Prediction = {
  ask: (values) => {
    const [n, times] = [numberOf(values, 'processes'), numberOf(values, 'increments')];
    const total = n * times;
    return {
      sentence: { key: 'shared.predict', values: { n, times } },
      choices: (['less', 'exact', 'more'] as const).map((id) => ({
        id,
        label: { key: `shared.predict.${id}`, values: { total } },
      })),
    };
  },
  tell: ({ outcome }) => {
    const { counter, lost } = figureOf(outcome, 'table', 'counter')?.cells['plain'] ?? {};
    if (typeof counter !== 'number' || typeof lost !== 'number') return null;
    return {
      sentence: { key: 'shared.predictTold', values: { counter, lost } },
      right: [lost > 0 ? 'less' : lost < 0 ? 'more' : 'exact'],
    };
  },
};
