/** Why counting took what it took: lost updates, and what an atomic step and a lock cost. */
import { formatRatio, formatSignificant } from '../../messages/format';
import type { Message } from '../../messages/message';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { numberOf } from '../params';

export function why({ outcome, values }: FinishedRun): Message[] {
  const cells = figureOf(outcome, 'table', 'counter')?.cells ?? {};
  const of = (way: string, cell: string): number => cells[way]?.[cell] ?? Number.NaN;
  const n = numberOf(values, 'processes') * numberOf(values, 'increments');
  const lost = of('plain', 'lost');
  const race: Message =
    lost > 0
      ? { key: 'why.lost', values: { lost, n, percent: formatSignificant((100 * lost) / n) } }
      : { key: 'why.noneLost', values: { n } };
  const [one, atomic, lock] = [of('one', 'ns'), of('atomic', 'ns'), of('lock', 'ns')];
  if (!(one > 0 && atomic > 0 && lock > 0)) return [race];
  return [
    race,
    {
      key: 'why.lockCost',
      values: {
        atomic: formatSignificant(atomic),
        lock: formatSignificant(lock),
        ratio: formatRatio(lock / atomic),
        one: formatSignificant(one),
      },
    },
  ];
}
