/** What became of the increments: without care, by an atomic add, under a lock. */
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { LEFT, RIGHT, tenths, type Cell, type Sketch } from '../sketch';

export function sketch({ outcome }: FinishedRun): Sketch {
  const { plain, atomic, lock } = figureOf(outcome, 'table', 'counter')?.cells ?? {};
  const whole = Number(atomic?.['counter']);
  const px = (count: number): number => ((RIGHT - LEFT) * count) / whole;
  return {
    cells: [plain, atomic, lock].flatMap((way, row): Cell[] => {
      const arrived = px(Number(way?.['counter']));
      const y = 8 + row * 26;
      const lost = px(Number(way?.['lost']));
      return [
        [LEFT, y, 2, tenths(arrived - 0.6), 18],
        ...(lost > 0 ? [[tenths(LEFT + arrived), y, 1, tenths(lost), 18] as const] : []),
      ];
    }),
    alt: { key: 'shared.alt', values: { n: whole, lost: plain?.['lost'] ?? 0 } },
  };
}
