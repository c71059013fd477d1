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

/** What one worker ran of a map in one go. */
export interface ChunkSpan extends Span {
  /** The chunk: its first item and how many. */
  chunk: { first: number; length: number };
}

/** What one worker computed of C in one go. */
export interface TileSpan extends Span {
  /** The part of C: first row and how many, first column and how many. */
  tile: { row: number; rows: number; col: number; cols: number };
}
