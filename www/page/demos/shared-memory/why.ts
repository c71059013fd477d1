/**
 * Why counting took what it took: lost updates, what the call itself costs, and only then what the
 * processes cost one another.
 */
import { formatSignificant } from '../../messages/format';
import type { Message, MessageKey } from '../../messages/message';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { numberOf } from '../params';

/** A difference smaller than this share of the call's own cost is none. */
const NOTABLE = 0.1;

const WAYS = [
  { way: 'atomic', alone: 'oneAtomic', name: 'shared.atomicAdd' },
  { way: 'lock', alone: 'oneLock', name: 'shared.withLock' },
] as const satisfies readonly { way: string; alone: string; name: MessageKey }[];

export function why({ outcome, values, cores }: FinishedRun): Message[] {
  const cells = figureOf(outcome, 'table', 'counter')?.cells ?? {};
  const of = (way: string, cell: string): number => cells[way]?.[cell] ?? Number.NaN;
  const processes = numberOf(values, 'processes');
  const n = processes * numberOf(values, 'increments');
  const lost = of('plain', 'lost');
  const race: Message =
    lost > 0
      ? { key: 'why.lost', values: { lost, n, percent: formatSignificant((100 * lost) / n) } }
      : { key: 'why.noneLost', values: { n } };
  return [
    ...(lost >= 0 ? [race] : []),
    ...WAYS.flatMap(({ way, alone, name }): Message[] => {
      const call = of(alone, 'ns');
      // Of each core, not of the clock: the processes run on several at the same time.
      const together = of(way, 'ns') * Math.min(processes, cores);
      if (!(call > 0 && together > 0)) return [];
      const figures = {
        way: { key: name },
        call: formatSignificant(call),
        together: formatSignificant(together),
        n: processes,
      } as const;
      return together <= (1 + NOTABLE) * call
        ? [{ key: 'why.callCost', values: figures }]
        : [
            {
              key: 'why.contention',
              values: { ...figures, more: formatSignificant(together - call) },
            },
          ];
    }),
  ];
}
