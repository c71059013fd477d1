/**
 * Spans of a run that was made elsewhere, read from a file: the table that the lab and its scripts
 * write (`worker,start_ms,end_ms`, others may stand beside them), the lab's JSON, or a performance
 * report of Dask. `E_ARGUMENT` says what is wrong, with the line.
 */
import { CodedError } from '../failure';

export interface ForeignSpan {
  worker: string;
  startMs: number;
  endMs: number;
}

/** More are refused: a picture of them would say nothing. */
export const MOST_SPANS = 1_000_000;
export const MOST_WORKERS = 4096;

export function readSpans(text: string): ForeignSpan[] {
  const first = /\S/.exec(text.replace(/^\uFEFF/, ''))?.[0];
  const spans = first === '<' ? ofDask(text) : first === '{' ? ofJson(text) : ofCsv(text);
  if (spans.length === 0) throw wrong('there is no span in it');
  if (spans.length > MOST_SPANS)
    throw wrong(`it has ${spans.length} spans, and may have ${MOST_SPANS}`);
  for (const [index, { startMs, endMs }] of spans.entries()) {
    if (!Number.isFinite(startMs) || !Number.isFinite(endMs) || endMs < startMs)
      throw wrong(`span ${index + 1} goes from ${startMs} to ${endMs}`);
  }
  return spans;
}

/** A header, then a line for each span; cells may be quoted, as spreadsheets write them. */
function ofCsv(text: string): ForeignSpan[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const names = cellsOf(lines[0] ?? '').map((name) => name.trim().toLowerCase());
  const [worker, start, end] = ['worker', 'start_ms', 'end_ms'].map((name) => {
    const at = names.indexOf(name);
    if (at < 0) throw wrong(`line 1 has no column ${name}`);
    return at;
  }) as [number, number, number];
  const spans: ForeignSpan[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const cells = cellsOf(line);
    const [startMs, endMs] = [cells[start], cells[end]].map((cell) =>
      cell === undefined || cell.trim() === '' ? NaN : Number(cell),
    ) as [number, number];
    if (Number.isNaN(startMs) || Number.isNaN(endMs) || cells[worker] === undefined)
      throw wrong(`line ${index + 1} has no times`);
    spans.push({ worker: cells[worker], startMs, endMs });
  }
  return spans;
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}

/** The lab's own: `spans` are [task, worker, startMs, endMs]. */
function ofJson(text: string): ForeignSpan[] {
  const { format, spans } = parsed(text) as { format?: unknown; spans?: unknown };
  if (format !== 'parallel-playground/timeline' || !Array.isArray(spans))
    throw wrong('it is JSON, but not of a timeline');
  return spans.map((span: unknown) => {
    const [, worker, startMs, endMs] = Array.isArray(span) ? (span as unknown[]) : [];
    return { worker: String(worker), startMs: Number(startMs), endMs: Number(endMs) };
  });
}

/**
 * A report holds its pictures as data of Bokeh's. That of the task stream is told by its columns;
 * `start` is the middle of a bar there. Bars of transfers and the like are paler.
 */
function ofDask(text: string): ForeignSpan[] {
  for (const [, json = ''] of text.matchAll(
    /<script type="application\/json"[^>]*>([^]*?)<\/script>/g,
  )) {
    for (const columns of tablesIn(parsed(json))) {
      const { start, duration, worker_thread: worker, alpha } = columns;
      if (!start || !duration || !worker || !alpha) continue;
      return start.flatMap((_, row) => {
        const halfMs = Number(duration[row]) / 2;
        const middleMs = Number(start[row]);
        if (Number(alpha[row]) < 1) return [];
        return {
          worker: String(worker[row]),
          startMs: middleMs - halfMs,
          endMs: middleMs + halfMs,
        };
      });
    }
  }
  throw wrong('it is a page without a task stream of Dask');
}

/** Every table of columns in a document of Bokeh's, however deep. */
function* tablesIn(value: unknown): Generator<Record<string, unknown[] | undefined>> {
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    const { type, entries } = next as { type?: unknown; entries?: unknown };
    if (type === 'map' && Array.isArray(entries)) {
      const columns = (entries as unknown[]).filter(
        (entry): entry is [string, unknown[]] =>
          Array.isArray(entry) && typeof entry[0] === 'string' && Array.isArray(entry[1]),
      );
      yield Object.fromEntries(columns);
    }
    left.push(...(Object.values(next) as unknown[]));
  }
}

function parsed(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw wrong('its JSON cannot be read');
}

function wrong(what: string): CodedError {
  return new CodedError('E_ARGUMENT', `The file cannot be drawn: ${what}.`);
}
