/** Measured intervals on workers. */

/** A measured interval on one worker. Times count from the start of the call, on one clock. */
export interface Span {
  /** Index of the worker, from 0. */
  worker: number;
  /** What was done, e.g. `rows 0–15`. */
  label: string;
  startMs: number;
  endMs: number;
}

/** One chunk of a map, as it ran on one worker. */
export interface ChunkSpan extends Span {
  /** Its first item and the number of items. */
  chunk: { first: number; length: number };
}

/** One tile of C, as one worker computed it. */
export interface TileSpan extends Span {
  /** Its first row and number of rows, its first column and number of columns. */
  tile: { row: number; rows: number; col: number; cols: number };
}
