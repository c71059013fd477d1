/**
 * A small picture for the overview, 220 by 86. It shows the idea of a demo, and no measurement.
 * Data only.
 */
export interface Sketch {
  cells: readonly Cell[];
  /** The data of a path. */
  lines?: string;
  dashes?: string;
  sign?: { x: number; y: number; text: string };
}

/** A bar of height 14; a tone is the index of a colour. */
export type Cell = readonly [x: number, y: number, tone: number, width: number];

/** The cells of a grid, row by row. */
export function grid(
  rows: number,
  columns: number,
  place: (row: number, column: number) => Cell,
): Cell[] {
  return Array.from({ length: rows * columns }, (_, index) =>
    place(Math.floor(index / columns), index % columns),
  );
}
