/**
 * Why the pools gained what they gained: the cores, the cost of handing out, and how even the end
 * was.
 */
import { formatSignificant } from '../../messages/format';
import type { Message } from '../../messages/message';
import { idleCause, percent, whyGain } from '../../why/gain';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { contendersOf, setupOf } from './contenders';

export function why({ values, outcome, cores }: FinishedRun): Message[] {
  const { task, workers } = setupOf(values);
  const threads = figureOf(outcome, 'timings')?.rows['threads'] !== undefined;
  const several = contendersOf(values, { threads }).filter((one) => one.workers > 1);
  return several.flatMap(({ id, who }): Message[] => {
    const speedup = outcome.speedups?.[id]?.value;
    const { work = null, overhead = null } = figureOf(outcome, 'table', 'gain')?.cells[id] ?? {};
    if (speedup === undefined || work === null || overhead === null) return [];
    const waiting = task === 'sleep';
    const atOnce = waiting ? workers : Math.min(workers, cores);
    // Per item of the list: what is left of the work when it is shared, and the cost of handing it
    // out.
    const share = overhead / (work / atOnce + overhead);
    return whyGain({
      who,
      speedup,
      workers,
      cores,
      waiting,
      causes: [
        {
          share,
          message: {
            key: 'why.handingOut',
            values: {
              work: formatSignificant(work),
              overhead: formatSignificant(overhead),
              percent: percent(share),
            },
          },
        },
        idleCause(figureOf(outcome, 'timelines')?.bars[id] ?? [], workers),
      ],
    });
  });
}
