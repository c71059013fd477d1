/** The pipe: the chapter's exchange with a child, then what a message costs, beside a bare MessageChannel. */
import { quantile } from '../../charts/distribution';
import { median, ratio, takeTurns } from '../../measure';
import { formatBytes, type Message } from '../../messages/index';
import { SNIPPETS } from '../../snippets/index';
import type { Answer, Bar, Demo, Outline, RunContext } from '../demo';
import type { Cells, CurvePoint, Figure, FigureOutline } from '../figure';
import { numberOf, type Values } from '../params';
import { fromFirstStart } from '../timeline-figures';
import { bareFlows, bareTrips } from './bare';
import type { Flow, FlowPlan, TripPlan } from './programs';
import { exchange, pipeFlows, pipeTrips, type Exchange } from './run';

/** The pipe, and what it is measured by. */
const LINKS = ['pipe', 'bare'] as const;
type LinkName = (typeof LINKS)[number];

/** Sizes grow by factors of 4 from a byte, and end with the largest. */
const FACTOR = 4;
const MIB = 2 ** 20;

export const pipe: Demo = {
  name: 'pipe',
  title: 'pipe.title',
  shortTitle: 'pipe.short',
  summary: 'pipe.summary',
  terms: ['pipe', 'process', 'sharedMemory', 'deadlock', 'median'],
  params: [
    {
      kind: 'integer',
      name: 'number',
      label: 'pipe.number',
      min: 0,
      max: 1_000_000,
      fallback: 10,
    },
    {
      kind: 'integer',
      name: 'trips',
      label: 'pipe.trips',
      hint: 'pipe.tripsHint',
      min: 10,
      max: 20_000,
      fallback: 1000,
    },
    {
      kind: 'integer',
      name: 'largest',
      label: 'pipe.largest',
      hint: 'pipe.largestHint',
      min: 1,
      max: 4096,
      fallback: 4096,
    },
    { kind: 'integer', name: 'repeats', label: 'control.repeats', min: 1, max: 20, fallback: 3 },
  ],
  presets: [
    {
      id: 'chapter',
      label: 'pipe.presetChapter',
      values: { number: 10, trips: 1000, largest: 4096, repeats: 3 },
    },
  ],
  snippet: SNIPPETS.pipe,
  outline,
  run,
};

function outline(values: Values): Outline {
  return {
    timings: [{ id: 'exchange', label: { key: 'pipe.exchange' } }],
    rates: false,
    speedups: [{ id: 'trip', label: { key: 'pipe.gain' } }],
    noSpeedup: null,
    timelines: [
      {
        id: 'exchange',
        title: { key: 'pipe.exchange' },
        description: { key: 'pipe.timelineDescription' },
        rows: [{ key: 'row.parent' }, { key: 'row.child' }],
        tones: [
          { key: 'pipe.toneSend' },
          { key: 'pipe.toneReceive' },
          { key: 'shared.toneStarting' },
        ],
      },
    ],
    parts: false,
    figures: [latencyFigure(), throughputFigure(values)],
  };
}

function latencyFigure(): FigureOutline {
  return {
    id: 'latency',
    heading: { key: 'pipe.latencyHeading' },
    description: { key: 'pipe.latencyDescription' },
    empty: { key: 'pipe.latencyEmpty' },
    chart: { kind: 'distribution', unit: { key: 'unit.us' }, rows: LINKS.length },
    table: {
      what: { key: 'pipe.latencyColumn' },
      columns: [
        { id: 'min', label: { key: 'figure.min' }, format: 'significant' },
        { id: 'median', label: { key: 'timings.median' }, format: 'significant' },
        { id: 'p95', label: { key: 'figure.p95' }, format: 'significant' },
        { id: 'max', label: { key: 'figure.max' }, format: 'significant' },
        { id: 'n', label: { key: 'timings.samples' }, format: 'count' },
        { id: 'together', label: { key: 'pipe.together' }, format: 'count' },
      ],
      rows: LINKS.map((link) => ({ id: link, label: { key: `pipe.${link}` } })),
    },
    notes: [{ key: 'pipe.noteLatency' }],
  };
}

