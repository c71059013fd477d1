/** What each worker has of C. */
import type { Cell } from '../figures';

/** For each worker, how many cells it has and what share of all. */
export function sharesOf(
  cells: readonly Cell[],
  workers: number,
): { tiles: number; share: number }[] {
  const all = cells.reduce((sum, cell) => sum + cell.rows * cell.cols, 0);
  const shares = Array.from({ length: workers }, () => ({ tiles: 0, share: 0 }));
  for (const cell of cells) {
    const share = shares[cell.worker];
    if (share === undefined) continue;
    share.tiles += 1;
    share.share += (cell.rows * cell.cols) / all;
  }
  return shares;
}
