/** A producer that puts as soon as there is room, and consumers that square. */
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { endOf, rowsOfBars, type Sketch } from '../sketch';

export function sketch({ values, outcome }: FinishedRun): Sketch {
  const bars = figureOf(outcome, 'timelines')?.bars['last'] ?? [];
  return {
    cells: rowsOfBars(bars, { y: 8, height: 18, step: 26, endMs: endOf(bars) }),
    alt: {
      key: 'queue.alt',
      values: {
        capacity: values['capacity'] ?? 0,
        consumers: values['consumers'] ?? 0,
        items: values['items'] ?? 0,
      },
    },
  };
}
