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
import type { Ratio } from '../measure';
import { language, say, loadMessages } from '../messages/index';
import { readValues } from '../router/address';
import { why } from '../why/index';
import type { Account } from '../why/account';
import { whyGain, type Gain } from '../why/gain';

await loadMessages('ko');

afterEach(() => language.set('en'));

const facts = {
  workers: 2,
  maxWorkers: 16,
  threads: true,
  sharedMemory: 'yes',
  certain: true,
} as const;

/** The explanation of a right answer with these figures, on two cores. */
function said(
  name: string,
  query: Record<string, string>,
  outcome: Outcome,
  cores?: number,
): string[] {
  const demo = findDemo(name);
  if (demo === null) throw new RangeError(name);
  const address = { demo: name, query: new Map(Object.entries(query)) };
  const { values } = readValues(address, demo.params, facts);
  return words(demo, values, outcome, cores);
}

function words(demo: Demo, values: Values, outcome: Outcome, cores = 2): string[] {
  const answer = { state: 'right', sentence: { key: 'pipe.right' } } as const;
  return why(demo, { values, outcome: { answer, ...outcome }, cores }).map(say);
}

const table = (id: string, cells: TableData['cells']): TableData => ({
  kind: 'table',
  id,
  chart: null,
  cells,
});
const ratio = (value: number): Ratio => ({ value, low: value, high: value });
const bar = (row: number, startMs: number, endMs: number): Bar => ({
  row,
  startMs,
  endMs,
  tone: 0,
  label: '',
});

/** Two workers for 100 ms; so many ms of their time went into each cause. */
const account = (lostMs: Account['lostMs'], workers = 2): Account => ({
  workers,
  elapsedMs: 100,
  lostMs,
  chunks: 10,
  slowdown: 1.25,
});

describe('of a gain', () => {
  const who = { key: 'who.threads', values: { n: 2 } } as const;
  const messages = (value: number, lostMs: Account['lostMs'], more: Partial<Gain> = {}) =>
    whyGain({
      who,
      speedup: ratio(value),
      workers: 2,
      cores: 2,
      account: account(lostMs, more.workers),
      ...more,
    });
  const keys = (...given: Parameters<typeof messages>) => messages(...given).map(({ key }) => key);
  const percents = (...given: Parameters<typeof messages>) =>
    messages(...given).map(({ values }) => values?.['percent']);

  test('near the ideal nothing is left to explain', () => {
    expect(keys(1.9, { idle: 50 })).toEqual(['why.reached']);
  });
  test('parts come by their size, small ones stay in the rest, and all add up', () => {
    const lost = { copying: 4, idle: 20, handing: 36 };
    expect(keys(1.3, lost)).toEqual(['why.reachedOf', 'why.handing', 'why.idle', 'why.rest']);
    expect(percents(1.3, lost)).toEqual([65, 18, 10, 7]);
  });
  test('what no cause explains is not guessed at', () => {
    expect(keys(1.3, { idle: 1 })).toEqual(['why.reached']);
    expect(keys(1.3, {}, { account: null })).toEqual(['why.reached']);
  });
  test('parts never exceed what is missing', () => {
    expect(percents(1.6, { idle: 150, handing: 100 })).toEqual([80, 20]);
  });
  test('what was quicker is no cause', () => {
    expect(keys(1.3, { slower: -40, idle: 70 })).toEqual(['why.reachedOf', 'why.idle']);
  });
  test('more workers than cores explain tasks that took longer, and no more than that', () => {
    const eight = { workers: 8 } as const;
    expect(percents(2, { slower: 610 }, eight)).toEqual([25, 75]);
    expect(keys(2, { slower: 610 }, eight)).toEqual(['why.reachedOf', 'why.crowded']);
    expect(keys(2, { slower: 300, idle: 300 }, eight)).toEqual([
      'why.reachedOf',
      'why.crowded',
      'why.idle',
    ]);
    // Nothing took longer: then cores were not what was missing.
    expect(keys(2, { slower: 0, handing: 600 }, eight)).toEqual(['why.reachedOf', 'why.handing']);
    expect(keys(2, { slower: 610 }, { ...eight, waiting: true })).toEqual([
      'why.reachedOf',
      'why.slower',
    ]);
  });
  test('digits that tell nothing are not spoken of', () => {
    const doubtful = (doubt: NonNullable<Gain['speedup']['doubt']>) =>
      keys(1.02, { idle: 90 }, { speedup: { ...ratio(1.02), doubt } });
    expect(doubtful('clock')).toEqual(['why.clock']);
    expect(doubtful('noise')).toEqual(['why.noGainOf', 'why.idle', 'why.rest']);
    expect(doubtful('beyond')).toEqual(['why.beyond']);
  });
});

test('a product that copies much says so, with the share', () => {
  const sentences = said(
    'matmul',
    { where: 'processes' },
    { speedups: { total: ratio(1.31) }, accounts: { total: account({ copying: 60, idle: 8 }) } },
  );
  expect(sentences[0]).toMatch(/^2 processes: 1\.31×, 66% of the ideal 2×.* other 34%/);
  expect(sentences.slice(1)).toEqual([
    '30%: copying operands and results.',
    '4%: workers were idle while the last one was still at work.',
  ]);
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
    /80% of the 100 GFLOP.* 40\.0× faster.* it is 10% faster/,
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
  const sentences = (last: number, serialFraction: number, cores = 4): string =>
    said(
      'matmul',
      { study: 'speedup' },
      {
        figures: [
          { kind: 'scaling', points: [at(1, null), at(2, 0.05), at(4, last)], serialFraction },
        ],
      },
      cores,
    ).join(' ');
  expect(sentences(0.2, 0.1)).toMatch(
    /serial fraction is 10%\..* below 10×.* grows from 5% to 20%/,
  );
  expect(sentences(0.05, 0)).toMatch(/serial fraction is 0: .* from 5% to 5%/);
  // Beyond the cores the points show the machine.
  expect(sentences(0.2, 0.1, 2)).toMatch(/^Up to \d+ workers take turns on 2 cores/);
  expect(sentences(0.2, 0.1, 2)).not.toMatch(/serial fraction|Karp/);
});

