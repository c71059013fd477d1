/**
 * What a recorded run showed, from what is kept of it: `scripts/record-runs.mjs` writes samples by
 * their values, and the lab's timelines as plain columns.
 */
import type { Outcome } from '../demos/demo';
import type { FigureData } from '../demos/figures';
import type { KeptRun } from './revive-lab';

type KeptFigure = Exclude<FigureData, { kind: 'lab' }> | { kind: 'lab'; runs: readonly KeptRun[] };

/** Of a file that this page was built with. */
export async function revived(kept: unknown): Promise<Outcome> {
  const { figures = [], ...rest } = counted(kept) as Omit<Outcome, 'figures'> & {
    figures?: readonly KeptFigure[];
  };
  return { ...rest, figures: await Promise.all(figures.map(figureOf)) };
}

/** The same with all samples, in the order of their values. */
function counted(kept: unknown): unknown {
  if (Array.isArray(kept)) return kept.map(counted);
  if (typeof kept !== 'object' || kept === null) return kept;
  if ('counted' in kept)
    return (kept.counted as [number, number][]).flatMap(([value, times]) =>
      new Array<number>(times).fill(value),
    );
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, counted(value)]));
}

async function figureOf(figure: KeptFigure): Promise<FigureData> {
  if (figure.kind !== 'lab') return figure;
  const { revivedRun } = await import('./revive-lab');
  return { kind: 'lab', runs: await Promise.all(figure.runs.map(revivedRun)) };
}
