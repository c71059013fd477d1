/**
 * Why one partition beats another: what the processes' time went into, and the heaviest part, for
 * which the others wait.
 */
import { formatSignificant } from '../../messages/format';
import type { Message } from '../../messages/message';
import { whyGain } from '../../why/gain';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';

export function why({ outcome, cores }: FinishedRun): Message[] {
  return (figureOf(outcome, 'parts')?.strategies ?? []).flatMap(
    ({ strategy, parts, shares }): Message[] => {
      const account = outcome.accounts?.[strategy] ?? null;
      const speedup = outcome.speedups?.[strategy];
      if (!speedup || account === null) return [];
      return whyGain({
        who: {
          key: 'partitioning.who',
          values: { strategy: { key: `partitioning.${strategy}` }, n: account.workers },
        },
        speedup,
        workers: account.workers,
        cores,
        account,
        words: {
          idle: {
            key: 'why.heaviest',
            values: {
              n: parts.filter((part) => part.length > 0).length,
              share: formatSignificant(100 * Math.max(0, ...shares)),
            },
          },
        },
      });
    },
  );
}
