/**
 * A matrix as a rectangle, each part in the colour and with the number of the worker that it
 * belongs to. Pure: data in, SVG out.
 */
import { nameChart, TONES, toneOf, type ChartWords } from './frame';
import type { Plot } from './plot';

export interface OwnedCell {
  row: number;
  rows: number;
  col: number;
  cols: number;
  worker: number;
}

export interface OwnershipData {
  cells: readonly OwnedCell[];
  rows: number;
  cols: number;
  /** Of the room; the map is no larger than `OWNERSHIP_PX`. */
  width: number;
  /** The words of a part, for the pointer and the keyboard. */
  describe: (cell: OwnedCell) => string;
}

export const OWNERSHIP_PX = 320;
const LEFT_PX = 42;
const TOP_PX = 22;
const RIGHT_PX = 18;
const BOTTOM_PX = 4;
/**
 * A part of this size has room for its worker's number; lower ones are drawn together with
 * neighbours of the same worker.
 */
const ROOMY_PX = 12;
/** Parts smaller than this touch: a gap between them would be most of what is seen. */
const THIN_PX = 4;

export function ownershipChart(
  plot: Plot,
  { cells, rows, cols, width, describe }: OwnershipData,
  words: ChartWords,
  document?: Document,
): SVGElement | HTMLElement {
  const side = Math.min(width, OWNERSHIP_PX);
  const scale = Math.min(
    (side - LEFT_PX - RIGHT_PX) / Math.max(1, cols),
    (side - TOP_PX - BOTTOM_PX) / Math.max(1, rows),
  );
  const drawn = mergeLow(cells, ROOMY_PX / scale).map((cell) => ({
    ...cell,
    bottom: cell.row + cell.rows,
    right: cell.col + cell.cols,
  }));
  type Drawn = (typeof drawn)[number];
  const thin = drawn.some((cell) => Math.min(cell.rows, cell.cols) * scale < THIN_PX);
  const roomy = (cell: Drawn): boolean => Math.min(cell.rows, cell.cols) * scale >= ROOMY_PX;

  const chart = plot.plot({
    ...(document ? { document } : {}),
    width: LEFT_PX + RIGHT_PX + cols * scale,
    height: TOP_PX + BOTTOM_PX + rows * scale,
    marginLeft: LEFT_PX,
    marginRight: RIGHT_PX,
    marginTop: TOP_PX,
    marginBottom: BOTTOM_PX,
    className: 'chart',
    color: { type: 'identity' },
    x: { domain: [0, cols], label: null },
    y: { domain: [0, rows], label: null, reverse: true },
    marks: [
      plot.axisX([0, cols / 2, cols], {
        anchor: 'top',
        label: null,
        tickFormat: words.format,
        tickSize: 4,
      }),
      plot.axisY([0, rows / 2, rows], { label: null, tickFormat: words.format, tickSize: 4 }),
      plot.rect(drawn, {
        x1: 'col',
        x2: 'right',
        y1: 'row',
        y2: 'bottom',
        fill: (cell: Drawn) => toneOf(cell.worker),
        fillOpacity: (cell: Drawn) => shadeOfWorker(cell.worker),
        // A hair of the background parts neighbours; a thin part keeps its whole height.
        inset: thin ? 0 : 0.5,
        title: describe,
      }),
      plot.text(drawn, {
        filter: roomy,
        x: (cell: Drawn) => (cell.col + cell.right) / 2,
        y: (cell: Drawn) => (cell.row + cell.bottom) / 2,
        text: (cell: Drawn) => words.format(cell.worker + 1),
        fill: (cell: Drawn) => (cell.worker < TONES ? 'var(--on-tone)' : 'var(--ink)'),
        pointerEvents: 'none',
      }),
    ],
  });
  return nameChart(chart, words);
}

/** How strong a worker's tone is: paler each time the tones have been used up. */
export function shadeOfWorker(worker: number): number {
  return Math.round(100 * 0.55 ** Math.floor(worker / TONES)) / 100;
}

/**
 * Parts lower than `rows` become one with the part above, if that has the same columns and the same
 * worker.
 */
export function mergeLow(cells: readonly OwnedCell[], rows: number): OwnedCell[] {
  const sorted = [...cells].sort((a, b) => a.col - b.col || a.row - b.row);
  const merged: OwnedCell[] = [];
  for (const cell of sorted) {
    const above = merged.at(-1);
    if (
      above &&
      cell.rows < rows &&
      above.col === cell.col &&
      above.cols === cell.cols &&
      above.worker === cell.worker &&
      above.row + above.rows === cell.row
    ) {
      above.rows += cell.rows;
    } else {
      merged.push({ ...cell });
    }
  }
  return merged;
}
