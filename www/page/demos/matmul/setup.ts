/** What the controls of the matrix product ask for, and how it is put into words. */
import type { Algorithm } from '../../../common/types';
import type { Message } from '../../messages/message';
import { choiceOf, numberOf, type Values } from '../params';

export const ALGORITHMS = [
  'naive',
  'blocked',
  'simd',
  'fast',
  'strassen',
] as const satisfies readonly Algorithm[];
export const PLACES = ['one', 'threads', 'processes'] as const;
export const STUDIES = ['pair', 'algorithms', 'speedup'] as const;
export const PRECISIONS = ['f32', 'f64'] as const;

export type Place = (typeof PLACES)[number];
export type StudyName = (typeof STUDIES)[number];
export type Precision = (typeof PRECISIONS)[number];

export interface Setup {
  study: StudyName;
  n: number;
  precision: Precision;
  algorithm: Algorithm;
  place: Place;
  workers: number;
  repeats: number;
}

export function setupOf(values: Values): Setup {
  const place = choiceOf(values, 'where', PLACES);
  return {
    study: choiceOf(values, 'study', STUDIES),
    n: numberOf(values, 'n'),
    precision: choiceOf(values, 'precision', PRECISIONS),
    algorithm: choiceOf(values, 'algorithm', ALGORITHMS),
    place,
    workers: place === 'one' ? 1 : numberOf(values, 'workers'),
    repeats: numberOf(values, 'repeats'),
  };
}

/** So many workers of that place, in words. */
export function team(place: Place, n: number): Message {
  if (place === 'one') return { key: 'who.one' };
  return { key: place === 'threads' ? 'who.threads' : 'who.processes', values: { n } };
}

/** Each worker of that place, in words. */
export function workerRows(place: Place, workers: number): Message[] {
  const key =
    place === 'threads' ? 'row.thread' : place === 'processes' ? 'row.process' : 'row.worker';
  return Array.from({ length: workers }, (_, worker) => ({ key, values: { n: worker + 1 } }));
}
