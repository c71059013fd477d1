/**
 * Shared memory: processes that write side by side, and processes that write the same element, with
 * and without care.
 */
import { speedup, takeTurns } from '../../measure';
import type { Message } from '../../messages/message';
import type { Answer, Demo, Outline, Refusal, RunContext } from '../demo';
import type { Bar } from '../figures';
import { listText } from '../list-text';
import { numberOf, type Facts, type Values } from '../params';
import type { Cells, TableOutline } from '../table';
import { fromFirstStart, timelineFigures } from '../timeline-figures';
import type { Done, Method } from './programs';
import {
  runCounter,
  runSlowly,
  runWriters,
  type CounterRun,
  type CounterSetup,
  type SlowRun,
  type WriterRun,
} from './run';
import { constants } from './constants';
import { en } from './messages/en';
import { prediction } from './prediction';
import javascript from './shared-memory.js?raw';
import python from './shared-memory.py?raw';
import { contradiction } from './replay';
import { why } from './why';

/** One process that no other disturbs, then several, in three ways each. */
const WAYS = ['one', 'oneAtomic', 'oneLock', 'plain', 'atomic', 'lock'] as const;
type Way = (typeof WAYS)[number];
const SHARED = ['plain', 'atomic', 'lock'] as const satisfies readonly Method[];
/** How one process alone counts. */
const ALONE: Partial<Record<Way, Method>> = { one: 'plain', oneAtomic: 'atomic', oneLock: 'lock' };
/** Of the run that is shown step by step. */
const SLOW = { processes: 2, increments: 6 };

const processesOf = ({ workers }: Facts): number => Math.min(8, Math.max(2, workers));

export const sharedMemory: Demo = {
  name: 'shared-memory',
  messages: { en, ko: () => import('./messages/ko') },
  title: 'shared.title',
  shortTitle: 'shared.short',
  summary: 'shared.summary',
  terms: [
    'sharedMemory',
    'raceCondition',
    'lock',
    'atomic',
    'cacheLine',
    'barrier',
    'crossOriginIsolation',
  ],
  params: [
    { kind: 'integer', name: 'writers', label: 'shared.writers', min: 1, max: 16, fallback: 10 },
    {
      kind: 'integer',
      name: 'processes',
      label: 'shared.processes',
      hint: 'shared.processesHint',
      min: 2,
      max: 8,
      fallback: processesOf,
    },
    {
      kind: 'integer',
      name: 'increments',
      label: 'shared.increments',
      hint: 'shared.incrementsHint',
      min: 1,
      max: 2_000_000,
      // So many in all that each way takes a fifth of a second.
      fallback: (facts) => Math.round(2_000_000 / processesOf(facts)),
    },
    { kind: 'integer', name: 'repeats', label: 'control.repeats', min: 1, max: 20, fallback: 3 },
  ],
  presets: [
    {
      id: 'chapter',
      label: 'shared.presetChapter',
      values: { writers: 10, repeats: 3 },
    },
    {
      id: 'crowd',
      label: 'shared.presetCrowd',
      values: { writers: 10, processes: 8, increments: 250_000, repeats: 3 },
    },
  ],
  section: 'data',
  snippet: { python, javascript, constants, pitfalls: ['code.pitfall.nested'] },
  prediction,
  refusal,
  outline,
  run,
  why,
};

function refusal({ sharedMemory }: Facts): Refusal | null {
  if (sharedMemory === 'yes') return null;
  return {
    code: 'E_NOT_ISOLATED',
    sentences: [{ key: `shared.refusal.${sharedMemory}` }, { key: 'shared.refusal.remedy' }],
    sample: 'Cross-Origin-Opener-Policy: same-origin\nCross-Origin-Embedder-Policy: require-corp',
  };
}

function nameOf(way: Way, values: Values): Message {
  return { key: `shared.${way}`, values: { n: numberOf(values, 'processes') } };
}

function outline(values: Values): Outline {
  const rows = (count: number): Message[] =>
    Array.from({ length: count }, (_, index) => ({
      key: 'row.process',
      values: { n: index },
    }));
  const processes = numberOf(values, 'processes');
  return {
    speedups: (['atomic', 'lock'] as const).map((way) => ({ id: way, label: nameOf(way, values) })),
    definition: { key: 'shared.definition' },
    noSpeedup: null,
    figures: [
      {
        kind: 'timelines',
        timelines: [
          {
            id: 'writers',
            title: { key: 'shared.timelineWriters' },
            description: { key: 'shared.timelineWritersDescription' },
            rows: rows(numberOf(values, 'writers')),
            ownAxis: true,
            tones: [{ key: 'shared.toneStarting' }, { key: 'shared.toneWriting' }],
          },
          ...SHARED.map((way) => ({
            id: way,
            title: nameOf(way, values),
            description: { key: 'shared.timelineCounterDescription' } as const,
            rows: rows(processes),
            tones: [],
          })),
        ],
      },
      { kind: 'interleaving', processes: rows(SLOW.processes), increments: SLOW.increments },
      counterTable(values),
      { kind: 'timings', rows: WAYS.map((way) => ({ id: way, label: nameOf(way, values) })) },
    ],
  };
}

function counterTable(values: Values): TableOutline {
  return {
    kind: 'table',
    id: 'counter',
    heading: { key: 'shared.counterHeading' },
    description: { key: 'shared.counterDescription' },
    empty: { key: 'shared.counterEmpty' },
    chart: {
      kind: 'stack',
      unit: { key: 'shared.unit' },
      bars: WAYS.length,
      parts: [{ key: 'shared.arrived' }, { key: 'shared.lostPart' }],
    },
    table: {
      what: { key: 'shared.way' },
      columns: [
        { id: 'counter', label: { key: 'shared.counter' }, format: 'count' },
        { id: 'lost', label: { key: 'shared.lost' }, format: 'count' },
        { id: 'share', label: { key: 'shared.lostShare' }, format: 'percent' },
        { id: 'ns', label: { key: 'shared.ns' }, format: 'significant' },
      ],
      rows: WAYS.map((way) => ({ id: way, label: nameOf(way, values) })),
    },
    notes: [{ key: 'shared.noteRace' }, { key: 'shared.noteCost' }],
  };
}

async function run(context: RunContext): Promise<void> {
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
