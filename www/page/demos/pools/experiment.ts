/** What a run of the pools does and shows. */
import type { ChunkSpan } from '../../../common/types';
import { median, speedup, takeTurns, type Ratio } from '../../measure';
import type { Message } from '../../messages/message';
import { accountOfRuns, type Timed } from '../../why/account';
import type { Answer, RunContext } from '../demo';
import type { Bar } from '../figures';
import { followed, itemTone, WHOLE_TONE } from '../item-tones';
import { listText } from '../list-text';
import { numberOf, type Values } from '../params';
import type { Cells } from '../table';
import { fromFirstStart } from '../timeline-figures';
import {
  chunksOf,
  contendersOf,
  setupOf,
  type Contender,
  type ContenderId,
  type Setup,
} from './contenders';
import { overheadUs, runMap, type MapRun } from './maps';

/** A browser's timer may wake a little early. */
const EARLY_MS = 1.5;

export async function run(context: RunContext): Promise<void> {
  const { playground, values, signal } = context;
  const setup = setupOf(values);
  const contenders = contendersOf(values, { threads: playground.mode === 'threads' });
  const repeats = numberOf(values, 'repeats');
  const turns = contenders.length * (repeats + 2);
  const latest = new Map<ContenderId, MapRun>();
  /** The runs that were timed, in their order. */
  const timed = new Map<ContenderId, Timed[]>();
  let finished = 0;
  /** The wrong answers there were. */
  const wrong: Answer[] = [];

  const once = async (contender: Contender, phase: Message): Promise<number> => {
    const at = (done: number): void =>
      context.progress((finished + done / Math.max(1, setup.items.length)) / turns, phase);
    at(0);
    const run = await runMap(playground, contender, setup, signal, at);
    finished += 1;
    latest.set(contender.id, run);
    const reference = latest.get('oneProcess')?.values ?? [];
    const answer = compare(setup, run.values, reference);
    if (answer.state === 'wrong') wrong.push(answer);
    return run.elapsedMs;
  };

  for (const contender of contenders) await once(contender, { key: 'phase.check' });
  const reference = latest.get('oneProcess')?.values ?? [];
  context.show({ answer: wrong[0] ?? compare(setup, reference, reference) });
  if (wrong.length > 0) return;

  const samples = await takeTurns(
    contenders.map((contender) => ({
      id: contender.id,
      run: async () => {
        const elapsedMs = await once(contender, { key: 'phase.measure' });
        const run = latest.get(contender.id);
        const before = timed.get(contender.id) ?? [];
        if (run) timed.set(contender.id, [...before, timedOf(contender, run)]);
        return elapsedMs;
      },
    })),
    repeats,
    signal,
  );
  const [answer] = wrong;
  if (answer) {
    context.show({ answer });
    return;
  }
  const overheads = new Map<ContenderId, number>();
  for (const contender of contenders) {
    context.progress(finished / turns, { key: 'pools.phaseOverhead' });
    overheads.set(contender.id, await overheadUs(playground, contender, setup, signal));
    finished += 1;
  }

  const timings = await Promise.all(
    contenders.map(
      async ({ id }) => [id, { statistics: await playground.statistics(samples[id]) }] as const,
    ),
  );
  const several = contenders.filter((contender) => contender.workers > 1);
  const clockMs = playground.environment.clockResolutionMs;
  const baselineOf = ({ threads }: Contender): ContenderId =>
    threads ? 'oneThread' : 'oneProcess';
  const speedupOf = (contender: Contender): Ratio | null =>
    speedup(samples[baselineOf(contender)], samples[contender.id], {
      clockMs,
      workers: contender.workers,
    });
  const cells = (contender: Contender): Cells => {
    const measured = contender.workers > 1 ? speedupOf(contender) : null;
    const gained = measured === null ? null : told(measured);
    const alone = samples[baselineOf(contender)];
    return {
      speedup: gained,
      efficiency: gained === null ? null : gained / contender.workers,
      work: setup.items.length === 0 ? null : (median(alone) * 1000) / setup.items.length,
      overhead: overheads.get(contender.id) ?? null,
    };
  };
  context.show({
    speedups: Object.fromEntries(several.map((one) => [one.id, speedupOf(one)])),
    accounts: Object.fromEntries(
      several.map((one) => [
        one.id,
        accountOfRuns(timed.get(baselineOf(one)) ?? [], timed.get(one.id) ?? []),
      ]),
    ),
    figures: [
      {
        kind: 'timelines',
        bars: Object.fromEntries(
          contenders.map(({ id }) => [
            id,
            fromFirstStart((latest.get(id)?.spans ?? []).map((span) => barOf(span, values))),
          ]),
        ),
      },
      {
        kind: 'table',
        id: 'gain',
        chart: null,
        cells: Object.fromEntries(contenders.map((one) => [one.id, cells(one)])),
        notes: [noteOn(setup, playground.environment.cores)],
      },
      { kind: 'timings', rows: Object.fromEntries(timings) },
    ],
  });
}

/** The figure of the table, where the headline has one too. */
export function told({ value, doubt }: Ratio): number | null {
  return doubt === 'clock' || doubt === 'noise' ? null : value;
}

function timedOf({ workers }: Contender, { spans, startMs, elapsedMs }: MapRun): Timed {
  return { workers, startMs, endMs: startMs + elapsedMs, bars: spans.map((span) => barOf(span)) };
}

/** What is to be expected of so many workers on so many cores. */
function noteOn({ task, workers }: Setup, cores: number): Message {
  const key =
    task === 'sleep'
      ? 'pools.noteWaiting'
      : workers > cores
        ? 'pools.noteCrowded'
        : 'pools.noteComputing';
  return { key, values: { workers, cores } };
}

/** The same results in the same order; of tasks that wait, the time waited. */
export function compare(
  { task, items }: Pick<Setup, 'task' | 'items'>,
  got: readonly number[],
  reference: readonly number[],
): Answer {
  const right =
    got.length === items.length &&
    (task === 'sleep'
      ? got.every((ms, index) => ms >= (items[index]?.[0] ?? 0) - EARLY_MS)
      : got.every((value, index) => value === reference[index]));
  const values = { n: items.length };
  const shown = task === 'sleep' ? got.map((ms) => Math.round(ms)) : got;
  if (!right) {
    const expected = task === 'sleep' ? items.map(([amount = 0]) => amount) : reference;
    return {
      state: 'wrong',
      sentence: { key: 'pools.wrong' },
      got: listText(shown, 6),
      expected: listText(expected, 6),
    };
  }
  const key = task === 'sleep' ? 'pools.rightSleep' : 'pools.right';
  return { state: 'right', sentence: { key, values }, got: listText(shown, 6) };
}

/** In the colour of its chunk; of all items together, and of very many, there is none. */
function barOf(
  { worker, chunk: { first, length }, startMs, endMs }: ChunkSpan,
  values: Values | null = null,
): Bar {
  const coloured = values !== null && followed(chunksOf(values));
  const whole = values !== null && chunksOf(values) > 1 && length === numberOf(values, 'items');
  const chunk = values === null ? 0 : Math.floor(first / numberOf(values, 'chunksize'));
  const label: Message =
    length === 1
      ? { key: 'span.item', values: { item: first } }
      : { key: 'span.items', values: { first, last: first + length - 1 } };
  const tone = !coloured ? 0 : whole ? WHOLE_TONE : itemTone(chunk);
  return { row: worker, label, startMs, endMs, tone };
}
