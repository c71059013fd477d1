/**
 * Which worker each part of C belongs to, read off the spans of a product. Pure. A part that
 * several worked on, one panel after the other, belongs to the one that spent the most time on it.
 */
import type { TileSpan } from '../../../common/types';
import type { Cell } from '../figures';

/** C, cut wherever a tile begins or ends; cells without any work are left out. */
export function ownersOf(spans: readonly TileSpan[]): Cell[] {
  const rowEdges = new Set<number>();
  const colEdges = new Set<number>();
  let workers = 0;
  for (const { worker, tile } of spans) {
    rowEdges.add(tile.row).add(tile.row + tile.rows);
    colEdges.add(tile.col).add(tile.col + tile.cols);
    workers = Math.max(workers, worker + 1);
  }
  const rows = new Cuts(rowEdges);
  const cols = new Cuts(colEdges);

  // For each cell, the time that each worker spent on it; NaN where it never was.
  const spent = new Float64Array(rows.count * cols.count * workers).fill(Number.NaN);
  for (const { worker, startMs, endMs, tile } of spans) {
    const density = (endMs - startMs) / (tile.rows * tile.cols);
    const [firstCol, endCol] = [cols.index(tile.col), cols.index(tile.col + tile.cols)];
    const endRow = rows.index(tile.row + tile.rows);
    for (let r = rows.index(tile.row); r < endRow; r += 1) {
      for (let c = firstCol; c < endCol; c += 1) {
        const at = (r * cols.count + c) * workers + worker;
        spent[at] = (spent[at] || 0) + density * rows.size(r) * cols.size(c);
      }
    }
  }

  const cells: Cell[] = [];
  for (let r = 0; r < rows.count; r += 1) {
    for (let c = 0; c < cols.count; c += 1) {
      const at = (r * cols.count + c) * workers;
      const worker = greatest(spent.subarray(at, at + workers));
      if (worker === null) continue;
      const [row, col] = [rows.start(r), cols.start(c)];
      cells.push({ row, rows: rows.size(r), col, cols: cols.size(c), worker });
    }
  }
  return cells;
}

/**
 * The index of the greatest number, of the first where there are several; null where all are NaN.
 */
function greatest(numbers: Float64Array): number | null {
  let found: number | null = null;
  let most = -1;
  for (const [index, number] of numbers.entries()) {
    if (number > most) [found, most] = [index, number];
  }
  return found;
}

/** A side of the matrix, cut into intervals. */
class Cuts {
  readonly #at: readonly number[];
  readonly #indices: ReadonlyMap<number, number>;

  constructor(edges: ReadonlySet<number>) {
    this.#at = [...edges].sort((a, b) => a - b);
    this.#indices = new Map(this.#at.map((edge, index) => [edge, index]));
  }

  /** Of intervals. */
  get count(): number {
    return Math.max(0, this.#at.length - 1);
  }

  /** The interval that begins at the edge. */
  index(edge: number): number {
    return this.#indices.get(edge) ?? this.count;
  }

  start(index: number): number {
    return this.#at[index] ?? Number.NaN;
  }

  size(index: number): number {
    return this.start(index + 1) - this.start(index);
  }
}
