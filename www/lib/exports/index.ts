/** A timeline, taken elsewhere: as a table, as data, as a trace, as a picture, and as a script that runs the same outside the browser. */
import type { Timeline } from '../../common/types';
import { csvPieces } from './csv';
import { jsonPieces } from './json';
import { expectTimeline } from './expect-timeline';
import { joinedText } from './pieces';
import { CONCURRENT_FUTURES, DASK, RAY } from './runners';
import { scriptPieces } from './script';
import { tracePieces } from './trace';

export { toSvg, type SvgOptions, type SvgWords } from './svg';
export { csvPieces, jsonPieces, tracePieces };

/**
 * The spans as comma-separated values: `task,worker,start_ms,end_ms,asked_ms`. Plain ASCII, so that it needs no byte order mark:
 * put one before it (`'\uFEFF' + toCsv(timeline)`) only where other words are added.
 */
export function toCsv(timeline: Timeline): string {
  return joinedText(csvPieces(expectTimeline(timeline)));
}

/** What was asked for, the figures, the spans and the dispatches as JSON. */
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

/** The same on Dask. */
export function toDask(timeline: Timeline): string {
  return joinedText(daskPieces(expectTimeline(timeline)));
}

/** The same on Ray. */
export function toRay(timeline: Timeline): string {
  return joinedText(rayPieces(expectTimeline(timeline)));
}

export const pythonPieces = (timeline: Timeline): Generator<string> =>
  scriptPieces(timeline, CONCURRENT_FUTURES);
export const daskPieces = (timeline: Timeline): Generator<string> => scriptPieces(timeline, DASK);
export const rayPieces = (timeline: Timeline): Generator<string> => scriptPieces(timeline, RAY);
