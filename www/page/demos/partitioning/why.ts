/** Why one partition beats another: the share of the heaviest part is the bound. */
import { formatRatio, formatSignificant } from '../../messages/format';
import type { Message } from '../../messages/message';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';

export function why({ outcome, cores }: FinishedRun): Message[] {
  return (figureOf(outcome, 'parts')?.strategies ?? []).flatMap(
    ({ strategy, parts, shares }): Message[] => {
      const heaviest = Math.max(0, ...shares);
      const ratio = outcome.speedups?.[strategy]?.value;
      if (heaviest === 0 || ratio === undefined) return [];
      return [
        {
          key: 'why.heaviest',
          values: {
            strategy: { key: `partitioning.${strategy}` },
            n: parts.filter((part) => part.length > 0).length,
            percent: formatSignificant(100 * heaviest),
            most: formatRatio(Math.min(1 / heaviest, cores)),
            cores,
            ratio: formatRatio(ratio),
          },
        },
      ];
    },
  );
}
