/** Why one policy beats another: the lower bound, idle workers, and what handing out costs. */
import { formatMs, formatSignificant } from '../../messages/format';
import type { Message } from '../../messages/message';
import { percent } from '../../why/gain';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { numberOf } from '../params';
import type { LabFigures } from './lab';

/** A schedule so close to the lower bound cannot be told from the best. */
const AT_THE_BOUND = 1.02;

export function why({ outcome, values }: FinishedRun): Message[] {
  const runs = figureOf(outcome, 'lab')?.runs ?? [];
  const chosen = runs.find(({ policy }) => policy === values['policy']);
  const best = runs.reduce(
    (least, run) => (run.figures.makespanMs < least.figures.makespanMs ? run : least),
    runs[0] ?? { policy: 'chunk' as const, figures: { makespanMs: 0 } },
  );
  if (chosen === undefined || chosen.figures.makespanMs <= 0) return [];
  const { figures } = chosen;
  const policy: Message = { key: `policy.${chosen.policy}` };
  return [
    withinBound(policy, figures),
    timeOf(policy, figures, numberOf(values, 'workers')),
    best.policy === chosen.policy
      ? { key: 'why.isBest', values: { policy, n: runs.length } }
      : {
          key: 'why.better',
          values: {
            policy,
            best: { key: `policy.${best.policy}` },
            ms: formatMs(best.figures.makespanMs),
            percent: percent(figures.makespanMs / best.figures.makespanMs - 1),
          },
        },
  ];
}

function withinBound(policy: Message, { makespanMs, lowerBoundMs }: LabFigures): Message {
  const values = { policy, ms: formatMs(makespanMs), bound: formatMs(lowerBoundMs) };
  return makespanMs <= AT_THE_BOUND * lowerBoundMs
    ? { key: 'why.atBound', values }
    : {
        key: 'why.aboveBound',
        values: { ...values, percent: percent(makespanMs / lowerBoundMs - 1) },
      };
}

/** What the workers' time went into, until the last one ended. */
function timeOf(
  policy: Message,
  { makespanMs, idleMs, overheadMs, dispatches }: LabFigures,
  workers: number,
): Message {
  const all = workers * makespanMs;
  const [idle, overhead] = [idleMs / all, overheadMs / all];
  return {
    key: 'why.shares',
    values: {
      policy,
      tasks: formatSignificant(100 * Math.max(0, 1 - idle - overhead)),
      idle: formatSignificant(100 * idle),
      overhead: formatSignificant(100 * overhead),
      n: dispatches,
    },
  };
}
