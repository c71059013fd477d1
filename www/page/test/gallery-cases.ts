/** Every chart with seeded data: what the gallery shows, and the test compares. */
import { generator } from '../../common/test/generator';
import { sideBySide } from '../../lib/exports/side-by-side';
import { toSvg } from '../../lib/exports/index';
import { kindsInPieces } from '../../lib/picture/kinds';
import { marksOf, wholeView } from '../../lib/picture/marks';
import { drained } from '../../lib/picture/pieces';
import { rowsInPieces } from '../../lib/picture/rows';
import { chapterTasks, selfScheduled } from '../../lib/test/self-scheduled';
import type { Timeline } from '../../common/types';
import { comparisonChart } from '../charts/comparison';
import { COST_TONES, costsChart } from '../charts/costs';
import { curvesChart } from '../charts/curves';
import { distributionChart } from '../charts/distribution';
import { toneOf, type ChartWords } from '../charts/frame';
import * as plot from '../charts/marks';
import { ownershipChart } from '../charts/ownership';
import { standAlone, type KeyEntry, type PictureLook } from '../charts/picture';
import { samplesChart } from '../charts/samples';
import { FITTED, IDEAL, MEASURED, SCALED, scalingChart } from '../charts/scaling';
import { STACK_TONES, stackChart } from '../charts/stack';
import { stepsChart } from '../charts/steps';
import { timelineChart } from '../charts/timeline';
import { TinyDocument } from './tiny-document';

export interface GalleryCase {
  /** Of the picture's file. */
  name: string;
  /** The function that draws it, and where it is. */
  by: string;
  /** One sentence. */
  shows: string;
  svg: (look: PictureLook) => string;
}

const WIDTH = 640;
const WORKERS = [0, 1, 2, 3];

const words = (title: string, description: string, unit: string): ChartWords => ({
  title,
  description,
  unit,
  format: (value) => String(Number(value.toPrecision(3))),
});

type Drawing = (words: ChartWords, document: Document) => unknown;

/** A chart of Plot's, as the page lets it be taken along. */
function chart(
  name: string,
  by: string,
  shows: string,
  [title, unit]: readonly [title: string, unit: string],
  draw: Drawing,
  key: readonly KeyEntry[] = [],
): GalleryCase {
  const svg = (look: PictureLook): string => {
    const document = new TinyDocument() as unknown as Document;
    return standAlone(draw(words(title, shows, unit), document) as Element, key, look);
  };
  return { name, by: `${by} in www/page/charts/${name}.ts`, shows, svg };
}

const swatches = (labels: readonly string[], tones: readonly number[]): KeyEntry[] =>
  labels.map((label, index) => ({ label, colour: toneOf(tones[index] ?? 0) }));

function timelineBars(): Parameters<typeof timelineChart>[1]['bars'] {
  const random = generator(1);
  return WORKERS.flatMap((row) => {
    let startMs = random();
    return Array.from({ length: 6 }, (_, index) => {
      const endMs = startMs + 4 + 6 * random();
      const bar = { row, label: `items ${index * 4}–${index * 4 + 3}`, startMs, endMs, tone: row };
      startMs = endMs + 0.3;
      return bar;
    });
  });
}

function samples(seed: number, count: number, median: number, spread: number): number[] {
  const random = generator(seed);
  return Array.from({ length: count }, () => median * (1 + spread * (random() ** 3 - 0.1)));
}

function tiles(): Parameters<typeof ownershipChart>[1]['cells'] {
  const random = generator(7);
  return Array.from({ length: 64 }, (_, tile) => ({
    row: Math.floor(tile / 8) * 64,
    rows: 64,
    col: (tile % 8) * 64,
    cols: 64,
    worker: Math.floor(random() * 8),
  }));
}

function filling(): { atMs: number; value: number }[] {
  const random = generator(5);
  let value = 0;
  return Array.from({ length: 120 }, (_, index) => {
    value = Math.max(0, Math.min(8, value + (random() < 0.6 ? 1 : -1)));
    return { atMs: index * 0.4 + random() * 0.2, value };
  });
}

function throughput(
  factor: number,
  fixed: number,
): { x: number; y: number; low: number; high: number }[] {
  return Array.from({ length: 11 }, (_, index) => {
    const x = 4 ** index;
    const y = (factor * x) / (x + fixed);
    return { x, y, low: y * 0.8, high: y * 1.15 };
  });
}

