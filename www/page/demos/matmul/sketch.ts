/** Who computed which part of C, and when. */
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { endOf, rowsOfBars, tenths, type Cell, type Sketch } from '../sketch';

const SIDE = 78;

export function sketch({ values, outcome }: FinishedRun): Sketch {
  const n = Number(values['n']);
  const px = (index: number): number => (SIDE * index) / n;
  const owned = figureOf(outcome, 'ownership')?.cells ?? [];
  const bars = figureOf(outcome, 'timelines')?.bars['last'] ?? [];
  return {
    cells: [
      ...owned.map(({ row, rows, col, cols, worker }): Cell => [
        tenths(4 + px(col)),
        tenths(4 + px(row)),
        worker,
        tenths(px(cols) - 0.6),
        tenths(px(rows) - 0.6),
      ]),
      ...rowsOfBars(
        bars,
        { y: 12, height: 26, step: 36, endMs: endOf(bars), left: 100 },
        ({ row }) => row,
      ),
    ],
    alt: { key: 'matmul.alt', values: { size: n, n: values['workers'] ?? 0 } },
  };
}