function throughputFigure(values: Values): FigureOutline {
  return {
    id: 'throughput',
    heading: { key: 'pipe.throughputHeading' },
    description: { key: 'pipe.throughputDescription' },
    empty: { key: 'pipe.throughputEmpty' },
    chart: {
      kind: 'curves',
      x: { key: 'pipe.size' },
      y: { key: 'unit.mbps' },
      curves: LINKS.map((link) => ({ key: `pipe.${link}` })),
    },
    table: {
      what: { key: 'pipe.size' },
      columns: [
        { id: 'pipe', label: { key: 'pipe.pipeRate' }, format: 'significant' },
        { id: 'bare', label: { key: 'pipe.bareRate' }, format: 'significant' },
        { id: 'pipeUs', label: { key: 'pipe.pipeUs' }, format: 'significant' },
        { id: 'bareUs', label: { key: 'pipe.bareUs' }, format: 'significant' },
      ],
      rows: sizesOf(values).map((size) => ({
        id: String(size),
        label: { key: 'plain', values: { text: formatBytes(size) } },
      })),
    },
    notes: [{ key: 'pipe.noteThroughput' }],
  };
}

/** 1 B, 4 B, … and the largest. */
export function sizesOf(values: Values): number[] {
  const largest = numberOf(values, 'largest') * 1024;
  const sizes: number[] = [];
  for (let size = 1; size < largest; size *= FACTOR) sizes.push(size);
  return [...sizes, largest];
}

async function run(context: RunContext): Promise<void> {
  const { playground, values, signal } = context;
  const number = numberOf(values, 'number');
  const repeats = numberOf(values, 'repeats');
  const steps = 1 + 5 * repeats;
  let finished = 0;
  const step = async <T>(phase: Message, work: () => Promise<T>): Promise<T> => {
    context.progress(finished / steps, phase);
    const result = await work();
    finished += 1;
    return result;
  };

  const trips: TripPlan = {
    blocking: playground.environment.sharedMemory,
    trips: numberOf(values, 'trips'),
    warmup: 200,
    clockStepMs: playground.environment.clockResolutionMs,
  };
  const flows: FlowPlan = {
    blocking: playground.environment.sharedMemory,
    sizes: sizesOf(values),
    bytes: 8 * MIB,
    fewest: 4,
    most: 1000,
  };
  /** Of all turns: round trips, their medians, and flows. */
  const samples: Record<LinkName, number[]> = { pipe: [], bare: [] };
  const together: Record<LinkName, number> = { pipe: 1, bare: 1 };
  const poured: Record<LinkName, Flow[]> = { pipe: [], bare: [] };
  /** The wrong answers there were. */
  const wrong: Answer[] = [];

  const exchangeOnce = async (phase: Message): Promise<number> => {
    const done = await step(phase, () => exchange(playground, number, signal));
    const answer = answerOf(done.answer, number);
    if (answer.state === 'wrong') wrong.push(answer);
    context.show({
      answer: wrong[0] ?? answer,
      timelines: { exchange: { bars: fromFirstStart(barsOf(done)) } },
    });
    return done.elapsedMs;
  };
  const tripsOnce = (link: LinkName) => async (): Promise<number> => {
    const times = await step({ key: 'pipe.phaseLatency' }, () =>
      link === 'pipe' ? pipeTrips(playground, trips, signal) : bareTrips(trips, signal),
    );
    samples[link].push(...times.samplesMs);
    together[link] = times.together;
    return median(times.samplesMs);
  };

  await exchangeOnce({ key: 'phase.check' });
  if (wrong.length > 0) return;
  const medians = await takeTurns(
    [
      { id: 'exchange', run: () => exchangeOnce({ key: 'phase.measure' }) },
      { id: 'pipe', run: tripsOnce('pipe') },
      { id: 'bare', run: tripsOnce('bare') },
    ],
    repeats,
    signal,
  );
  // The time of a wrong answer means nothing.
  if (wrong.length > 0) return;
  const statistics = await playground.statistics(medians.exchange);
  const latency = latencyOf(samples, together);
  context.show({
    timings: { exchange: { statistics } },
    speedups: { trip: ratio(medians.bare, medians.pipe) },
    figures: { latency },
  });

  for (let turn = 0; turn < repeats; turn += 1) {
    for (const link of LINKS) {
      const got = await step({ key: 'pipe.phaseThroughput' }, () =>
        link === 'pipe' ? pipeFlows(playground, flows, signal) : bareFlows(flows, signal),
      );
      poured[link].push(...got);
    }
  }
  context.show({ figures: { latency, throughput: throughputOf(poured, flows.sizes) } });
}

