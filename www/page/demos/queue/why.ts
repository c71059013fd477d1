/**
 * Why the queue took what it took: the gain of several consumers, and which side waited for the
 * other.
 */
import type { Message } from '../../messages/message';
import { percent, whyGain } from '../../why/gain';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { numberOf } from '../params';
import { timelineFigures } from '../timeline-figures';

/** A step is a bottleneck when it was at work so much of the time. */
export const BUSY = 0.8;

export function why({ outcome, values, cores }: FinishedRun): Message[] {
  const producers = numberOf(values, 'producers');
  const consumers = numberOf(values, 'consumers');
  const bars = figureOf(outcome, 'timelines')?.bars['last'] ?? [];
  const { busyMs, makespanMs } = timelineFigures(bars, producers + consumers);
  if (makespanMs <= 0) return [];
  const squaring = busyMs.slice(producers).reduce((sum, ms) => sum + ms, 0);
  const busy = squaring / (consumers * makespanMs);
  const bottleneck: Message = {
    key: busy >= BUSY ? 'why.consumersBusy' : 'why.consumersWait',
    values: { percent: percent(busy), n: consumers },
  };
  const speedup = outcome.speedups?.['consumers'];
  if (!speedup) return [bottleneck];
  return [
    ...whyGain({
      who: { key: 'who.consumers', values: { n: consumers } },
      speedup,
      workers: consumers,
      cores,
      account: outcome.accounts?.['consumers'] ?? null,
      words: { handing: { key: 'why.items' } },
    }),
    bottleneck,
  ];
}
