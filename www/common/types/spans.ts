/** Measured intervals on workers. */

/** A measured interval on one worker. Times count from the start of the call, on one clock. */
export interface Span {
  /** Index of the worker, from 0. */
  worker: number;
  /** What was done, e.g. `rows 0–15`. */
  label: string;
  /** When it began, in ms. */
  startMs: number;
  /** When it ended, in ms. */
  endMs: number;
}

/** One chunk of a map, as it ran on one worker. */
export interface ChunkSpan extends Span {
  /** Which items it was. */
  chunk: {
    /** The index of the first. */
    first: number;
    /** How many. */
    length: number;
  };
}

/** One tile of C, as one worker computed it. */
export interface TileSpan extends Span {
  /** Where it lies in C. */
  tile: {
    /** Its first row, from 0. */
    row: number;
    /** The number of rows. */
    rows: number;
    /** Its first column, from 0. */
    col: number;
    /** The number of columns. */
    cols: number;
  };
}
