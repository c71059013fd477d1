/** Before a run: which policy ends first. */
import { POLICIES } from '../../../common/policies';
import { formatMs } from '../../messages/format';
import { figureOf } from '../figures';
import type { Prediction } from '../demo';
import { policyChoices } from '../prediction';

/** Real makespans that are so close are not told apart by one run. */
const CLOSE = 1.01;

export const prediction: Prediction = {
  ask: () => ({ sentence: { key: 'scheduling.predict' }, choices: policyChoices(POLICIES) }),
  tell: ({ values, outcome }) => {
    const runs = figureOf(outcome, 'lab')?.runs ?? [];
    const least = Math.min(...runs.map(({ figures }) => figures.makespanMs));
    const most = least * (values['load'] === 'simulate' ? 1 + 1e-9 : CLOSE);
    const right = runs
      .filter(({ figures }) => figures.makespanMs <= most)
      .map(({ policy }) => policy);
    const [first] = right;
    if (first === undefined) return null;
    return {
      sentence: {
        key: 'scheduling.predictTold',
        values: { policy: { key: `policy.${first}` }, ms: formatMs(least), n: right.length - 1 },
      },
      right,
    };
  },
};
