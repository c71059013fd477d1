/**
 * One worker against several: what they were worth, who computed what, and where the time of a call
 * went.
 */
import type { MatmulResult, TileSpan } from '../../../common/types';
import { median, speedup, takeTurns } from '../../measure';
import type { Message } from '../../messages/message';
import { accountOfRuns, type Timed } from '../../why/account';
import type { Bar, Cost } from '../figures';
import { ownersOf } from './owners';
import { contendersOf, type Contender } from './pair-outline';
import { gflopsOf, Products, type Kind, type Study } from './products';

export const pair: Study = async (context, setup, operands) => {
  const { playground, signal } = context;
  const contenders = contendersOf(setup);
  const total = contenders.length * (setup.repeats + 1);
  const products = new Products(context, setup, operands, total);
  if ((await products.checkEach(contenders.map(({ kind }) => kind))) === null) return;

  const totals: Record<Contender, number[]> = { one: [], many: [] };
  const costs: Record<Contender, Cost[]> = { one: [], many: [] };
  const timed: Record<Contender, Timed[]> = { one: [], many: [] };
  let spans: readonly TileSpan[] = [];
  const samples = await takeTurns(
    contenders.map(({ id, kind }) => ({
      id,
      run: async () => {
        const result = await products.measure(kind);
        totals[id].push(result.totalMs);
        costs[id].push(costOf(result));
        spans = result.spans;
        timed[id].push(timedOf(result, kind));
        return result.computeMs;
      },
    })),
    setup.repeats,
    signal,
  );

  const least = contenders.at(-1)?.kind ?? null;
  const dispatchUs = least === null ? null : await products.leastCallUs(least);

  const timings = await Promise.all(
    contenders.flatMap(({ id }) =>
      (
        [
          [`${id}-compute`, samples[id]],
          [`${id}-total`, totals[id]],
        ] as const
      ).map(async ([name, times]) => {
        const statistics = await playground.statistics([...times]);
        return [name, { statistics, gflops: gflopsOf(setup.n, statistics.medianMs) }] as const;
      }),
    ),
  );
  const clockMs = playground.environment.clockResolutionMs;
  const { workers } = setup;
  context.show({
    ...(contenders.length === 2 && {
      speedups: { total: speedup(totals.one, totals.many, { clockMs, workers }) },
      accounts: { total: accountOfRuns(timed.one, timed.many) },
    }),
    figures: [
      { kind: 'timelines', bars: { last: spans.map(barOf) } },
      { kind: 'ownership', cells: ownersOf(spans) },
      {
        kind: 'costs',
        rows: Object.fromEntries(contenders.map(({ id }) => [id, medianCost(costs[id])])),
        dispatchUs,
        clockResolutionMs: clockMs,
      },
      { kind: 'timings', rows: Object.fromEntries(timings) },
    ],
  });
};

/** What the time of a call went into. */
export function costOf({
  arithmeticMs,
  copyMs,
  totalMs,
}: Pick<MatmulResult, 'arithmeticMs' | 'copyMs' | 'totalMs'>): Cost {
  return { arithmeticMs, copyMs, restMs: Math.max(0, totalMs - arithmeticMs - copyMs) };
}

/**
 * A whole call: its bars have an axis of their own, so that the call is laid around them. On
 * processes copying is an average over the workers; elsewhere all wait while one copies.
 */
export function timedOf(
  { spans, totalMs, copyMs }: Pick<MatmulResult, 'spans' | 'totalMs' | 'copyMs'>,
  { workers }: Pick<Kind, 'workers'>,
): Timed {
  const startMs = Math.min(0, ...spans.map((span) => span.startMs));
  return {
    workers,
    startMs,
    endMs: startMs + totalMs,
    bars: spans.map(barOf),
    copyMs: copyMs * workers,
  };
}

function medianCost(costs: readonly Cost[]): Cost {
  const of = (part: keyof Cost): number => median(costs.map((cost) => cost[part]));
  return { arithmeticMs: of('arithmeticMs'), copyMs: of('copyMs'), restMs: of('restMs') };
}

function barOf({ worker, tile, startMs, endMs }: TileSpan): Bar {
  const label: Message =
    tile.rows === 1
      ? { key: 'span.row', values: { row: tile.row } }
      : { key: 'span.rows', values: { first: tile.row, last: tile.row + tile.rows - 1 } };
  return { row: worker, label, startMs, endMs, tone: 0 };
}
