/** What a run of the static partitioning does and shows, and what is shown before one. */
import type { Playground } from '../../../common/types';
import { speedup, takeTurns } from '../../measure';
import type { Message } from '../../messages/message';
import { accountOfRuns, type Timed } from '../../why/account';
import type { Answer, Outcome, RunContext } from '../demo';
import type { Bar, Parts, PartsData } from '../figures';
import { numberOf, type Values } from '../params';
import { STRATEGIES } from './outline';
import { workThrough, type PartResult } from './program';
import { fromFirstStart, timelineFigures } from '../timeline-figures';

export async function preview(playground: Playground, values: Values): Promise<Outcome> {
  return { figures: [contentsOf(await partition(playground, values))] };
}

export async function run(context: RunContext): Promise<void> {
  const { playground, values, signal } = context;
  const items = itemsOf(values);
  const repeats = numberOf(values, 'repeats');
  const units = (items.length * (items.length + 1)) / 2;
  const stepsPerUnit = Math.max(
    1,
    Math.round((numberOf(values, 'work') * 1e6) / Math.max(1, units)),
  );

  const parts = await partition(playground, values);
  context.show({ figures: [contentsOf(parts)] });
  const whole: Parts = { strategy: 'chunk', parts: [items], shares: [1] };

  /** Runs the parts on the pool: what came back, part for part. */
  const work = (from: Parts): Promise<PartResult[]> =>
    playground.processes.map(
      workThrough,
      from.parts.map((part) => ({ items: part, stepsPerUnit })),
      { signal },
    );

  const contenders: [string, Parts][] = [
    ['one', whole],
    ...parts.map((one): [string, Parts] => [one.strategy, one]),
  ];
  const turns = contenders.length * (repeats + 1);
  const latest = new Map<string, PartResult[]>();
  /** The runs that were timed, in their order. */
  const timed = new Map<string, Timed[]>();
  const workers = (from: Parts): number =>
    Math.max(1, Math.min(playground.workers, from.parts.length));
  let finished = 0;
  const checked = { right: true };
  let reference: readonly number[] = [];

  const once = async (id: string, from: Parts, phase: Message): Promise<number> => {
    context.progress(finished / turns, phase);
    const results = await work(from);
    finished += 1;
    latest.set(id, results);
    const answers = answersByItem(from, results, items.length);
    if (finished === 1) reference = answers;
    checked.right &&= answers.every((answer, item) => answer === reference[item]);
    return timelineFigures(barsOf(results, new Map()), 0).makespanMs;
  };

  // First once each, unmeasured: the answers are compared, and every process has compiled the
  // function.
  for (const [id, from] of contenders) await once(id, from, { key: 'phase.check' });
  const answer = judge(parts, items, checked.right);
  context.show({ answer });
  if (answer.state === 'wrong') return;

  const samples = await takeTurns(
    contenders.map(([id, from]) => ({
      id,
      run: async () => {
        const makespanMs = await once(id, from, { key: 'phase.measure' });
        const run = timedOf(latest.get(id) ?? [], workers(from));
        timed.set(id, [...(timed.get(id) ?? []), run]);
        return makespanMs;
      },
    })),
    repeats,
    signal,
  );
  if (!checked.right) {
    context.show({ answer: judge(parts, items, checked.right) });
    return;
  }
  const one = samples['one'] ?? [];
  const timings = await Promise.all(
    Object.entries(samples).map(
      async ([id, times]) => [id, { statistics: await playground.statistics(times) }] as const,
    ),
  );
  const rows = rowsOf([...latest.values()].flat());
  context.show({
    speedups: Object.fromEntries(
      parts.map((from) => [
        from.strategy,
        speedup(one, samples[from.strategy] ?? [], {
          clockMs: playground.environment.clockResolutionMs,
          workers: workers(from),
        }),
      ]),
    ),
    accounts: Object.fromEntries(
      STRATEGIES.map((id) => [id, accountOfRuns(timed.get('one') ?? [], timed.get(id) ?? [])]),
    ),
    figures: [
      {
        kind: 'timelines',
        bars: Object.fromEntries(
          STRATEGIES.map((id) => [id, fromFirstStart(barsOf(latest.get(id) ?? [], rows))]),
        ),
      },
      { kind: 'timings', rows: Object.fromEntries(timings) },
    ],
  });
}

/** The items 0…n−1: each is its own number, and item i takes i + 1 units of work. */
function itemsOf(values: Values): number[] {
  return Array.from({ length: numberOf(values, 'items') }, (_, item) => item);
}

async function partition(playground: Playground, values: Values): Promise<Parts[]> {
  const items = itemsOf(values);
  const units = Math.max(1, (items.length * (items.length + 1)) / 2);
  return Promise.all(
    STRATEGIES.map(async (strategy) => {
      const parts = await playground.partition(items, numberOf(values, 'parts'), strategy);
      return {
        strategy,
        parts,
        shares: parts.map((part) => part.reduce((sum, item) => sum + item + 1, 0) / units),
      };
    }),
  );
}

function contentsOf(strategies: readonly Parts[]): PartsData {
  return { kind: 'parts', strategies };
}

/** Each item's answer at the item's place. */
function answersByItem(from: Parts, results: readonly PartResult[], length: number): number[] {
  const answers = new Array<number>(length).fill(Number.NaN);
  from.parts.forEach((part, index) => {
    part.forEach((item, place) => {
      answers[item] = results[index]?.answers[place] ?? Number.NaN;
    });
  });
  return answers;
}

/**
 * Nothing lost, nothing twice, order kept inside every part, and the answers those of the whole
 * list.
 */
function judge(
  strategies: readonly Parts[],
  items: readonly number[],
  answersRight: boolean,
): Answer {
  const kept = strategies.every(({ strategy, parts }) => {
    const ordered = parts.every((part) =>
      part.every((item, place) => place === 0 || (part[place - 1] ?? item) < item),
    );
    const flat = parts.flat();
    const order = strategy === 'chunk' ? flat : [...flat].sort((a, b) => a - b);
    return (
      ordered &&
      order.length === items.length &&
      order.every((item, place) => item === items[place])
    );
  });
  if (!kept) return { state: 'wrong', sentence: { key: 'partitioning.lost' } };
  if (!answersRight) return { state: 'wrong', sentence: { key: 'partitioning.wrong' } };
  return { state: 'right', sentence: { key: 'partitioning.right', values: { n: items.length } } };
}

/** One run, from its first start to its last end; its own workers are its rows. */
function timedOf(results: readonly PartResult[], workers: number): Timed {
  return {
    workers,
    startMs: Math.min(...results.map(({ startMs }) => startMs)),
    endMs: Math.max(...results.map(({ endMs }) => endMs)),
    bars: barsOf(results, rowsOf(results)),
  };
}

/** A row for each worker that took part, in the order of their names. */
function rowsOf(results: readonly PartResult[]): Map<string, number> {
  const names = [...new Set(results.map((result) => result.worker))];
  names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return new Map(names.map((name, row) => [name, row]));
}

function barsOf(results: readonly PartResult[], rows: ReadonlyMap<string, number>): Bar[] {
  return results.map((result, part) => ({
    row: rows.get(result.worker) ?? 0,
    label: { key: 'span.part', values: { n: part + 1 } },
    startMs: result.startMs,
    endMs: result.endMs,
    tone: part,
  }));
}
