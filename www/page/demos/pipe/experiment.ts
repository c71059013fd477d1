/** What a run of the pipe does and shows. */
import { median, speedup, takeTurns } from '../../measure';
import type { Message } from '../../messages/message';
import type { Answer, RunContext } from '../demo';
import type { Bar } from '../figures';
import { numberOf } from '../params';
import { fromFirstStart } from '../timeline-figures';
import { bareFlows, bareTrips } from './bare';
import type { Flow, FlowPlan, TripPlan } from './programs';
import { exchange, pipeFlows, pipeTrips, type Exchange } from './run';
import { latencyOf, throughputOf } from './table-data';
import { LINKS, sizesOf, type LinkName } from './tables';

const MIB = 2 ** 20;

export async function run(context: RunContext): Promise<void> {
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
  const together: Record<LinkName, number[]> = { pipe: [], bare: [] };
  const poured: Record<LinkName, Flow[]> = { pipe: [], bare: [] };
  /** The wrong answers there were. */
  const wrong: Answer[] = [];

  const exchangeOnce = async (phase: Message): Promise<number> => {
    const done = await step(phase, () => exchange(playground, number, signal));
    const answer = answerOf(done.answer, number);
    if (answer.state === 'wrong') wrong.push(answer);
    context.show({
      answer: wrong[0] ?? answer,
      figures: [{ kind: 'timelines', bars: { exchange: fromFirstStart(barsOf(done)) } }],
    });
    return done.elapsedMs;
  };
  const tripsOnce = (link: LinkName) => async (): Promise<number> => {
    const times = await step({ key: 'pipe.phaseLatency' }, () =>
      link === 'pipe' ? pipeTrips(playground, trips, signal) : bareTrips(trips, signal),
    );
    samples[link].push(...times.samplesMs);
    together[link].push(times.together);
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
  // A sample is the mean of several trips where the clock is too coarse for one, and the median of
  // many samples is off by half a step.
  const middle = (link: LinkName): number => {
    const turn = medians[link].indexOf([...medians[link]].sort((a, b) => a - b)[repeats >> 1] ?? 0);
    return together[link][turn] ?? 1;
  };
  const stepOf = (link: LinkName): number => trips.clockStepMs / middle(link) / 2;
  const ground = { clockMs: stepOf('pipe'), baselineClockMs: stepOf('bare') };
  context.show({
    speedups: { trip: speedup(medians.bare, medians.pipe, ground) },
    figures: [
      latencyOf(samples, { pipe: middle('pipe'), bare: middle('bare') }),
      { kind: 'timings', rows: { exchange: { statistics } } },
    ],
  });

  for (let turn = 0; turn < repeats; turn += 1) {
    for (const link of LINKS) {
      const got = await step({ key: 'pipe.phaseThroughput' }, () =>
        link === 'pipe' ? pipeFlows(playground, flows, signal) : bareFlows(flows, signal),
      );
      poured[link].push(...got);
    }
  }
  context.show({ figures: [throughputOf(poured, flows.sizes)] });
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
