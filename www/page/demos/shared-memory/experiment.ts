/** What a run around shared memory does and shows. */
import { speedup, takeTurns } from '../../measure';
import type { Message } from '../../messages/message';
import type { Answer, RunContext } from '../demo';
import type { Bar } from '../figures';
import { listText } from '../list-text';
import { numberOf, type Values } from '../params';
import type { Cells } from '../table';
import { fromFirstStart, timelineFigures } from '../timeline-figures';
import { nameOf, SHARED, SLOW, WAYS, type Way } from './outline';
import type { Done, Method } from './programs';
import { contradiction } from './replay';
import {
  runCounter,
  runSlowly,
  runWriters,
  type CounterRun,
  type CounterSetup,
  type SlowRun,
  type WriterRun,
} from './run';

/** How one process alone counts. */
const ALONE: Partial<Record<Way, Method>> = { one: 'plain', oneAtomic: 'atomic', oneLock: 'lock' };

export async function run(context: RunContext): Promise<void> {
  const { playground, values, signal } = context;
  const processes = numberOf(values, 'processes');
  const increments = numberOf(values, 'increments');
  const repeats = numberOf(values, 'repeats');
  const expected = processes * increments;
  const steps = 2 + WAYS.length * (repeats + 1);
  let finished = 0;
  const latest = new Map<Way, CounterRun>();
  /** Of all turns: a counter that was to be exact and was not. */
  const wrong: { way: Way; counter: number }[] = [];

  const count = async (way: Way, phase: Message): Promise<number> => {
    context.progress(finished / steps, phase);
    const run = await runCounter(playground, setupOf(way, processes, increments), signal);
    finished += 1;
    latest.set(way, run);
    if (way !== 'plain' && run.counter !== expected) wrong.push({ way, counter: run.counter });
    return makespan(run.done);
  };

  context.progress(0, { key: 'phase.check' });
  const writers = await runWriters(playground, numberOf(values, 'writers'), signal);
  context.progress(++finished / steps, { key: 'phase.check' });
  const slow = await runSlowly(playground, SLOW.processes, SLOW.increments, signal);
  finished += 1;
  for (const way of WAYS) await count(way, { key: 'phase.check' });
  const judge = (): Answer => answerOf(writers, slow, wrong, values);
  context.show({ answer: judge() });
  if (judge().state === 'wrong') return;

  const samples = await takeTurns(
    WAYS.map((way) => ({ id: way, run: () => count(way, { key: 'phase.measure' }) })),
    repeats,
    signal,
  );
  const answer = judge();
  context.show({ answer });
  // The time of a wrong answer means nothing.
  if (answer.state === 'wrong') return;

  const timings = await Promise.all(
    WAYS.map(
      async (way) => [way, { statistics: await playground.statistics(samples[way]) }] as const,
    ),
  );
  const medians = new Map(timings.map(([way, { statistics }]) => [way, statistics.medianMs]));
  const lostBy = (way: Way): number => expected - (latest.get(way)?.counter ?? expected);
  const cells = (way: Way): Cells => ({
    counter: latest.get(way)?.counter ?? null,
    lost: lostBy(way),
    share: lostBy(way) / expected,
    ns: ((medians.get(way) ?? Number.NaN) * 1e6) / expected,
  });
  const ground = { clockMs: playground.environment.clockResolutionMs, workers: processes };
  context.show({
    speedups: {
      atomic: speedup(samples.oneAtomic, samples.atomic, ground),
      lock: speedup(samples.oneLock, samples.lock, ground),
    },
    figures: [
      {
        kind: 'timelines',
        bars: {
          writers: fromFirstStart(writerBars(writers)),
          ...Object.fromEntries(
            SHARED.map((way) => [way, fromFirstStart(counterBars(latest.get(way)?.done ?? []))]),
          ),
        },
      },
      { kind: 'interleaving', steps: slow.steps },
      {
        kind: 'table',
        id: 'counter',
        chart: {
          kind: 'stack',
          bars: WAYS.map((way) => ({
            label: nameOf(way, values),
            parts: [expected - lostBy(way), lostBy(way)],
          })),
        },
        cells: Object.fromEntries(WAYS.map((way) => [way, cells(way)])),
      },
      { kind: 'timings', rows: Object.fromEntries(timings) },
    ],
  });
}

/** The same number of increments in all ways; one process alone makes those of all. */
function setupOf(way: Way, processes: number, increments: number): CounterSetup {
  const alone = ALONE[way];
  if (alone !== undefined)
    return { processes: 1, increments: processes * increments, method: alone };
  const method = SHARED.find((one) => one === way) ?? 'plain';
  return { processes, increments, method };
}

function makespan(done: readonly Done[]): number {
  return timelineFigures(counterBars(done), 0).makespanMs;
}

function answerOf(
  { cells }: WriterRun,
  slow: SlowRun,
  wrong: readonly { way: Way; counter: number }[],
  values: Values,
): Answer {
  const tens = Array.from({ length: numberOf(values, 'writers') }, (_, index) => index * 10);
  const got = listText(cells);
  if (listText(tens, tens.length) !== listText(cells, cells.length)) {
    return { state: 'wrong', sentence: { key: 'shared.wrong' }, got, expected: listText(tens) };
  }
  const fault = contradiction(slow.steps, slow.counter);
  if (fault !== null)
    return { state: 'wrong', sentence: { key: 'shared.wrongRecord' }, got: fault };
  const n = numberOf(values, 'processes') * numberOf(values, 'increments');
  const first = wrong[0];
  if (first) {
    const sentence: Message = {
      key: 'shared.wrongCounter',
      values: { way: nameOf(first.way, values) },
    };
    return { state: 'wrong', sentence, got: String(first.counter), expected: String(n) };
  }
  return { state: 'right', sentence: { key: 'shared.right', values: { n } }, got };
}

/** For each process: from the page's call until it ran, and its write. */
function writerBars({ startMs, done }: WriterRun): Bar[] {
  return done.flatMap((one): Bar[] => [
    {
      row: one.process,
      label: { key: 'span.starting' },
      startMs,
      endMs: one.beganMs,
      tone: 0,
    },
    {
      row: one.process,
      label: { key: 'span.write', values: { value: one.process * 10, index: one.process } },
      startMs: one.startMs,
      endMs: one.endMs,
      tone: 1,
    },
  ]);
}

function counterBars(done: readonly Done[]): Bar[] {
  return done.map(({ process, startMs, endMs }) => ({
    row: process,
    label: { key: 'span.counting' },
    startMs,
    endMs,
    tone: 0,
  }));
}