const labTimelines: readonly Timeline[] = [
  selfScheduled(chapterTasks(), 4),
  selfScheduled(chapterTasks(), 4, { name: 'guided', chunk: 2 }),
  selfScheduled(chapterTasks(), 4, { name: 'chunk', chunk: 5 }),
];

function small(timeline: Timeline): Parameters<typeof sideBySide>[0][number] {
  const { policy, makespanMs, lowerBoundMs } = timeline;
  const kinds = drained(kindsInPieces(timeline.tasksMs));
  const limits = { lanes: 72, marks: 300 };
  return {
    name: policy.name,
    makespan: `${makespanMs} ms`,
    marks: drained(
      marksOf(timeline, drained(rowsInPieces(timeline)), kinds, wholeView(timeline), limits),
    ),
    makespanMs,
    lowerBoundMs,
  };
}

export const GALLERY: readonly GalleryCase[] = [
  chart(
    'timeline',
    'timelineChart',
    'A row for each worker, a bar for each measured interval.',
    ['Who did what, when', 'ms'],
    (words, document) => {
      const bars = timelineBars();
      const endMs = Math.max(...bars.map((bar) => bar.endMs));
      const rows = WORKERS.map((row) => `process ${row + 1}`);
      return timelineChart(plot, { rows, bars, endMs, width: WIDTH }, words, document);
    },
  ),
  chart(
    'samples',
    'samplesChart',
    'A dot for every sample, a vertical line at the median.',
    ['Samples', 'ms'],
    (words, document) =>
      samplesChart(
        plot,
        [
          { label: 'one worker', samplesMs: samples(2, 9, 40, 0.2), medianMs: 39.2 },
          { label: '2 processes', samplesMs: samples(3, 9, 23, 0.3), medianMs: 22.6 },
          { label: '2 threads', samplesMs: samples(4, 9, 21, 0.2), medianMs: 20.8 },
        ],
        WIDTH,
        { ...words, median: 'median' },
        document,
      ),
  ),
  chart(
    'distribution',
    'distributionChart',
    'A histogram for each contender on one logarithmic axis, with the median and the 95th percentile.',
    ['How long a round trip takes', 'µs'],
    (words, document) =>
      distributionChart(
        plot,
        [
          { label: 'Pipe', samples: samples(11, 1000, 14, 3) },
          { label: 'MessageChannel', samples: samples(12, 1000, 46, 1.6) },
        ],
        WIDTH,
        { ...words, median: 'median', p95: 'p95' },
        document,
      ),
  ),
  chart(
    'comparison',
    'comparisonChart',
    'A bar for each contender’s rate, a thin line over its spread, and a dashed line at what the machine can do.',
    ['Rates against the limit of this machine', 'GFLOP/s'],
    (words, document) => {
      const rates = [1.8, 6.1, 31, 77, 71];
      const bars = ['Naive', 'Blocked', 'SIMD', 'Fast', 'Strassen'].map((label, index) => {
        const median = rates[index] ?? 0;
        return { label, text: String(median), median, low: median * 0.93, high: median * 1.04 };
      });
      return comparisonChart(
        plot,
        { bars, limit: 92, limitLabel: 'limit 92', width: WIDTH },
        words,
        document,
      );
    },
  ),
  chart(
    'scaling',
    'scalingChart',
    'Speedup over the number of workers: what was measured, the ideal, Amdahl’s law fitted, and Gustafson’s; dashed beyond what was measured.',
    ['Speedup by number of workers', 'Workers'],
    (words, document) => {
      const dots = [1, 2, 3, 4, 6, 8].map((workers) => {
        const speedup = 1 / (0.06 + 0.94 / workers);
        return { workers, speedup, low: speedup * 0.95, high: speedup * 1.04 };
      });
      return scalingChart(
        plot,
        { dots, most: 8, serialFraction: 0.06, gustafson: true, width: WIDTH },
        words,
        document,
      );
    },
    [
      { label: 'measured, with spread', colour: MEASURED, sign: 'dot' },
      { label: 'ideal', colour: IDEAL, sign: 'line' },
      { label: 'Amdahl’s law, fitted', colour: FITTED, sign: 'line' },
      { label: 'Gustafson’s law', colour: SCALED, sign: 'line' },
      { label: 'beyond what was measured', colour: 'currentColor', sign: 'dashes' },
    ],
  ),
  chart(
    'ownership',
    'ownershipChart',
    'A matrix as a square, each tile in the colour and with the number of the worker that computed it.',
    ['Who computed which part of C', ''],
    (words, document) =>
      ownershipChart(
        plot,
        {
          cells: tiles(),
          rows: 512,
          cols: 512,
          width: WIDTH,
          describe: ({ worker, row, col }) => `thread ${worker + 1}: row ${row}, column ${col}`,
        },
        words,
        document,
      ),
  ),
  chart(
    'costs',
    'costsChart',
    'A bar for each whole call: arithmetic, then copying, then the rest.',
    ['Where the time of a call went', 'ms'],
    (words, document) =>
      costsChart(
        plot,
        [
          { label: 'one worker', parts: parts([30, 2.2, 0.6]) },
          { label: '2 threads', parts: parts([15.6, 2.3, 0.7]) },
          { label: '2 processes', parts: parts([16.1, 7.4, 1.9]) },
        ],
        WIDTH,
        words,
        document,
      ),
    swatches(['arithmetic', 'copying', 'the rest'], COST_TONES),
  ),
  chart(
    'stack',
    'stackChart',
    'A bar for each way to count: the increments that arrived, and those that were lost.',
    ['What became of the increments', 'increments'],
    (words, document) => {
      const counts = {
        'no lock': [61_204, 38_796],
        'atomic add': [100_000, 0],
        lock: [100_000, 0],
      };
      const bars = Object.entries(counts).map(([label, [arrived = 0, lost = 0]]) => ({
        label,
        parts: [
          { label: 'arrived', amount: arrived },
          { label: 'lost', amount: lost },
        ],
      }));
      return stackChart(plot, bars, WIDTH, { ...words, format: String }, document);
    },
    swatches(['arrived', 'lost'], STACK_TONES),
  ),
  chart(
    'curves',
    'curvesChart',
    'A line for each contender over the size of a message, both axes logarithmic, with the spread at each point.',
    ['Throughput by message size', 'MB/s'],
    (words, document) =>
      curvesChart(
        plot,
        [
          { label: 'Pipe', points: throughput(2900, 6000) },
          { label: 'MessageChannel', points: throughput(5100, 60_000) },
        ],
        WIDTH,
        { ...words, formatX: (bytes) => (bytes < 1024 ? `${bytes} B` : `${bytes / 1024} KiB`) },
        document,
      ),
    swatches(['Pipe', 'MessageChannel'], [0, 1]),
  ),
  chart(
    'steps',
    'stepsChart',
    'A number that changes at moments, as a step line, against its limit.',
    ['How full the queue was', 'ms'],
    (words, document) =>
      stepsChart(
        plot,
        {
          points: filling(),
          what: 'items',
          limit: 8,
          limitLabel: 'capacity 8',
          endMs: 50,
          width: WIDTH,
        },
        words,
        document,
      ),
  ),
  {
    name: 'gantt',
    by: 'toSvg in www/lib/exports/svg.ts',
    shows:
      'The scheduling lab’s timeline as it is taken along: a bar for each task, a stroke where a chunk begins, a dashed line at the lower bound.',
    svg: ({ colour }) => {
      const timeline = selfScheduled(chapterTasks(), 4, { name: 'guided', chunk: 2 });
      return toSvg(timeline, { width: 672, background: colour('surface') });
    },
  },
  {
    name: 'policies',
    by: 'sideBySide in www/lib/exports/side-by-side.ts',
    shows: 'The same tasks under several policies, each small, all on one time scale.',
    svg: ({ colour }) =>
      sideBySide(labTimelines.map(small), {
        title: 'The policies side by side',
        description: 'A small timeline for each policy.',
        background: colour('surface'),
      }),
  },
];

function parts([arithmetic = 0, copying = 0, rest = 0]: readonly number[]): {
  label: string;
  ms: number;
}[] {
  return [
    { label: 'arithmetic', ms: arithmetic },
    { label: 'copying', ms: copying },
    { label: 'the rest', ms: rest },
  ];
}
