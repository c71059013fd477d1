/** The same items in chunks, and dealt out in turn: which part ran where, and when. */
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { endOf, rowsOfBars, threeDigits, type Sketch } from '../sketch';

export function sketch({ values, outcome }: FinishedRun): Sketch {
  const { chunk = [], roundRobin = [] } = figureOf(outcome, 'timelines')?.bars ?? {};
  const timings = figureOf(outcome, 'timings')?.rows ?? {};
  const rows = { height: 14, step: 17, endMs: endOf(chunk, roundRobin) };
  return {
    cells: [...rowsOfBars(chunk, { ...rows, y: 6 }), ...rowsOfBars(roundRobin, { ...rows, y: 48 })],
    alt: {
      key: 'partitioning.alt',
      values: {
        items: values['items'] ?? 0,
        chunk: threeDigits(timings['chunk']?.statistics.medianMs),
        roundRobin: threeDigits(timings['roundRobin']?.statistics.medianMs),
      },
    },
  };
}
