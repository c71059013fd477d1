/** Before a run: which way there and back is the quicker. */
import { formatRatio } from '../../messages/format';
import type { Prediction } from '../demo';

export const prediction: Prediction = {
  ask: () => ({
    sentence: { key: 'pipe.predict' },
    choices: [
      { id: 'pipe', label: { key: 'pipe.pipe' } },
      { id: 'bare', label: { key: 'pipe.bare' } },
      { id: 'same', label: { key: 'predict.same' } },
    ],
  }),
  tell: ({ outcome }) => {
    const trip = outcome.speedups?.['trip'];
    if (!trip || trip.doubt === 'clock') return null;
    const values = { ratio: formatRatio(trip.value) };
    if (trip.doubt === 'noise')
      return { sentence: { key: 'pipe.predictTold', values }, right: ['same'] };
    return {
      sentence: { key: 'pipe.predictTold', values },
      right: [trip.value > 1 ? 'pipe' : 'bare'],
    };
  },
};
