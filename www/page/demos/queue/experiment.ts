/** What a run of the queue does and shows. */
import { speedup, takeTurns } from '../../measure';
import { formatMs } from '../../messages/format';
import type { Message } from '../../messages/message';
import { accountOfRuns, type Timed } from '../../why/account';
import type { Answer, RunContext } from '../demo';
import type { Bar } from '../figures';
import { followed, itemTone } from '../item-tones';
import { listText } from '../list-text';
import { numberOf } from '../params';
import type { Report } from './programs';
import { runQueue, stepsOf, type QueueRun } from './run';
import type { TableData } from '../table';
import { fromFirstStart, timelineFigures } from '../timeline-figures';

export async function run(context: RunContext): Promise<void> {
  const { playground, values, signal } = context;
  const items = numberOf(values, 'items');
  const producers = numberOf(values, 'producers');
  const consumers = numberOf(values, 'consumers');
  const repeats = numberOf(values, 'repeats');
  const counts = consumers > 1 ? [1, consumers] : [1];
  const expected = Array.from({ length: items }, (_, item) => item * item);
  const runs = counts.length * repeats + 2;
  let finished = 0;
  let last: QueueRun | null = null;
  /** The runs that were timed, by the number of consumers. */
  const timed = new Map<number, Timed[]>();

  /** One run, checked: its makespan, or null where the squares are not what they must be. */
  const once = async (count: number, phase: Message, watched = false): Promise<number | null> => {
    context.progress(finished / runs, phase);
    last = await runQueue(
      playground,
      {
        items,
        producers,
        consumers: count,
        capacity: numberOf(values, 'capacity'),
        steps,
        watched,
      },
      signal,
      (done) => context.progress((finished + done / Math.max(1, items)) / runs, phase),
    );
    finished += 1;
    const answer = compare(last.squares, expected);
    if (finished === 1 || answer.state === 'wrong') context.show({ answer });
    if (answer.state === 'wrong') return null;
    return timelineFigures(barsOf(last.reports, producers), producers + count).makespanMs;
  };

  context.progress(0, { key: 'phase.check' });
  const steps = await stepsOf(playground, numberOf(values, 'work') / 1000, signal);
  if ((await once(consumers, { key: 'phase.check' })) === null) return;
  const wrong = new AbortController();
  const samples = await takeTurns(
    counts.map((count) => ({
      id: count === 1 ? 'one' : 'several',
      run: async () => {
        const makespanMs = await once(count, { key: 'phase.measure' });
        if (makespanMs === null) wrong.abort();
        else
          timed.set(count, [
            ...(timed.get(count) ?? []),
            consumersOf(reportsOf(last), producers, count),
          ]);
        return makespanMs ?? Number.NaN;
      },
    })),
    repeats,
    AbortSignal.any([signal, wrong.signal]),
  ).catch((thrown: unknown) => {
    if (wrong.signal.aborted && !signal.aborted) return null;
    throw thrown;
  });
  // A wrong answer has been said; its time means nothing.
  if (samples === null || wrong.signal.aborted) return;
  // Looking at the queue takes time, so the run that is watched is not one of those that were
  // measured.
  if ((await once(consumers, { key: 'queue.phaseWatch' }, true)) === null) return;

  const one = samples['one'] ?? [];
  const several = samples['several'] ?? [];
  context.show({
    ...(several.length > 0 && {
      speedups: {
        consumers: speedup(one, several, {
          clockMs: playground.environment.clockResolutionMs,
          workers: consumers,
        }),
      },
      accounts: { consumers: accountOfRuns(timed.get(1) ?? [], timed.get(consumers) ?? []) },
    }),
    figures: [
      {
        kind: 'timelines',
        bars: { last: fromFirstStart(barsOf(reportsOf(last), producers, followed(2 * items))) },
      },
      depthOf(reportsOf(last), producers, numberOf(values, 'capacity')),
      {
        kind: 'timings',
        rows: {
          one: { statistics: await playground.statistics(one) },
          ...(several.length > 0
            ? { several: { statistics: await playground.statistics(several) } }
            : {}),
        },
      },
    ],
  });
}

/** The consumers' part of a run, from the first put to the last square. */
function consumersOf(reports: readonly Report[], producers: number, workers: number): Timed {
  const bars = barsOf(reports, producers);
  return {
    workers,
    startMs: Math.min(...bars.map(({ startMs }) => startMs)),
    endMs: Math.max(...bars.map(({ endMs }) => endMs)),
    bars: bars
      .filter(({ row }) => row >= producers)
      .map((bar) => ({ ...bar, row: bar.row - producers })),
  };
}

function reportsOf(run: QueueRun | null): readonly Report[] {
  return run?.reports ?? [];
}

/** How full the queue was over time, on the timeline's axis. */
export function depthOf(
  reports: readonly Report[],
  producers: number,
  capacity: number,
): TableData {
  const bars = barsOf(reports, producers);
  const first = bars.reduce((earliest, bar) => Math.min(earliest, bar.startMs), Infinity);
  const points = reports
    .flatMap((report) =>
      report.kind === 'produced'
        ? report.depths
        : report.kind === 'consumed' && report.depth
          ? [report.depth]
          : [],
    )
    .map(({ atMs, size }) => ({ atMs: atMs - first, value: size }))
    .sort((a, b) => a.atMs - b.atMs);
  const endMs = bars.reduce((latest, bar) => Math.max(latest, bar.endMs - first), 0);
  const highest = points.reduce((most, { value }) => Math.max(most, value), 0);
  const full = points.filter(({ value }) => value >= capacity).length;
  return {
    kind: 'table',
    id: 'depth',
    chart: { kind: 'steps', points, limit: capacity === 0 ? null : capacity, endMs },
    cells: {},
    rows: points.map(({ atMs, value }) => ({ label: formatMs(atMs), cells: { depth: value } })),
    notes: [
      capacity === 0
        ? { key: 'queue.noteUnbounded', values: { n: highest } }
        : {
            key: 'queue.noteBounded',
            values: {
              n: highest,
              percent: points.length === 0 ? 0 : Math.round((100 * full) / points.length),
            },
          },
    ],
  };
}

function compare(got: readonly number[], expected: readonly number[]): Answer {
  const right =
    got.length === expected.length && got.every((square, index) => square === expected[index]);
  return {
    state: right ? 'right' : 'wrong',
    sentence: { key: right ? 'queue.right' : 'queue.wrong', values: { n: expected.length } },
    got: listText(got),
    ...(right ? {} : { expected: listText(expected) }),
  };
}

/** In the colours of what is done, or of the items. */
function barsOf(reports: readonly Report[], producers: number, coloured = false): Bar[] {
  return reports.flatMap((report): Bar[] => {
    switch (report.kind) {
      case 'ready':
        return [];
      case 'produced':
        return report.puts.map((put) => ({
          row: report.producer,
          label: { key: 'span.put', values: { item: put.item } },
          startMs: put.startMs,
          endMs: put.endMs,
          tone: coloured ? itemTone(put.item) : 0,
        }));
      case 'consumed':
        return [
          {
            row: producers + report.consumer,
            label: { key: 'span.square', values: { item: report.item } },
            startMs: report.startMs,
            endMs: report.endMs,
            tone: coloured ? itemTone(report.item) : 1,
          },
        ];
    }
  });
}
