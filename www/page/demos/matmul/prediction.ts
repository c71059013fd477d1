/** Before a run: what the workers are worth, or which algorithm is the quickest. */
import { figureOf } from '../figures';
import type { Prediction } from '../demo';
import { timesAsFast } from '../prediction';
import { ALGORITHMS, setupOf, team } from './setup';

const workers = timesAsFast((values) => {
  const setup = setupOf(values);
  return setup.workers > 1 ? team(setup.place, setup.workers) : null;
});

export const prediction: Prediction = {
  ask: (values, facts) =>
    values['study'] === 'algorithms'
      ? {
          sentence: { key: 'matmul.predict' },
          choices: ALGORITHMS.map((id) => ({ id, label: { key: `matmul.${id}` } })),
        }
      : workers.ask(values, facts),
  tell: (run) => {
    if (run.values['study'] !== 'algorithms') return workers.tell(run);
    const rows = figureOf(run.outcome, 'comparison')?.rows ?? {};
    const medians = ALGORITHMS.map((id) => ({ id, rate: rows[id]?.gflops }));
    const best = medians.reduce((a, b) => ((b.rate?.median ?? 0) > (a.rate?.median ?? 0) ? b : a));
    if (!best.rate) return null;
    // Those whose samples reach those of the best are not told apart by this run.
    const lowest = best.rate.low;
    return {
      sentence: { key: 'matmul.predictTold', values: { best: { key: `matmul.${best.id}` } } },
      right: medians.filter(({ rate }) => (rate?.high ?? 0) >= lowest).map(({ id }) => id),
    };
  },
};
