/** The parallel matrix product: one worker against several, on operands made from a seed. */
import type {
  Algorithm,
  KernelRate,
  MatmulOptions,
  MatmulResult,
  Matrix,
  Span,
} from '../../lib/types';
import { ratio, takeTurns } from '../measure';
import { formatScientific, type Message } from '../messages/index';
import type { Bar, Demo, Outline, RunContext } from './demo';
import { choiceOf, numberOf, type Facts, type Values } from './params';
import { seededMatrix } from './seeded-matrix';

const ALGORITHMS = ['naive', 'blocked', 'fast'] as const satisfies readonly Algorithm[];
const PLACES = ['one', 'threads', 'processes'] as const;
const PRECISIONS = ['f32', 'f64'] as const;

/** Seeds of A and B: the same operands on every run and every machine. */
const SEEDS = { a: 0x5eed_000a, b: 0x5eed_000b };

export const matmul: Demo = {
  name: 'matmul',
  title: 'matmul.title',
  summary: 'matmul.summary',
  params: [
    { kind: 'integer', name: 'n', label: 'matmul.n', min: 8, max: 2048, fallback: 512 },
    {
      kind: 'choice',
      name: 'precision',
      label: 'matmul.precision',
      options: [
        { value: 'f32', label: 'matmul.f32' },
        { value: 'f64', label: 'matmul.f64' },
      ],
      fallback: 'f32',
    },
    {
      kind: 'choice',
      name: 'algorithm',
      label: 'matmul.algorithm',
      options: [
        { value: 'naive', label: 'matmul.naive' },
        { value: 'blocked', label: 'matmul.blocked' },
        { value: 'fast', label: 'matmul.fast' },
      ],
      fallback: 'fast',
    },
    {
      kind: 'choice',
      name: 'where',
      label: 'matmul.where',
      options: [
        { value: 'one', label: 'matmul.one' },
        { value: 'threads', label: 'matmul.threads' },
        { value: 'processes', label: 'matmul.processes' },
      ],
      fallback: (facts) => (facts.threads ? 'threads' : 'processes'),
      refusal: (option, facts) =>
        option === 'threads' && !facts.threads ? { key: 'matmul.noThreads' } : null,
    },
    {
      kind: 'integer',
      name: 'workers',
      label: 'control.workers',
      hint: 'matmul.workersHint',
      min: 1,
      max: (facts) => facts.maxWorkers,
      fallback: (facts) => facts.workers,
    },
    { kind: 'integer', name: 'repeats', label: 'control.repeats', min: 1, max: 50, fallback: 3 },
  ],
  presets: [],
  outline,
  run,
};

interface Setup {
  n: number;
  precision: 'f32' | 'f64';
  algorithm: Algorithm;
  where: 'one' | 'threads' | 'processes';
  workers: number;
  repeats: number;
}

function setupOf(values: Values): Setup {
  const where = choiceOf(values, 'where', PLACES);
  return {
    n: numberOf(values, 'n'),
    precision: choiceOf(values, 'precision', PRECISIONS),
    algorithm: choiceOf(values, 'algorithm', ALGORITHMS),
    where,
    workers: where === 'one' ? 1 : numberOf(values, 'workers'),
    repeats: numberOf(values, 'repeats'),
  };
}

/** Who runs the second contender, in words. */
function many({ where, workers }: Setup): Message {
  return where === 'threads'
    ? { key: 'who.threads', values: { n: workers } }
    : { key: 'who.processes', values: { n: workers } };
}

function outline(values: Values, _facts: Facts): Outline {
  const setup = setupOf(values);
  const parallel = setup.where !== 'one';
  const contenders: [string, Message][] = [['one', { key: 'who.one' }]];
  if (parallel) contenders.push(['many', many(setup)]);
  return {
    timings: contenders.flatMap(([id, who]) => [
      { id: `${id}-compute`, label: { key: 'matmul.computeOf', values: { who } } },
      { id: `${id}-total`, label: { key: 'matmul.totalOf', values: { who } } },
    ]),
    rates: true,
    speedups: parallel
      ? [
          { id: 'compute', label: { key: 'matmul.speedupCompute' } },
          { id: 'total', label: { key: 'matmul.speedupTotal' } },
        ]
      : [],
    noSpeedup: parallel ? null : { key: 'matmul.nothingToCompare' },
    timelines: [
      {
        id: 'last',
        title: { key: parallel ? 'matmul.timelineParallel' : 'matmul.timelineOne' },
        description: { key: 'matmul.timelineDescription' },
        rows: Array.from({ length: setup.workers }, (_, worker) => ({
          key:
            setup.where === 'threads'
              ? 'row.thread'
              : setup.where === 'one'
                ? 'row.worker'
                : 'row.process',
          values: { n: worker + 1 },
        })),
        tones: [],
      },
    ],
    parts: false,
  };
}

