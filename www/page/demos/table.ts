/**
 * A table of figures with its chart, and what is to be said about both. Data only: `pp-figure`
 * draws it.
 */
import type { Message } from '../messages/message';

/** How the numbers of a column are written. */
export type Format = 'count' | 'percent' | 'ratio' | 'significant';

export interface TableOutline {
  kind: 'table';
  /** A demo may have several tables: the name of this one, also in test ids. */
  id: string;
  heading: Message;
  /** One sentence for a reader who cannot see the chart. */
  description: Message;
  /** Shown in the chart's room until there is something to draw. */
  empty: Message;
  /** Null where the table says it all. */
  chart: ChartOutline | null;
  table: {
    /** Heads the column that names the rows. */
    what: Message;
    columns: readonly { id: string; label: Message; format: Format }[];
    /**
     * The rows to come; their room is kept. Empty where only the run can tell: then the table is
     * folded.
     */
    rows: readonly { id: string; label: Message }[];
  };
  /** Shown below the figure. */
  notes: readonly Message[];
  /** Shown in place of the notes that only a run can give, so that their room is kept. */
  pending?: readonly Message[];
}

/** What a chart needs to keep its room and to name what it shows. */
export type ChartOutline =
  | { kind: 'stack'; unit: Message; bars: number; parts: readonly Message[] }
  | { kind: 'distribution'; unit: Message; rows: number }
  | {
      kind: 'curves';
      x: Message;
      y: Message;
      curves: readonly Message[];
      /** How values along the axis are written. Default: as bytes. */
      xFormat?: 'bytes' | 'count';
    }
  | { kind: 'steps'; unit: Message; step: Message; limit: Message };

export interface TableData {
  kind: 'table';
  id: string;
  chart: ChartData | null;
  /** The cells of the table by row and column; null where there is no such figure. */
  cells: Readonly<Record<string, Cells>>;
  /** Rows that only the run could tell, in their order. */
  rows?: readonly { label: string; cells: Cells }[];
  /** Shown after the outline's own notes. */
  notes?: readonly Message[];
}

export type Cells = Readonly<Record<string, number | null>>;

/** What a chart draws; of the kind that the outline foresaw. */
export type ChartData =
  | { kind: 'stack'; bars: readonly { label: Message; parts: readonly number[] }[] }
  | { kind: 'distribution'; rows: readonly { label: Message; samples: readonly number[] }[] }
  | { kind: 'curves'; curves: readonly (readonly CurvePoint[])[] }
  | { kind: 'steps'; points: readonly StepPoint[]; limit: number | null; endMs: number };

export interface CurvePoint {
  x: number;
  y: number;
  low: number;
  high: number;
}

/** From this time on it was that many. */
export interface StepPoint {
  atMs: number;
  value: number;
}
