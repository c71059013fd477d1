/** How long round trips took: through the pipe, and through a MessageChannel. */
import { histogram } from '../../charts/distribution';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { LEFT, RIGHT, tenths, threeDigits, type Cell, type Sketch } from '../sketch';

const BINS = 52;
const HIGH = 34;

export function sketch({ outcome }: FinishedRun): Sketch {
  const table = figureOf(outcome, 'table', 'latency');
  const rows = table?.chart?.kind === 'distribution' ? table.chart.rows : [];
  const all = rows.flatMap(({ samples }) => samples);
  const [least, most] = [Math.min(...all), sorted(all)[Math.floor(0.995 * all.length)] ?? 1];
  const width = (RIGHT - LEFT) / BINS;
  return {
    cells: rows.flatMap(({ samples }, row) => {
      const bins = histogram(samples, least, most, BINS);
      const highest = Math.max(...bins.map(({ count }) => count));
      return bins.flatMap(({ count }, bin): Cell[] => {
        if (count === 0) return [];
        const height = tenths(Math.max(1, (HIGH * count) / highest));
        const bottom = 42 + row * 40;
        return [[tenths(LEFT + bin * width), tenths(bottom - height), row, tenths(width), height]];
      });
    }),
    alt: {
      key: 'pipe.alt',
      values: {
        pipe: threeDigits(table?.cells['pipe']?.['median']),
        bare: threeDigits(table?.cells['bare']?.['median']),
      },
    },
  };
}

function sorted(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}
