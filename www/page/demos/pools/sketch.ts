/** The same tasks on one process, and on several. */
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { endOf, rowsOfBars, threeDigits, type Sketch } from '../sketch';

export function sketch({ values, outcome }: FinishedRun): Sketch {
  const { oneProcess = [], processes = [] } = figureOf(outcome, 'timelines')?.bars ?? {};
  const timings = figureOf(outcome, 'timings')?.rows ?? {};
  const endMs = endOf(oneProcess, processes);
  const rows = { height: 18, step: 24, endMs };
  return {
    cells: [
      ...rowsOfBars(oneProcess, { ...rows, y: 8 }),
      ...rowsOfBars(processes, { ...rows, y: 36 }),
    ],
    alt: {
      key: 'pools.alt',
      values: {
        items: values['items'] ?? 0,
        n: values['workers'] ?? 0,
        one: threeDigits(timings['oneProcess']?.statistics.medianMs),
        several: threeDigits(timings['processes']?.statistics.medianMs),
      },
    },
  };
}
