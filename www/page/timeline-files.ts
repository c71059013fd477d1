/** The files of a timeline. Loaded when the first one is asked for. */
import {
  csvPieces,
  daskPieces,
  jsonPieces,
  pythonPieces,
  rayPieces,
  tracePieces,
} from '../lib/exports/index';
import { svgInPieces, type SvgOptions } from '../lib/exports/svg';
import type { Timeline } from '../common/types';
import { savePicture } from './picture-files';
import { BYTE_ORDER_MARK, CSV_TYPE, fileOf, save } from './saving';
import { throughInSlices } from './slices';

export type TextFormat = 'csv' | 'json' | 'trace' | 'python' | 'dask' | 'ray';

interface Format {
  /** What follows the file's name. */
  ending: string;
  type: string;
  pieces: (timeline: Timeline) => Iterator<string>;
}

const FORMATS: Record<TextFormat, Format> = {
  csv: { ending: '.csv', type: CSV_TYPE, pieces: markedCsv },
  json: { ending: '.json', type: 'application/json', pieces: jsonPieces },
  trace: { ending: '.trace.json', type: 'application/json', pieces: tracePieces },
  python: { ending: '.py', type: 'text/x-python', pieces: pythonPieces },
  dask: { ending: '-dask.py', type: 'text/x-python', pieces: daskPieces },
  ray: { ending: '-ray.py', type: 'text/x-python', pieces: rayPieces },
};

function* markedCsv(timeline: Timeline): Generator<string> {
  yield BYTE_ORDER_MARK;
  yield* csvPieces(timeline);
}

export async function saveTimeline(
  format: TextFormat,
  timeline: Timeline,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const { ending, type, pieces } = FORMATS[format];
  save(await fileOf(pieces(timeline), type, signal), name + ending);
}

export async function saveTimelinePicture(
  kind: 'svg' | 'png',
  timeline: Timeline,
  options: SvgOptions,
  name: string,
  host: HTMLElement,
  signal: AbortSignal,
): Promise<void> {
  const svg = await throughInSlices(svgInPieces(timeline, options), signal);
  await savePicture(kind, svg, name, host);
}
