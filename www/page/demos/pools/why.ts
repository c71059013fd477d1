/** Why the pools gained what they gained: what the workers' time went into beside the tasks. */
import { formatSignificant } from '../../messages/format';
import type { Message } from '../../messages/message';
import { whyGain } from '../../why/gain';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { contendersOf, setupOf } from './contenders';

export function why({ values, outcome, cores }: FinishedRun): Message[] {
  const { task, workers } = setupOf(values);
  const threads = figureOf(outcome, 'timings')?.rows['threads'] !== undefined;
  const several = contendersOf(values, { threads }).filter((one) => one.workers > 1);
  return several.flatMap(({ id, who }): Message[] => {
    const speedup = outcome.speedups?.[id];
    const account = outcome.accounts?.[id] ?? null;
    if (!speedup) return [];
    const { chunks = 0, lostMs: { handing = 0 } = {} } = account ?? {};
    return whyGain({
      who,
      speedup,
      workers,
      cores,
      waiting: task === 'sleep',
      account,
      words: {
        handing: {
          key: 'why.chunks',
          values: { n: chunks, us: formatSignificant((1000 * handing) / Math.max(1, chunks)) },
        },
      },
    });
  });
}
