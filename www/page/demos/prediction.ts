/** What the predictions of several demos share. What depends on the machine has its spread. */
import type { PolicyName } from '../../common/types';
import { formatRatio } from '../messages/format';
import type { Message } from '../messages/message';
import type { Choice, Prediction } from './demo';
import type { Facts, Values } from './params';

/** How many times as fast: a question whose answer is the first speedup of the run. */
export function timesAsFast(who: (values: Values, facts: Facts) => Message | null): Prediction {
  return {
    ask: (values, facts) => {
      const team = who(values, facts);
      if (team === null) return null;
      return { sentence: { key: 'predict.times', values: { who: team } }, choices: null };
    },
    tell: ({ outcome: { speedups = {} } }) => {
      const [measured] = Object.values(speedups);
      if (!measured || measured.doubt === 'clock') return null;
      const { value, low, high } = measured;
      const values = {
        ratio: formatRatio(value),
        low: formatRatio(low),
        high: formatRatio(high),
      };
      return { sentence: { key: 'predict.timesTold', values }, value, low, high };
    },
  };
}

/** The one with the shorter time, where the samples of the two do not overlap. */
export function shorter(
  times: Readonly<Record<string, { minMs: number; maxMs: number } | undefined>>,
): string | null {
  const [one, other] = Object.entries(times);
  if (!one?.[1] || !other?.[1]) return null;
  if (one[1].maxMs < other[1].minMs) return one[0];
  return other[1].maxMs < one[1].minMs ? other[0] : null;
}

export function policyChoices(policies: readonly PolicyName[]): Choice[] {
  return policies.map((id) => ({ id, label: { key: `policy.${id}` } }));
}
