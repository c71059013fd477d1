/**
 * The "why" of a run: each rule speaks of the figures it was given, and says the cause that they
 * show.
 */
import { afterEach, describe, expect, test } from 'vitest';

import type { Demo, Outcome } from '../demos/demo';
import type { Bar } from '../demos/figures';
import type { Values } from '../demos/params';
import { DEMOS, findDemo } from '../demos/registry';
import type { TableData } from '../demos/table';
import { language, say } from '../messages/index';
import { readValues } from '../router/address';
import { why } from '../why/index';
import { idleCause, whyGain } from '../why/gain';

afterEach(() => language.set('en'));

const facts = {
  workers: 2,
  maxWorkers: 16,
  threads: true,
  sharedMemory: 'yes',
  certain: true,
} as const;

/** The explanation of a right answer with these figures, on two cores. */
function said(name: string, query: Record<string, string>, outcome: Outcome): string[] {
  const demo = findDemo(name);
  if (demo === null) throw new RangeError(name);
  const address = { demo: name, query: new Map(Object.entries(query)) };
  const { values } = readValues(address, demo.params, facts);
  return words(demo, values, outcome);
}

function words(demo: Demo, values: Values, outcome: Outcome): string[] {
  const answer = { state: 'right', sentence: { key: 'pipe.right' } } as const;
  return why(demo, { values, outcome: { answer, ...outcome }, cores: 2 }).map(say);
}

const table = (id: string, cells: TableData['cells']): TableData => ({
  kind: 'table',
  id,
  chart: null,
  cells,
});
const ratio = (value: number) => ({ value, low: value, high: value });
const bar = (row: number, startMs: number, endMs: number): Bar => ({
  row,
  startMs,
  endMs,
  tone: 0,
  label: '',
});

describe('of a gain', () => {
  const who = { key: 'who.threads', values: { n: 2 } } as const;
  const cause = (share: number, percent: number) =>
    ({ share, message: { key: 'why.copying', values: { percent } } }) as const;
  const keys = (
    speedup: number,
    causes: ReturnType<typeof cause>[],
    workers = 2,
    waiting = false,
  ) => whyGain({ who, speedup, workers, cores: 2, waiting, causes }).map(({ key }) => key);

  test('near the limit nothing is left to explain', () => {
    expect(keys(1.9, [cause(0.5, 50)])).toEqual(['why.reached']);
  });
  test('causes come by their share, and small ones are none', () => {
    const messages = whyGain({
      who,
      speedup: 1.3,
      workers: 2,
      cores: 2,
      causes: [cause(0.04, 4), cause(0.1, 10), cause(0.4, 40)],
    });
    expect(messages.map(({ values }) => values?.['percent'])).toEqual([65, 40, 10]);
  });
  test('what no cause explains stays open', () => {
    expect(keys(1.3, [cause(0.01, 1)])).toEqual(['why.reached', 'why.open']);
  });
  test('more workers than cores take turns, unless they wait', () => {
    expect(keys(1.9, [], 8)).toEqual(['why.reached', 'why.crowded']);
    expect(keys(7.6, [], 8, true)).toEqual(['why.reached']);
  });
  test('more than the limit has a sentence of its own', () => {
    expect(keys(2.2, [])).toEqual(['why.beyond']);
  });
  test('the time that rows stand idle', () => {
    expect(idleCause([bar(0, 0, 100), bar(1, 0, 50)], 2).share).toBeCloseTo(0.25);
    expect(idleCause([], 2).share).toBe(0);
  });
});

test('a product that copies much says so, with the share', () => {
  const [reached, copying] = said(
    'matmul',
    { where: 'processes' },
    {
      speedups: { compute: ratio(1.8), total: ratio(1.31) },
      figures: [
        {
          kind: 'costs',
          rows: { many: { arithmeticMs: 58, copyMs: 40, restMs: 2 } },
          dispatchUs: null,
          clockResolutionMs: 0.005,
        },
        { kind: 'timelines', bars: { last: [bar(0, 0, 50), bar(1, 0, 50)] } },
      ],
    },
  );
  expect(reached).toBe('2 processes: 1.31×, which is 66% of the possible 2×.');
  expect(copying).toBe('40% of the time of a call went into copying operands and results.');
});

test('algorithms: how near the limit, how far from naive, and what Strassen was worth', () => {
  const row = (median: number) => ({
    gflops: { median, low: median, high: median },
    medianMs: 1000 / median,
    error: 1e-7,
  });
  const sentences = (strassen: number): string[] =>
    said(
      'matmul',
      { study: 'algorithms' },
      {
        figures: [
          {
            kind: 'comparison',
            rows: { naive: row(2), fast: row(80), strassen: row(strassen) },
            limit: { workers: 2, gflops: 50 },
            notes: [],
            clockResolutionMs: 0.005,
          },
        ],
      },
    );
  expect(sentences(88).join(' ')).toMatch(
    /80% of the 100 GFLOP.* 40\.00× faster.* it is 10% faster/,
  );
  expect(sentences(72).join(' ')).toMatch(/it is 10% slower/);
});

test('scaling: Amdahl’s bound, and whether overhead grows', () => {
  const at = (workers: number, karpFlatt: number | null) => ({
    workers,
    speedup: null,
    efficiency: null,
    karpFlatt,
  });
  const sentences = (last: number, serialFraction: number): string =>
    said(
      'matmul',
      { study: 'speedup' },
      {
        figures: [
          { kind: 'scaling', points: [at(1, null), at(2, 0.05), at(4, last)], serialFraction },
        ],
      },
    ).join(' ');
  expect(sentences(0.2, 0.1)).toMatch(
    /serial fraction is 10%\..* below 10×.* grows from 5% to 20%/,
  );
  expect(sentences(0.05, 0)).toMatch(/serial fraction is 0: .* from 5% to 5%/);
});

