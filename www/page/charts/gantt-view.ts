/** Where one looks at a timeline: zooming and moving, kept within what there is. Pure. */
import type { View } from '../../lib/picture/marks';

/** As far in as this: a millionth of the whole. */
const CLOSEST = 1e-6;
/** Fewer workers than this are always all in view. */
const FEWEST_ROWS = 8;

/** In (a factor below 1) or out around a moment and a worker, which stay where they are. */
export function zoomed(view: View, whole: View, factor: number, ms: number, row: number): View {
  const wide = whole.toMs - whole.fromMs;
  const span = Math.min(wide, Math.max(wide * CLOSEST, (view.toMs - view.fromMs) * factor));
  const share = (ms - view.fromMs) / (view.toMs - view.fromMs);
  const fromMs = ms - span * share;

  const all = whole.toRow - whole.fromRow;
  const rows = view.toRow - view.fromRow;
  const wanted = Math.min(all, Math.max(Math.min(all, FEWEST_ROWS), Math.round(rows * factor)));
  const above = Math.round(((row - view.fromRow) / rows) * wanted);
  return within(
    { fromMs, toMs: fromMs + span, fromRow: row - above, toRow: row - above + wanted },
    whole,
  );
}

/** Moved by so much, not beyond the ends. */
export function moved(view: View, whole: View, byMs: number, byRows: number): View {
  return within(
    {
      fromMs: view.fromMs + byMs,
      toMs: view.toMs + byMs,
      fromRow: view.fromRow + byRows,
      toRow: view.toRow + byRows,
    },
    whole,
  );
}

/** Moved as little as needed to have that stretch of that worker in sight. */
export function showing(
  view: View,
  whole: View,
  startMs: number,
  endMs: number,
  row: number,
): View {
  const span = view.toMs - view.fromMs;
  let byMs = 0;
  // What is longer than the view is shown from its start.
  if (startMs < view.fromMs || endMs - startMs > span) byMs = startMs - span * 0.1 - view.fromMs;
  else if (endMs > view.toMs) byMs = endMs + span * 0.1 - view.toMs;
  const seen = startMs < view.toMs && endMs > view.fromMs && endMs - startMs > span;
  const byRows = row < view.fromRow ? row - view.fromRow : Math.max(0, row + 1 - view.toRow);
  return moved(view, whole, seen ? 0 : byMs, byRows);
}

export function sameView(one: View, other: View): boolean {
  return (
    one.fromMs === other.fromMs &&
    one.toMs === other.toMs &&
    one.fromRow === other.fromRow &&
    one.toRow === other.toRow
  );
}

function within(view: View, whole: View): View {
  const byMs = Math.max(0, whole.fromMs - view.fromMs) - Math.max(0, view.toMs - whole.toMs);
  const byRows = Math.max(0, whole.fromRow - view.fromRow) - Math.max(0, view.toRow - whole.toRow);
  return {
    fromMs: Math.max(whole.fromMs, view.fromMs + byMs),
    toMs: Math.min(whole.toMs, view.toMs + byMs),
    fromRow: Math.max(whole.fromRow, view.fromRow + byRows),
    toRow: Math.min(whole.toRow, view.toRow + byRows),
  };
}