async function run(context: RunContext): Promise<void> {
  const setup = setupOf(context.values);
  const length = setup.n * setup.n;
  context.progress(0, { key: 'matmul.phaseOperands' });
  if (setup.precision === 'f32') {
    const a = await seededMatrix(new Float32Array(length), SEEDS.a, context.signal);
    const b = await seededMatrix(new Float32Array(length), SEEDS.b, context.signal);
    await multiplyAndMeasure(context, setup, a, b);
  } else {
    const a = await seededMatrix(new Float64Array(length), SEEDS.a, context.signal);
    const b = await seededMatrix(new Float64Array(length), SEEDS.b, context.signal);
    await multiplyAndMeasure(context, setup, a, b);
  }
}

async function multiplyAndMeasure<T extends Matrix>(
  context: RunContext,
  setup: Setup,
  a: T,
  b: T,
): Promise<void> {
  const { playground, signal } = context;
  const { n, algorithm, repeats } = setup;
  const kinds: ('one' | 'many')[] = setup.where === 'one' ? ['one'] : ['one', 'many'];
  const products = kinds.length * (repeats + 1);
  let finished = 0;

  const multiply = async (
    kind: 'one' | 'many',
    check: boolean,
    phase: Message,
  ): Promise<MatmulResult<T>> => {
    context.progress(finished / products, phase);
    const options: MatmulOptions = {
      algorithm,
      on: kind === 'one' ? 'one' : setup.where,
      workers: kind === 'one' ? 1 : setup.workers,
      check,
      signal,
      onProgress: (done, total) =>
        context.progress((finished + done / Math.max(1, total)) / products, phase),
    };
    const result = await playground.matmul(a, b, { m: n, k: n, n }, options);
    finished += 1;
    return result;
  };

  // The first product of each kind is compared with the reference, and warms the kernels up; it is not timed.
  const tolerance = toleranceOf(n, setup.precision);
  let worst = 0;
  let kernel = '';
  for (const kind of kinds) {
    const result = await multiply(kind, true, { key: 'matmul.phaseCheck' });
    worst = Math.max(worst, result.checked?.maxRelativeError ?? Number.NaN);
    kernel = result.kernel;
  }
  const right = worst <= tolerance;
  context.show({
    answer: {
      state: right ? 'right' : 'wrong',
      sentence: {
        key: right ? 'matmul.right' : 'matmul.wrong',
        values: {
          error: formatScientific(worst),
          tolerance: formatScientific(tolerance),
          kernel: describeKernel(kernel, playground.environment.kernels[setup.precision]),
        },
      },
    },
  });
  // The time of a wrong answer means nothing.
  if (!right) return;

  const totals: Record<'one' | 'many', number[]> = { one: [], many: [] };
  let spans: readonly Span[] = [];
  const phase: Message = { key: 'phase.measure' };
  const samples = await takeTurns(
    kinds.map((kind) => ({
      id: kind,
      run: async () => {
        const result = await multiply(kind, false, phase);
        totals[kind].push(result.totalMs);
        if (kind === kinds.at(-1)) spans = result.spans;
        return result.computeMs;
      },
    })),
    repeats,
    signal,
  );

  const flop = 2 * n ** 3;
  const timings = await Promise.all(
    kinds.flatMap((kind) =>
      (
        [
          [`${kind}-compute`, samples[kind]],
          [`${kind}-total`, totals[kind]],
        ] as const
      ).map(async ([id, times]) => {
        const statistics = await playground.statistics([...times]);
        return [id, { statistics, gflops: flop / (statistics.medianMs * 1e6) }] as const;
      }),
    ),
  );
  context.show({
    timings: Object.fromEntries(timings),
    speedups:
      kinds.length === 2
        ? { compute: ratio(samples.one, samples.many), total: ratio(totals.one, totals.many) }
        : {},
    timelines: { last: { bars: spans.map(barOf) } },
  });
}

/** The kernel's name, with its rate and its limit where it is one of those that were measured. */
function describeKernel(name: string, measured: readonly KernelRate[]): Message | string {
  const rate = measured.find((known) => known.name === name);
  if (!rate) return name;
  // The limit is measured too: a kernel that comes up to it may by chance come out above.
  const limit = Math.max(rate.gflops, rate.limitGflops);
  const values = { kernel: name, gflops: rate.gflops.toFixed(1), limit: limit.toFixed(1) };
  return { key: 'matmul.kernelMeasured', values };
}

/** Both products may be off by k rounding errors of ε/2 each, measured against the norms of row and column. */
function toleranceOf(k: number, precision: 'f32' | 'f64'): number {
  return k * (precision === 'f32' ? 2 ** -23 : 2 ** -52);
}

function barOf(span: Span): Bar {
  const rows = /^rows? (\d+)(?:\D+(\d+))?$/.exec(span.label);
  return {
    row: span.worker,
    label: rows
      ? { key: 'span.rows', values: { first: Number(rows[1]), last: Number(rows[2] ?? rows[1]) } }
      : span.label,
    startMs: span.startMs,
    endMs: span.endMs,
    tone: 0,
  };
}
