/**
 * The twin of a chart: the same values as rows and columns. The page shows it as a table, and it is
 * what a CSV file holds.
 */

/** Null where there is no such value; two numbers where it is a range. */
export type Cell = string | number | null | readonly [least: number, most: number];

export interface TwinColumn {
  id?: string;
  label: string;
  /** How its numbers are written on the page. A column without is one of words. */
  write?: (value: number) => string;
  /** Of a column of ranges, what its ends are called in a file. */
  ends?: readonly [least: string, most: string];
  /** Only in files: the page has no room for it. */
  fileOnly?: boolean;
  /** The colour in which it is drawn. */
  colour?: string;
}

export interface TwinRow {
  id?: string;
  /** As many as columns; the first names the row. */
  cells: readonly Cell[];
  colour?: string;
  /** How strong the colour is. Default 1. */
  shade?: number;
}

export interface Twin {
  columns: readonly TwinColumn[];
  rows: readonly TwinRow[];
}

/**
 * As comma-separated values (RFC 4180). Numbers are written so that reading them gives the same
 * number again. All words are the page's own, so that no cell can be taken for a stranger's
 * formula.
 */
export function csvOf({ columns, rows }: Twin): string {
  const header = columns.flatMap(({ label, ends }) => ends ?? [label]);
  const lines = rows.map(({ cells }) =>
    columns.flatMap(({ ends }, column): (string | number | null)[] => {
      const cell = cells[column] ?? null;
      if (ends) return typeof cell === 'object' && cell !== null ? [...cell] : [null, null];
      return [typeof cell === 'object' ? null : cell];
    }),
  );
  return [header, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number | null): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