function answerOf(got: number, number: number): Answer {
  const expected = 2 * number;
  const right = got === expected;
  return {
    state: right ? 'right' : 'wrong',
    sentence: { key: right ? 'pipe.right' : 'pipe.wrong', values: { number } },
    got: String(got),
    ...(right ? {} : { expected: String(expected) }),
  };
}

function latencyOf(
  samples: Readonly<Record<LinkName, readonly number[]>>,
  together: Readonly<Record<LinkName, number>>,
): Figure {
  const us = (link: LinkName): number[] => samples[link].map((ms) => ms * 1000);
  const cells = (link: LinkName): Cells => {
    const times = us(link);
    return {
      min: quantile(times, 0),
      median: median(times),
      p95: quantile(times, 0.95),
      max: quantile(times, 1),
      n: times.length,
      together: together[link],
    };
  };
  return {
    data: {
      kind: 'distribution',
      rows: LINKS.map((link) => ({ label: { key: `pipe.${link}` }, samples: us(link) })),
    },
    cells: Object.fromEntries(LINKS.map((link) => [link, cells(link)])),
  };
}

/** Rates in MB/s, of 10⁶ bytes, and the time of a message in µs; medians over the turns. */
export function throughputOf(
  poured: Readonly<Record<LinkName, readonly Flow[]>>,
  sizes: readonly number[],
): Figure {
  const point = (link: LinkName, size: number): CurvePoint & { us: number } => {
    const flows = poured[link].filter((flow) => flow.size === size);
    const rates = flows.map(({ messages, elapsedMs }) => (size * messages) / (elapsedMs * 1000));
    const us = flows.map(({ messages, elapsedMs }) => (elapsedMs * 1000) / messages);
    const [low, high] = [Math.min(...rates), Math.max(...rates)];
    return { x: size, y: median(rates), low, high, us: median(us) };
  };
  const cells = (size: number): Cells => {
    const [through, bare] = [point('pipe', size), point('bare', size)];
    return { pipe: through.y, bare: bare.y, pipeUs: through.us, bareUs: bare.us };
  };
  return {
    data: {
      kind: 'curves',
      curves: LINKS.map((link) => sizes.map((size) => point(link, size))),
    },
    cells: Object.fromEntries(sizes.map((size) => [String(size), cells(size)])),
  };
}

/** Row 0 is the page, row 1 the child. */
function barsOf({ startMs, sent, received, child }: Exchange): Bar[] {
  return [
    { row: 0, label: { key: 'span.send' }, ...sent, tone: 0 },
    { row: 0, label: { key: 'span.receive' }, ...received, tone: 1 },
    { row: 1, label: { key: 'span.starting' }, startMs, endMs: child.beganMs, tone: 2 },
    { row: 1, label: { key: 'span.receive' }, ...child.received, tone: 1 },
    { row: 1, label: { key: 'span.send' }, ...child.sent, tone: 0 },
  ];
}
