/**
 * Why the products took what they took: copying and idle workers, the memory's order, and what
 * Amdahl's law leaves.
 */
import { formatRatio, formatSignificant } from '../../messages/format';
import type { Message } from '../../messages/message';
import { idleCause, percent, whyGain } from '../../why/gain';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { setupOf, team, type Setup } from './setup';

/** Of Karp and Flatt's figure: it grew, beyond what the spread of the samples does to it. */
const GREW = 1.5;

export function why(run: FinishedRun): Message[] {
  const setup = setupOf(run.values);
  switch (setup.study) {
    case 'pair':
      return whyPair(setup, run);
    case 'algorithms':
      return whyAlgorithms(run);
    case 'speedup':
      return whyScaling(run);
  }
}

function whyPair(setup: Setup, { outcome, cores }: FinishedRun): Message[] {
  const speedup = outcome.speedups?.['total']?.value;
  const cost = figureOf(outcome, 'costs')?.rows['many'];
  if (speedup === undefined || cost === undefined) return [];
  const total = cost.arithmeticMs + cost.copyMs + cost.restMs;
  const part = (ms: number): number => (total > 0 ? ms / total : 0);
  return whyGain({
    who: team(setup.place, setup.workers),
    speedup,
    workers: setup.workers,
    cores,
    causes: [
      {
        share: part(cost.copyMs),
        message: { key: 'why.copying', values: { percent: percent(part(cost.copyMs)) } },
      },
      {
        share: part(cost.restMs),
        message: { key: 'why.asking', values: { percent: percent(part(cost.restMs)) } },
      },
      idleCause(figureOf(outcome, 'timelines')?.bars['last'] ?? [], setup.workers),
    ],
  });
}

function whyAlgorithms({ outcome }: FinishedRun): Message[] {
  const { rows = {}, limit } = figureOf(outcome, 'comparison') ?? {};
  const { naive, fast, strassen } = rows;
  const most = limit === undefined ? 0 : limit.workers * limit.gflops;
  const messages: Message[] = [];
  if (fast && most > 0)
    messages.push({
      key: 'why.ofLimit',
      values: { percent: percent(fast.gflops.median / most), gflops: formatSignificant(most) },
    });
  if (fast && naive && naive.gflops.median > 0)
    messages.push({
      key: 'why.naive',
      values: { ratio: formatRatio(fast.gflops.median / naive.gflops.median) },
    });
  if (fast && strassen && strassen.medianMs > 0) {
    const ratio = fast.medianMs / strassen.medianMs;
    messages.push({
      key: ratio > 1 ? 'why.strassenWon' : 'why.strassenLost',
      values: { percent: Math.abs(percent(ratio - 1)) },
    });
  }
  return messages;
}

function whyScaling({ outcome }: FinishedRun): Message[] {
  const { points = [], serialFraction = null } = figureOf(outcome, 'scaling') ?? {};
  const messages: Message[] = [];
  if (serialFraction !== null)
    messages.push(
      serialFraction > 0
        ? {
            key: 'why.amdahl',
            values: {
              percent: formatSignificant(100 * serialFraction),
              most: formatSignificant(1 / serialFraction),
            },
          }
        : { key: 'why.amdahlNone' },
    );
  const figures = points.flatMap(({ karpFlatt }) => (karpFlatt === null ? [] : [karpFlatt]));
  const [first, last] = [figures[0], figures.at(-1)];
  if (first !== undefined && last !== undefined && figures.length > 1 && first > 0)
    messages.push({
      key: last > GREW * first ? 'why.karpFlattGrows' : 'why.karpFlattSteady',
      values: {
        first: formatSignificant(100 * first),
        last: formatSignificant(100 * last),
      },
    });
  return messages;
}