test('pools: tiny tasks are eaten by handing out, waiting ones are not bound by cores', () => {
  const gain = (work: number, overhead: number, speedup: number): Outcome => ({
    speedups: { processes: ratio(speedup) },
    figures: [table('gain', { processes: { work, overhead } })],
  });
  expect(said('pools', { workers: '2' }, gain(10, 10, 0.7)).join(' ')).toMatch(
    /35% of the possible 2×.* 10 µs alone and 10 µs to hand out: 67%/,
  );
  expect(said('pools', { task: 'sleep', workers: '8' }, gain(20_000, 5, 7.9))).toEqual([
    '8 processes: 7.90×, which is 99% of the possible 8×.',
  ]);
});

test('shared memory: lost updates are counted, and none is called luck', () => {
  const counter = (lost: number): Outcome => ({
    figures: [
      table('counter', {
        one: { ns: 2 },
        plain: { lost, ns: 3 },
        atomic: { ns: 10 },
        lock: { ns: 50 },
      }),
    ],
  });
  const query = { processes: '2', increments: '50000' };
  expect(said('shared-memory', query, counter(25_000)).join(' ')).toMatch(
    /25,000 of 100,000 increments \(25%\).* 10 ns and a lock 50 ns, 5\.00×/,
  );
  expect(said('shared-memory', query, counter(0))[0]).toMatch(/luck/);
});

test('pipe: which is quicker, and from which size on the bytes cost more', () => {
  const trips = (pipe: number, bare: number): Outcome => ({
    figures: [
      table('latency', { pipe: { median: pipe }, bare: { median: bare } }),
      table('throughput', {
        1: { pipeUs: 2 },
        4: { pipeUs: 2 },
        16: { pipeUs: 3 },
        64: { pipeUs: 5 },
      }),
    ],
  });
  expect(said('pipe', {}, trips(10, 40)).join(' ')).toMatch(
    /4\.00× as long.*takes 2 µs.*from 64 B/,
  );
  expect(said('pipe', {}, trips(40, 10))[0]).toMatch(/The pipe took 4\.00× as long/);
});

test('queue: who is the bottleneck', () => {
  const squares = (endMs: number): Outcome => ({
    figures: [{ kind: 'timelines', bars: { last: [bar(0, 0, 100), bar(1, 0, endMs)] } }],
  });
  expect(said('queue', {}, squares(95))[0]).toMatch(/95% .* bottleneck/);
  expect(said('queue', {}, squares(20))[0]).toMatch(/only 20% /);
});

test('partitioning: the heaviest part is the bound', () => {
  const sentences = said(
    'partitioning',
    {},
    {
      figures: [
        {
          kind: 'parts',
          strategies: [
            { strategy: 'chunk', parts: [[0], [1], []], shares: [0.2, 0.8, 0] },
            { strategy: 'roundRobin', parts: [[0], [1]], shares: [0.5, 0.5] },
          ],
        },
      ],
      speedups: { chunk: ratio(1.2), roundRobin: ratio(1.9) },
    },
  );
  expect(sentences[0]).toMatch(/heaviest of 2 parts holds 80% .* 1\.25× is possible; 1\.20×/);
  expect(sentences[1]).toMatch(/50% .* 2\.00× is possible; 1\.90×/);
});

test('scheduling: the bound, where the time went, and who was better', () => {
  const figures = (makespanMs: number) => ({
    makespanMs,
    lowerBoundMs: 100,
    speedup: 1,
    efficiency: 1,
    loadBalance: 1,
    dispatches: 4,
    overheadMs: 0.02 * 4 * makespanMs,
    overheadPerDispatchMs: 0,
    idleMs: 0.25 * 4 * makespanMs,
  });
  const run = (policy: 'dynamic' | 'chunk', makespanMs: number) => ({
    policy,
    figures: figures(makespanMs),
    picture: { rows: [], marks: [] } as never,
    predicted: null,
    load: () => Promise.reject(new Error('not looked at')),
  });
  const lab = { kind: 'lab', runs: [run('chunk', 150), run('dynamic', 101)] } as const;
  const sentences = (policy: string): string =>
    said('scheduling', { policy, workers: '4' }, { figures: [lab] }).join(' ');
  expect(sentences('chunk')).toMatch(/50% above .* 73% went .* 2% into 4 .* 25% .*Dynamic .* 49%/);
  expect(sentences('dynamic')).toMatch(/No schedule can end before 100 ms.*None of the 2 policies/);
});

test('a wrong answer, or figures that are not there, say nothing', () => {
  for (const demo of DEMOS) {
    const { values } = readValues({ demo: demo.name, query: new Map() }, demo.params, facts);
    const run = { values, outcome: {}, cores: 2 };
    expect(why(demo, run)).toEqual([]);
    for (const sentence of words(demo, values, {}))
      expect(sentence).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test('Korean says the same figures', () => {
  language.set('ko');
  expect(
    said(
      'pools',
      { task: 'sleep', workers: '8' },
      {
        speedups: { processes: ratio(7.9) },
        figures: [table('gain', { processes: { work: 20_000, overhead: 5 } })],
      },
    ),
  ).toEqual(['프로세스 8개: 7.90배로, 가능한 8배의 99%입니다.']);
});
