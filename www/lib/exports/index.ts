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
 *
 * @example
 * ```ts
 * const policy = { name: 'dynamic' } as const;
 * const options = { tasks: [1, 2], policy, workers: 1, load: 'simulate' } as const;
 * const timeline = await pg.schedule(options);
 * toCsv(timeline).split('\r\n', 2); // → ['task,worker,start_ms,end_ms,asked_ms', '0,0,0,1,1']
 * ```
 */
export function toCsv(timeline: Timeline): string {
  return joinedText(csvPieces(expectTimeline(timeline)));
}

/**
 * The request, the figures, the spans and the dispatches as JSON. `E_ARGUMENT` for what is no
 * timeline.
 *
 * @example
 * ```ts
 * const policy = { name: 'dynamic' } as const;
 * const options = { tasks: [1, 2], policy, workers: 1, load: 'simulate' } as const;
 * const timeline = await pg.schedule(options);
 * JSON.parse(toJson(timeline)).makespanMs; // → 3
 * ```
 */
export function toJson(timeline: Timeline): string {
  return joinedText(jsonPieces(expectTimeline(timeline)));
}

/**
 * Chrome's trace events, for the Perfetto UI or `chrome://tracing`; times are in µs. Source: Trace
 * Event Format, Google. `E_ARGUMENT` for what is no timeline.
 *
 * @example
 * ```ts
 * const policy = { name: 'dynamic' } as const;
 * const options = { tasks: [1, 2], policy, workers: 1, load: 'simulate' } as const;
 * const timeline = await pg.schedule(options);
 * const { traceEvents } = JSON.parse(toTrace(timeline));
 * traceEvents.filter(({ ph }: { ph: string }) => ph === 'X').length; // → 2
 * ```
 */
export function toTrace(timeline: Timeline): string {
  return joinedText(tracePieces(expectTimeline(timeline)));
}

/**
 * A Python script that runs the tasks in the same chunks on a `ProcessPoolExecutor`. `E_ARGUMENT`
 * for what is no timeline.
 *
 * @example
 * ```ts
 * const policy = { name: 'dynamic' } as const;
 * const options = { tasks: [1, 2], policy, workers: 1, load: 'simulate' } as const;
 * const timeline = await pg.schedule(options);
 * toPython(timeline).includes('ProcessPoolExecutor'); // → true
 * ```
 */
export function toPython(timeline: Timeline): string {
  return joinedText(pythonPieces(expectTimeline(timeline)));
}

/**
 * A Python script that does the same on Dask. `E_ARGUMENT` for what is no timeline.
 *
 * @example
 * ```ts
 * const policy = { name: 'dynamic' } as const;
 * const options = { tasks: [1, 2], policy, workers: 1, load: 'simulate' } as const;
 * const timeline = await pg.schedule(options);
 * toDask(timeline).includes('from dask'); // → true
 * ```
 */
export function toDask(timeline: Timeline): string {
  return joinedText(daskPieces(expectTimeline(timeline)));
}

/**
 * A Python script that does the same on Ray. `E_ARGUMENT` for what is no timeline.
 *
 * @example
 * ```ts
 * const policy = { name: 'dynamic' } as const;
 * const options = { tasks: [1, 2], policy, workers: 1, load: 'simulate' } as const;
 * const timeline = await pg.schedule(options);
 * toRay(timeline).includes('import ray'); // → true
 * ```
 */
export function toRay(timeline: Timeline): string {
  return joinedText(rayPieces(expectTimeline(timeline)));
}

export const pythonPieces = (timeline: Timeline): Generator<string> =>
  scriptPieces(timeline, CONCURRENT_FUTURES);
export const daskPieces = (timeline: Timeline): Generator<string> => scriptPieces(timeline, DASK);
export const rayPieces = (timeline: Timeline): Generator<string> => scriptPieces(timeline, RAY);
