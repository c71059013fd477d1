/**
 * Exports of a timeline: CSV, JSON, trace events, SVG, and scripts that repeat the run outside the
 * browser.
 */
import type { Timeline } from '../../common/types';
import { csvPieces } from './csv';
import { jsonPieces } from './json';
import { expectTimeline } from './expect-timeline';
import { joinedText } from './text-pieces';
import { CONCURRENT_FUTURES, DASK, RAY } from './runners';
import { scriptPieces } from './script';
import { tracePieces } from './trace';

export { toSvg, type SvgOptions, type SvgWords } from './svg';
export { csvPieces, jsonPieces, tracePieces };

/**
 * The spans as comma-separated values: `task,worker,start_ms,end_ms,asked_ms`. Times are in ms. It
 * is plain ASCII and needs no byte order mark; if you add other text, put one first: `'\uFEFF' +
 * toCsv(timeline)`. `E_ARGUMENT` for what is no timeline.
 */
export function toCsv(timeline: Timeline): string {
  return joinedText(csvPieces(expectTimeline(timeline)));
}

/** The request, the figures, the spans and the dispatches as JSON. */
export function toJson(timeline: Timeline): string {
  return joinedText(jsonPieces(expectTimeline(timeline)));
}

/** Chrome's trace events, for the Perfetto UI or `chrome://tracing`. */
export function toTrace(timeline: Timeline): string {
  return joinedText(tracePieces(expectTimeline(timeline)));
}

/** A Python script that runs the tasks in the same chunks on a `ProcessPoolExecutor`. */
export function toPython(timeline: Timeline): string {
  return joinedText(pythonPieces(expectTimeline(timeline)));
}

/** A Python script that does the same on Dask. */
export function toDask(timeline: Timeline): string {
  return joinedText(daskPieces(expectTimeline(timeline)));
}

/** A Python script that does the same on Ray. */
export function toRay(timeline: Timeline): string {
  return joinedText(rayPieces(expectTimeline(timeline)));
}

export const pythonPieces = (timeline: Timeline): Generator<string> =>
  scriptPieces(timeline, CONCURRENT_FUTURES);
export const daskPieces = (timeline: Timeline): Generator<string> => scriptPieces(timeline, DASK);
export const rayPieces = (timeline: Timeline): Generator<string> => scriptPieces(timeline, RAY);
