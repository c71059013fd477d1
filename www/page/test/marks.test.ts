/** What we draw with draws what Observable Plot draws, of which it is a small part. */
import * as observable from '@observablehq/plot';
import { expect, test } from 'vitest';

import { generator } from '../../common/test/generator';
import { comparisonChart } from '../charts/comparison';
import { curvesChart } from '../charts/curves';
import { distributionChart } from '../charts/distribution';
import type { ChartWords } from '../charts/frame';
import * as own from '../charts/marks';
import { ownershipChart } from '../charts/ownership';
import { standAlone } from '../charts/picture';
import type { Plot } from '../charts/plot';
import { samplesChart } from '../charts/samples';
import { scalingChart } from '../charts/scaling';
import { stepsChart } from '../charts/steps';
import { timelineChart } from '../charts/timeline';

import { TinyDocument } from './tiny-document';

const words = {
  title: 'A chart',
  description: 'Of seeded data.',
  unit: 'ms',
  format: (value: number) => String(Number(value.toPrecision(3))),
  formatX: String,
  median: 'median',
  p95: '95 %',
} satisfies ChartWords & Record<string, unknown>;

/** As the gallery has it: hundredths of a pixel, and no names of groups. */
function drawnBy(plot: Plot, draw: (plot: Plot, own: Document) => unknown): string {
  const chart = draw(plot, new TinyDocument() as unknown as Document) as Element;
  return standAlone(chart, [], { colour: (name) => name, fontFamily: 'sans-serif' });
}

const NUMBER = /-?\d+(?:\.\d+)?/g;

/** The same but for the last digit, which may be rounded up in one and down in the other. */
function expectSame(ours: string, theirs: string, of: string): void {
  expect(ours.replace(NUMBER, '#'), of).toBe(theirs.replace(NUMBER, '#'));
  const numbers = (drawn: string): number[] => (drawn.match(NUMBER) ?? []).map(Number);
  const expected = numbers(theirs);
  const apart = numbers(ours).flatMap((one, index) => {
    const other = expected[index] ?? NaN;
    return Math.abs(one - other) < 0.011 ? [] : [[one, other]];
  });
  expect(apart, of).toEqual([]);
}

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const CHARTS: Readonly<
  Record<string, (random: () => number, width: number) => (plot: Plot, own: Document) => unknown>
> = {
  timeline: (random, width) => {
    const rows = many(1 + Math.floor(random() * 12), (row) => `process ${row}`);
    const bars = rows.flatMap((_, row) =>
      many(Math.floor(random() * 5), (index) => {
        const startMs = index * 10 + random();
        return { row, label: `${index}`, startMs, endMs: startMs + 9 * random(), tone: index };
      }),
    );
    const endMs = 50 * 10 ** Math.floor(random() * 4 - 2);
    return (plot, document) => timelineChart(plot, { rows, bars, endMs, width }, words, document);
  },
  samples: (random, width) => {
    const rows = many(1 + Math.floor(random() * 4), (row) => {
      const samplesMs = many(7, () => random() * 10);
      // In a narrow chart such a name takes two lines.
      const label =
        random() < 0.5 ? `contender ${row}` : `contender ${row}, with a rather long name`;
      return { label, samplesMs, medianMs: samplesMs[0] ?? 0 };
    });
    return (plot, document) => samplesChart(plot, rows, width, words, document);
  },
  distribution: (random, width) => {
    const rows = many(1 + Math.floor(random() * 3), (row) => ({
      label: `contender ${row}`,
      samples: many(200, () => 0.01 + random() ** 3),
    }));
    return (plot, document) => distributionChart(plot, rows, width, words, document);
  },
  comparison: (random, width) => {
    const bars = many(Math.floor(random() * 6), (row) => {
      const median = random() * 100;
      const text = words.format(median);
      return { label: `contender ${row}`, text, median, low: median * 0.9, high: median * 1.2 };
    });
    const limit = random() < 0.5 ? 0 : 90;
    const data = { bars, limit, limitLabel: 'the most', width };
    return (plot, document) => comparisonChart(plot, data, words, document);
  },
  scaling: (random, width) => {
    const most = 1 + Math.floor(random() * 16);
    const dots = many(most, (index) => {
      const speedup = 1 + index * random();
      return { workers: index + 1, speedup, low: speedup * 0.9, high: speedup * 1.1 };
    });
    const serialFraction = random() < 0.3 ? null : random();
    const data = { dots, most, serialFraction, gustafson: random() < 0.5, width };
    return (plot, document) => scalingChart(plot, data, words, document);
  },
  ownership: (random, width) => {
    const side = 1 + Math.floor(random() * 40);
    const cells = many(side, (row) => ({ row, rows: 1, col: 0, cols: side, worker: row % 9 }));
    const data = { cells, rows: side, cols: side, width, describe: () => 'a part' };
    return (plot, document) => ownershipChart(plot, data, words, document);
  },
  curves: (random, width) => {
    const curves = many(1 + Math.floor(random() * 3), (curve) => ({
      label: `contender ${curve}`,
      points: many(8, (index) => {
        const y = 0.1 + random() * 10 ** (index / 2);
        return { x: 4 ** index, y, low: y * 0.9, high: y * 1.1 };
      }),
    }));
    return (plot, document) => curvesChart(plot, curves, width, words, document);
  },
  steps: (random, width) => {
    const points = many(40, (index) => ({
      atMs: index + random(),
      value: Math.floor(9 * random()),
    }));
    const limit = random() < 0.5 ? null : 8;
    const data = { points, what: 'waiting', limit, limitLabel: 'capacity', endMs: 41, width };
    return (plot, document) => stepsChart(plot, data, words, document);
  },
};

test.each(Object.keys(CHARTS))('%s: as by Observable Plot', (name) => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = generator(seed);
    const draw = CHARTS[name]?.(random, 240 + Math.floor(random() * 900));
    if (draw === undefined) throw new TypeError(name);
    const theirs = drawnBy(observable as unknown as Plot, draw);
    expectSame(drawnBy(own, draw), theirs, `seed ${seed}`);
  }
});
