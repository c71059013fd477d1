/** Before a run: which way of dividing the list ends earlier. */
import { formatMs } from '../../messages/format';
import { figureOf } from '../figures';
import type { Prediction } from '../demo';
import { shorter } from '../prediction';

export const prediction: Prediction = {
  ask: () => ({
    sentence: { key: 'partitioning.predict' },
    choices: [
      { id: 'chunk', label: { key: 'partitioning.chunk' } },
      { id: 'roundRobin', label: { key: 'partitioning.roundRobin' } },
      { id: 'same', label: { key: 'predict.same' } },
    ],
  }),
  tell: ({ outcome }) => {
    const { chunk, roundRobin } = figureOf(outcome, 'timings')?.rows ?? {};
    if (!chunk || !roundRobin) return null;
    const first = shorter({ chunk: chunk.statistics, roundRobin: roundRobin.statistics });
    const written = ({ statistics }: typeof chunk): string =>
      formatMs(statistics.medianMs, statistics.clockResolutionMs);
    return {
      sentence: {
        key: 'partitioning.predictTold',
        values: { chunk: written(chunk), roundRobin: written(roundRobin) },
      },
      right: [first ?? 'same'],
    };
  },
};