test('pools: what handing out cost is told for each chunk; waiting is not bound by cores', () => {
  const gain = (speedup: number, lostMs: Account['lostMs'], workers: number): Outcome => ({
    speedups: { processes: ratio(speedup) },
    accounts: { processes: account(lostMs, workers) },
  });
  expect(said('pools', { workers: '2' }, gain(0.7, { handing: 130 }, 2)).join(' ')).toMatch(
    /35% of the ideal 2×.* 65%: handing out 10 chunks .*, 13,000 µs of a worker’s time for each/,
  );
  expect(said('pools', { task: 'sleep', workers: '8' }, gain(7.9, {}, 8))).toEqual([
    '8 processes: 7.90×, 99% of the ideal 8×.',
  ]);
});

test('algorithms: each step is told by the rates of this run, and none that is missing', () => {
  const row = (median: number) => ({
    gflops: { median, low: median, high: median },
    medianMs: 1,
    error: 1e-7,
  });
  const steps = (rows: Record<string, ReturnType<typeof row>>): string =>
    said(
      'matmul',
      { study: 'algorithms' },
      {
        figures: [
          {
            kind: 'comparison',
            rows,
            limit: { workers: 1, gflops: 100 },
            notes: [],
            clockResolutionMs: 0.005,
          },
        ],
      },
    ).join(' ');
  const all = { naive: row(2), blocked: row(4), simd: row(40), fast: row(80) };
  expect(steps(all)).toMatch(/Blocked against Naive\): 2\.00×.*SIMD.*: 10\.0×.*Packed.*: 2\.00×/);
  expect(steps({ blocked: all.blocked, simd: all.simd, fast: all.fast })).not.toMatch(/Naive/);
});

describe('shared memory', () => {
  const counter = (lost: number, more: TableData['cells'] = {}): Outcome => ({
    figures: [table('counter', { plain: { lost, ns: 3 }, ...more })],
  });
  const query = { processes: '2', increments: '50000' };
  const sentences = (...given: Parameters<typeof counter>) =>
    said('shared-memory', query, counter(...given));

  test('lost updates are counted, and none is called luck', () => {
    expect(sentences(25_000)).toEqual([
      expect.stringMatching(/25,000 of 100,000 increments \(25%\)/),
    ]);
    expect(sentences(0)[0]).toMatch(/luck/);
  });
  test('the call’s own cost comes before what the processes cost one another', () => {
    const lock = { oneLock: { ns: 80 }, lock: { ns: 100 } };
    expect(sentences(0, lock)[1]).toMatch(
      /^Lock: .* 80 ns for an increment.* a core takes 200 ns: 120 ns more/,
    );
    const alike = { oneAtomic: { ns: 80 }, atomic: { ns: 41 } };
    expect(sentences(0, alike)[1]).toMatch(/^Atomic add: .* 80 ns .* takes 82 ns, so they hardly/);
  });
  test('without the call’s own cost, nothing is said of the rest', () => {
    expect(sentences(0, { lock: { ns: 100 }, oneAtomic: { ns: 5 } })).toHaveLength(1);
  });
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
  expect(said('pipe', {}, trips(40, 10))[0]).toMatch(/the pipe took 4\.00× as long/);
  // Where the turns contradict one another there are no digits of a ratio, and something is said.
  const unclear = { speedups: { trip: { ...ratio(4), doubt: 'noise' as const } } };
  expect(said('pipe', {}, { ...trips(10, 40), ...unclear })[0]).toMatch(
    /10 µs .* 40 µs .* does not tell which is quicker/,
  );
});

test('queue: who is the bottleneck', () => {
  const squares = (endMs: number): Outcome => ({
    figures: [{ kind: 'timelines', bars: { last: [bar(0, 0, 100), bar(1, 0, endMs)] } }],
  });
  expect(said('queue', { consumers: '1' }, squares(95))[0]).toMatch(/95% .* bottleneck/);
  expect(said('queue', { consumers: '1' }, squares(20))[0]).toMatch(/only 20% /);
});

test('partitioning: who waits, waits for the heaviest part', () => {
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
      accounts: { chunk: account({ idle: 78 }), roundRobin: account({ idle: 4 }) },
    },
  );
  expect(sentences).toEqual([
    expect.stringMatching(/^Chunks, 2 processes: 1\.20×, 60% of the ideal 2×/),
    expect.stringMatching(/^39%: .* heaviest of 2 parts holds 80% of the work/),
    expect.stringMatching(/^1%: no cause/),
    'Round robin, 2 processes: 1.90×, 95% of the ideal 2×.',
  ]);
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
        accounts: { processes: account({}, 8) },
      },
    ),
  ).toEqual(['프로세스 8개: 7.90배로, 이상적인 8배의 99%입니다.']);
});
