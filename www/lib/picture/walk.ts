/** Navigation between spans: along a worker's row, and across to another's. Pure. */
import type { View } from './marks';
import { at, lastBegun, neighbour, type Rows } from './rows';

/** The next or previous span of the same worker; null at the row's end. */
export function along(rows: Rows, span: number, step: 1 | -1): number | null {
  return neighbour(rows, span, step);
}

/**
 * The span near that time of the next worker below or above that has spans; null if there is none.
 */
export function across(rows: Rows, span: number, step: 1 | -1): number | null {
  const { worker, startMs, endMs } = rows.columns;
  const middle = (at(startMs, span) + at(endMs, span)) / 2;
  for (let row = at(worker, span) + step; row >= 0 && row < rows.workers; row += step) {
    const found = near(rows, row, middle);
    if (found !== null) return found;
  }
  return null;
}

/** The first span in view. */
export function firstIn(rows: Rows, view: View): number | null {
  for (let row = view.fromRow; row < view.toRow; row += 1) {
    const found = near(rows, row, view.fromMs);
    if (found !== null) return found;
  }
  return null;
}

/** The worker's last span that started by then, or its first. */
function near(rows: Rows, row: number, ms: number): number | null {
  const first = at(rows.starts, row);
  if (first === at(rows.starts, row + 1)) return null;
  return lastBegun(rows, row, ms) ?? at(rows.spans, first);
}
