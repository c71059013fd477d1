/**
 * Why the products took what they took: copying and idle workers, the memory's order, and what
 * Amdahl's law leaves.
 */
import { formatRatio, formatSignificant } from '../../messages/format';
import type { Message } from '../../messages/message';
import { percent, whyGain } from '../../why/gain';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { setupOf, team, type Setup } from './setup';

/** Each algorithm, and the one from which it differs by one idea. */
const STEPS = [
  { from: 'naive', to: 'blocked' },
  { from: 'blocked', to: 'simd' },
  { from: 'simd', to: 'fast' },
] as const;

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
      return whyScaling(setup, run);
  }
}

function whyPair(setup: Setup, { outcome, cores }: FinishedRun): Message[] {
  const speedup = outcome.speedups?.['total'];
  if (!speedup) return [];
  return whyGain({
    who: team(setup.place, setup.workers),
    speedup,
    workers: setup.workers,
    cores,
    account: outcome.accounts?.['total'] ?? null,
    words: { handing: { key: 'why.asking' } },
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
  for (const { from, to } of STEPS) {
    const [before, after] = [rows[from]?.gflops.median ?? 0, rows[to]?.gflops.median ?? 0];
    if (before > 0 && after > 0)
      messages.push({ key: `why.step.${to}`, values: { ratio: formatRatio(after / before) } });
  }
  if (fast && strassen && strassen.medianMs > 0) {
    const ratio = fast.medianMs / strassen.medianMs;
    messages.push({
      key: ratio > 1 ? 'why.strassenWon' : 'why.strassenLost',
      values: { percent: Math.abs(percent(ratio - 1)) },
    });
  }
  return messages;
}

function whyScaling(setup: Setup, { outcome, cores }: FinishedRun): Message[] {
  const { points: all = [], serialFraction = null } = figureOf(outcome, 'scaling') ?? {};
  const doubt = all.at(-1)?.speedup?.doubt;
  // Below the clock's floor the points are its steps, and so is what is fitted to them.
  if (doubt === 'clock') return [{ key: 'why.clock' }];
  const messages: Message[] = [];
  const crowded = all.some(({ workers }) => workers > cores);
  if (crowded)
    messages.push({ key: 'why.moreThanCores', values: { workers: setup.workers, cores } });
  // Beyond the cores a speedup says nothing about the program.
  const points = all.filter(({ workers }) => workers <= cores);
  if (serialFraction !== null && !crowded)
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
